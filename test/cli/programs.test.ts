import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { golden } from '../support/golden.ts'
import { folder, type Result, vmc } from '../support/vmc.ts'

const programs = suite('programs that fail')

type Files = Readonly<Record<string, string>>

/** Each diagnostic as `infra.ts:1:2 VMC4003`, without line and column if it has none. */
const locatedCodes = ({ stderr }: Result): readonly string[] =>
  [...stderr.matchAll(/^\w+\[(VMC\d+)[^\]]*\]: .*\n(?: {2}[^-].*\n)* *--> (.*)$/gm)].map(
    ([, code, place]) => `${place} ${code}`,
  )

/**
 * Tests that the build of a wrong program ends with this code, reports exactly the expected diagnostics, does not change the
 * output of an earlier build, and shows no stack.
 */
function fails(
  how: string,
  files: Files | ((cwd: string) => void),
  code: number,
  expected: readonly string[],
  args: readonly string[] = ['--no-typecheck'],
): void {
  programs(`a program that ${how}`, async () => {
    const cwd = folder({
      'vmc.out/old.xml': '<old/>\n',
      'vmc.out/vmc.manifest.json': '{ "files": { "old.xml": "" } }',
      ...(typeof files === 'object' && files),
    })
    if (typeof files === 'function') files(cwd)
    const ran = await vmc(['build', ...args], cwd)
    assert.equal(locatedCodes(ran), expected)
    assert.is(ran.code, code)
    assert.equal(readdirSync(join(cwd, 'vmc.out')), ['old.xml', 'vmc.manifest.json'])
    assert.not.match(ran.stderr, /^\s+at |node:internal|failed unexpectedly/m)
  })
}

const head = `import { domain } from 'libvmc'\n`

fails('does not exist', {}, 1, ['infra.ts VMC4007'])
fails('is a folder', cwd => mkdirSync(join(cwd, 'infra.ts')), 1, ['infra.ts VMC4007'])
fails('is empty', { 'infra.ts': '' }, 1, ['infra.ts VMC4004'])
fails('exports an empty list', { 'infra.ts': 'export default []' }, 1, ['infra.ts VMC4004'])
fails(
  'forgets to export its domain',
  { 'infra.ts': `${head}\nconst fv0 = domain('fv0')\n  .hvm()\n` },
  1,
  ['infra.ts:3:1 VMC4004'],
)
fails('only calls methods', { 'infra.ts': `${head}  domain('fv0').hvm().memory('1GiB')\n` }, 1, [
  'infra.ts:2:3 VMC4017',
])
fails(
  'exports something else among its domains',
  {
    'infra.ts': `${head}\nexport const fleet = [\n  domain('a').hvm().memory('1GiB'), 'b']\n`,
  },
  1,
  ['infra.ts:3:1 VMC4013'],
)
fails(
  'exports a device',
  {
    'infra.ts': `import { file } from 'libvmc'\nexport default [\n  file('/x')]\n`,
  },
  1,
  ['infra.ts:3:3 VMC4013'],
)
fails('exits the process', { 'infra.ts': `${head}\nif (true)\n  process.exit(0)\n` }, 1, [
  'infra.ts:4:11 VMC4005',
])
fails(
  'exits the process in its default function',
  {
    'infra.ts': `${head}export default () => {\n  process.exit()\n}\n`,
  },
  1,
  ['infra.ts:3:11 VMC4005'],
)
fails(
  'awaits a promise that never settles',
  { 'infra.ts': 'export {}\nawait new Promise(() => {})\n' },
  1,
  ['infra.ts VMC4006'],
)
fails(
  'exports a promise that never settles',
  {
    'infra.ts': 'export default new Promise(() => {})\n',
  },
  1,
  ['infra.ts VMC4006'],
)
fails(
  'yields domains without end',
  {
    'infra.ts': `${head}const a = domain('a').hvm().memory('1GiB')\nexport default function* () {\n  while (true) yield a\n}\n`,
  },
  1,
  ['infra.ts VMC4006'],
)
fails(
  'throws an error',
  {
    'infra.ts': `interface X {}\nexport {}\n\n  throw new RangeError('too big')\n`,
  },
  1,
  ['infra.ts:4:9 VMC4003'],
)
fails('throws a string', { 'infra.ts': `throw 'no'` }, 1, [`infra.ts VMC4003`])
fails('throws null', { 'infra.ts': 'throw null' }, 1, ['infra.ts VMC4003'])
for (const key of ['stack', 'message', 'name', 'cause'])
  fails(
    `throws an error whose ${key} cannot be read`,
    {
      'infra.ts': `const error = new Error('x')\nObject.defineProperty(error, '${key}', { get() { throw 1 } })\nthrow error`,
    },
    1,
    [key === 'cause' ? 'infra.ts:1:15 VMC4003' : 'infra.ts VMC4003'],
  )
