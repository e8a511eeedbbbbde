import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { spawnVmc } from '../support/vmc.ts'

const test = suite('kinds of modules')

const body = 'export const fv0 = domain(name).hvm().memory(GiB(memory))\n'
const imports = `import { domain, GiB } from 'libvmc'\nimport { name } from './name'\n`

/** Programs by file name, each with the files that it imports. */
const programs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'infra.mts': {
    'infra.mts': `${imports}import { memory } from './memory.mjs'\n${body}`,
    'memory.mts': 'export const memory: number = 1\n',
  },
  'infra.cts': {
    'infra.cts': `${imports}import data = require('./memory.cjs')\nconst { memory } = data\n${body}`,
    'memory.cts': 'const data: { memory: number } = { memory: 1 }\nexport = data\n',
  },
  'assigned.cts': {
    'assigned.cts': `${imports}export = domain(name + __filename.slice(0, 0)).hvm().memory(GiB(1))\n`,
  },
  'infra.ts': {
    'infra.ts': `${imports}import { memory } from './memory.cjs'\n${body}`,
    'memory.cts': 'export const memory: number = 1\n',
  },
}

for (const [entry, files] of Object.entries(programs))
  for (const installed of [true, false])
    test(`${entry} is built ${installed ? 'in a new project' : 'beside a node_modules'}`, async () => {
      const { code, stdout, stderr } = await spawnVmc(
        ['build', '--no-typecheck', '--stdout', entry],
        {
          ...files,
          'name.ts': `export const name: string = 'fv0'\n`,
          ...(installed && { 'node_modules/x/package.json': '{}' }),
        },
      )
      assert.equal([code, stderr], [0, ''])
      assert.match(stdout, '<name>fv0</name>')
      assert.match(stdout, '<memory unit="GiB">1</memory>')
    })

test('an error in a .cts file has its location', async () => {
  const text = `import { name } from './name'\ninterface Nothing { x: 1 }\nthrow new Error(name)\n`
  const files = { 'infra.cts': text, 'name.ts': `export const name: string = 'no'\n` }
  const { code, stderr } = await spawnVmc(['build', '--no-typecheck', 'infra.cts'], files)
  assert.is(code, 1)
  assert.match(stderr, 'error[VMC4003]: Error: no')
  assert.match(stderr, '--> infra.cts:3:7')
})

test.run()