fails(
  'throws a revoked proxy',
  {
    'infra.ts': 'const { proxy, revoke } = Proxy.revocable({}, {})\nrevoke()\nthrow proxy',
  },
  1,
  ['infra.ts VMC4003'],
)
fails(
  'throws an object that cannot be inspected',
  {
    'infra.ts': `throw { [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('x') } }`,
  },
  1,
  ['infra.ts VMC4003'],
)
fails(
  'exports an object whose class cannot be read',
  {
    'infra.ts': `export default Object.create({ get constructor() { throw new Error('x') } })`,
  },
  1,
  ['infra.ts:1:1 VMC4013'],
)
fails(
  'throws in its default function',
  {
    'infra.ts': `export default () => {\n  throw new Error('no')\n}\n`,
  },
  1,
  ['infra.ts:2:9 VMC4003'],
)
fails(
  'throws in a generator',
  {
    'infra.ts': `${head}export default function* () {\n  yield domain('a').hvm().memory('1GiB')\n  throw new Error('no')\n}\n`,
  },
  1,
  ['infra.ts:4:9 VMC4003'],
)
fails(
  'throws in an async generator',
  {
    'infra.ts': `${head}export default async function* () {\n  yield domain('a').hvm().memory('1GiB')\n  throw new Error('no')\n}\n`,
  },
  1,
  ['infra.ts:4:9 VMC4003'],
)
fails(
  'exports a promise that is rejected',
  {
    'infra.ts': `export default Promise.reject(\n  new Error('no'))\n`,
  },
  1,
  ['infra.ts:2:3 VMC4003'],
)
fails(
  'throws in a helper',
  {
    'infra.ts': `import { web } from './web'\nexport const a = web('a')\n`,
    'web.ts': `export function web(name: string) {\n  throw new Error(name)\n}\n`,
  },
  1,
  ['web.ts:2:9 VMC4003'],
)
fails(
  'imports a file that does not exist',
  {
    'infra.ts': `${head}import { web } from './wbe'\nexport default web(domain('a'))\n`,
    'web.ts': '',
  },
  1,
  [`infra.ts:2:21 VMC4008`],
)
fails(
  'imports a folder',
  cwd => {
    mkdirSync(join(cwd, 'web'))
    writeFileSync(join(cwd, 'infra.ts'), `${head}import { web } from './web'\nexport default web\n`)
  },
  1,
  [`infra.ts:2:21 VMC4008`],
)
fails(
  'imports what a helper does not export',
  {
    'infra.ts': `${head}import { wbe } from './web'\nexport default wbe(domain('a'))\n`,
    'web.ts': 'export const web = 1',
  },
  1,
  ['infra.ts:2:10 VMC4008'],
)
fails('has syntax errors', { 'infra.ts': `${head}export const a = domain('a'\nlet b\n` }, 1, [
  'infra.ts:2:24 VMC4002',
])
fails(
  'has a syntax error in a helper',
  {
    'infra.ts': `import './web'\n`,
    'web.ts': `\nconst a: = 1`,
  },
  1,
  ['web.ts:2:10 VMC4002'],
)
fails(
  'has a type error',
  {
    'infra.ts': `${head}export const a = domain('a').hvm().memory('1GiB')\nconst b: number = 'b'\n`,
  },
  1,
  [`infra.ts:3:7 VMC4001`],
  [],
)
programs(
  'an unused import is a warning, also if the tsconfig.json of the user makes it an error',
  async () => {
    const ran = await vmc(['build'], {
      'infra.ts': `import { domain, file } from 'libvmc'\nexport const a = domain('a').hvm().memory('1GiB')\n`,
      'tsconfig.json': '{ "compilerOptions": { "noUnusedLocals": true } }',
    })
    assert.match(
      ran.stderr,
      "warning[VMC4001]: 'file' is declared but its value is never read. (TS6133)",
    )
    assert.is(ran.code, 0)
  },
)

const typed: readonly (readonly [how: string, text: string, expected: string])[] = [
  [
    'misspells a method',
    `${head}export default domain('a').hvm().memroy('1GiB')\n`,
    `error[VMC4001]: Property 'memroy' does not exist on type 'DomainBuilder'. (TS2551)
 --> infra.ts:2:34
help: did you mean "memory"?`,
  ],
  [
    'misspells an import',
    `import { domian } from 'libvmc'\nexport default domian('a')\n`,
    `error[VMC4001]: '"libvmc"' has no exported member named 'domian'. (TS2724)
 --> infra.ts:1:10
help: did you mean "domain"?`,
  ],
  [
    'uses an undefined name',
    `${head}export default domain(name)\n`,
    `error[VMC4001]: Cannot find name 'name'. (TS2304)
 --> infra.ts:2:23`,
  ],
  [
    'imports a missing file with its extension',
    `import { web } from './web.ts'\nexport default web\n`,
    `error[VMC4008]: Could not resolve "./web.ts"
 --> infra.ts:1:21
help: the folder of this file has no file of that name`,
  ],
  [
    'ends in the middle of a call',
    `${head}export default domain('a'\n`,
    `error[VMC4002]: "(" is not closed
 --> infra.ts:2:22
help: add the missing ")"
 --> infra.ts:3:1`,
  ],
]
for (const [how, text, expected] of typed)
  programs(`a program that ${how} is reported once, by the better of two messages`, async () => {
    const { stderr } = await vmc(['build'], { 'infra.ts': text })
    const lines = stderr
      .split('\n')
      .flatMap(line => /^(error\[.*| --> .*)|(help: .*)$/.exec(line)?.[0] ?? [])
    assert.is(lines.join('\n'), expected)
  })
fails(
  'has two domains with the same name',
  {
    'infra.ts': `${head}export default [\n  domain('a').hvm().memory('1GiB'),\n  domain('a').hvm().memory('1GiB')]\n`,
  },
  2,
  ['infra.ts:4:3 VMC2001'],
)
fails(
  'names a domain with a "/"',
  {
    'infra.ts': `${head}export const a = domain('../a').hvm().memory('1GiB')\n`,
  },
  2,
  ['infra.ts:2:18 VMC2002'],
)

programs('that are missing are reported with the nearest existing one', async () => {
  const help = async (entry: string) =>
    /help: (.*)/.exec((await vmc(['build', entry], { 'infra.ts': '' })).stderr)?.[1]
  assert.is(await help('infra'), 'did you mean "infra.ts"?')
  assert.is(await help('./infar.ts'), 'did you mean "infra.ts"?')
  assert.is(await help('webservers.ts'), 'name the program to build, or start one with vmc init')
})

programs('that are folders are reported with a program to name instead', async () => {
  const build = async (where: Files) => (await vmc(['build', '.', '--no-typecheck'], where)).stderr
  assert.is(
    await build({ 'webs.ts': '', 'vmc.config.ts': 'export default {}' }),
    'error[VMC4007]: this is a folder, not a program\n  --> .\n = help: name a program, such as "webs.ts"\n\n1 error\n',
  )
  assert.match(await build({}), ' = help: name a program, such as infra.ts\n')
})

programs('that export a device show the file that made it', async () => {
  const { stderr } = await vmc(['build'], {
    'infra.ts': `import { disk } from './disks'\nexport default [disk]\n`,
    'disks.ts': `import { file } from 'libvmc'\nexport const disk = file('/x')\n`,
  })
  assert.match(stderr, /^error\[VMC4013\]: .*\n --> disks\.ts:2:21\n/)
})

programs('show the callers of the line that fails, but not all of them', async () => {
  const depth = (n: number) => `const f${n} = (): never => f${n + 1}()\n`
  const { stderr } = await vmc(['build', '--no-typecheck'], {
    'infra.ts': `${[0, 1, 2, 3, 4, 5].map(depth).join('')}const f6 = (): never => { throw new Error('no') }\nf0()\n`,
  })
  assert.is(stderr.match(/note: called from here/g)?.length, 3)
  assert.match(stderr, /^ --> infra\.ts:7:33\n/m)
})

programs('show both locations of two domains with one name', async () => {
  const { stderr } = await vmc(['build'], {
    'infra.ts': `${head}export const a = domain('web').hvm().memory('1GiB')\nexport const b = domain('web').hvm().memory('1GiB')\n`,
  })
  assert.is(
    stderr,
    `error[VMC2001 name-unique]: two domains are named "web"
 --> infra.ts:3:18
  |
3 | export const b = domain('web').hvm().memory('1GiB')
  |                  ^ domain/name
  = help: give each its own name, for example with the number of a loop
  = note: first used here
 --> infra.ts:2:18
  |
2 | export const a = domain('web').hvm().memory('1GiB')
  |                  ^

1 error
`,
  )
})

programs('show the line of the helper, and its caller', async () => {
  const { stderr, code } = await vmc(['build'], {
    'infra.ts': `${head}import { web } from './presets'\n\nexport const web0 = web('web0')\n`,
    'presets.ts': `${head}import { file } from 'libvmc'

export function web(name: string) {
  return domain(name).hvm().memory('1GiB').disk(file('/x').bus('virtoi' as 'virtio'))
}
`,
  })
  assert.is(code, 2)
  assert.match(stderr, /^ --> presets\.ts:5:60\n/m)
  assert.match(
    stderr,
    ` = note: called from here
 --> infra.ts:4:21
  |
4 | export const web0 = web('web0')
  |                     ^
`,
  )
})

programs('report a mistake in a loop once, with how often it was found', async () => {
  const files = {
    'infra.ts': `import { domain, file } from 'libvmc'
export default Array.from({ length: 40 }, (_, i) =>
  domain(\`web\${i}\`).hvm().memory('1GiB').disk(file(\`/x\${i}\`).bus('virtoi' as 'virtio')))
`,
  }
  const { stderr } = await vmc(['build'], files)
  assert.is(stderr.match(/^error/gm)?.length, 1)
  assert.match(stderr, '\n  = note: found 40 times\n')
  assert.match(stderr, /\n\n1 error\n$/)
  const plain = await vmc(['build', '--format', 'plain'], files)
  assert.match(plain.stderr, /found 40 times/)
})

// UPDATE=1 rewrites the golden file.
programs('report ten mistakes, each at its line and column', async () => {
  const program = readFileSync(new URL('golden/ten-mistakes.ts.txt', import.meta.url), 'utf8')
  const files = { 'infra.ts': program }
  const { stderr, code } = await vmc(['build'], files)
  golden(new URL('golden/ten-mistakes.txt', import.meta.url), stderr)
  assert.is(stderr.match(/^error/gm)?.length, 10)
  assert.match(stderr, /\n\n10 errors\n$/)
  assert.is(code, 1)
  const unchecked = await vmc(['build', '--no-typecheck'], files)
  assert.is(unchecked.stderr, stderr)
  assert.equal(locatedCodes(unchecked), [
    'infra.ts:6:6 VMC1002',
    'infra.ts:7:40 VMC1002',
    'infra.ts:9:20 VMC2001',
    'infra.ts:11:51 VMC1002',
    'infra.ts:14:15 VMC1004',
    'infra.ts:16:4 VMC3001',
    'infra.ts:21:39 VMC1001',
    'infra.ts:22:28 VMC1002',
    'infra.ts:23:12 VMC1002',
    'infra.ts:25:1 VMC4013',
  ])
})

programs('show where a builder is discarded, in vmc build and vmc validate', async () => {
  const program = readFileSync(new URL('golden/discarded.ts.txt', import.meta.url), 'utf8')
  const files = { 'infra.ts': program }
  for (const command of ['build', 'validate']) {
    const { stderr, code } = await vmc([command, 'infra.ts'], files)
    golden(new URL('golden/discarded.txt', import.meta.url), stderr)
    assert.is(code, 1)
  }
})

for (const [what, text] of Object.entries({
  'an endless thenable': `const endless = { then: (done: (value: unknown) => void) => setTimeout(done, 10, endless) }
export default endless`,
  'a promise that settles later': 'export default new Promise(done => setTimeout(done, 1e9))',
  'an endless await at the top level': 'await new Promise(done => setTimeout(done, 1e9))',
}))
  programs(`--timeout stops ${what}`, async () => {
    const args = ['build', '--no-typecheck', '--timeout', '0.5']
    const { code, stderr } = await vmc(args, { 'infra.ts': text })
    assert.is(code, 1)
    assert.match(stderr, 'error[VMC4006]: did not finish within 0.5 seconds')
  })

programs('--timeout needs a number of seconds', async () => {
  for (const value of ['0', '-1', 'soon', '1e12']) {
    const { code, stderr } = await vmc(['build', `--timeout=${value}`], { 'infra.ts': '' })
    assert.is(code, 1)
    assert.match(stderr, '--timeout needs a number of seconds')
  }
})

programs.run()
