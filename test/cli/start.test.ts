import { readdirSync, readFileSync } from 'node:fs'
import module from 'node:module'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { keyOf } from '../../src/cli/static-help.ts'
import { folder, spawnVmc, vmc, withEnv } from '../support/vmc.ts'

const start = suite('start')
const root = fileURLToPath(new URL('../..', import.meta.url))

const files = {
  'infra.ts': `import { domain, file } from 'libvmc'
export default domain('a').hvm().memory('1GiB').acpi().disk(file('/a.qcow2'))`,
  'node_modules/x/package.json': '{}',
}

/** The paths of the modules that each thread of a call loads, taken from V8's coverage reports. */
async function threads(
  cwd: string,
  ...args: readonly string[]
): Promise<readonly (readonly string[])[]> {
  const listed = folder()
  const { code, stderr } = await spawnVmc(args, cwd, { NODE_V8_COVERAGE: listed })
  assert.is(code, 0, stderr)
  return readdirSync(listed).map(name => {
    const { result } = JSON.parse(readFileSync(join(listed, name), 'utf8'))
    return (result as readonly { url: string }[])
      .filter(({ url }) => url.startsWith('file:'))
      .map(({ url }) => relative(root, fileURLToPath(url)))
      .filter(path => !path.startsWith('..'))
  })
}

/** The paths of the modules that a call loads in all its threads. */
const loads = async (cwd: string, ...args: readonly string[]): Promise<readonly string[]> =>
  [...new Set((await threads(cwd, ...args)).flat())].sort()

const answers: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(root, 'dist/cli/static-help.json'), 'utf8'),
)
/** The answer that is prepared for a command line, if there is one. */
const preparedFor = (args: readonly string[], shell = 'bash') =>
  answers[keyOf(args, 80, shell === 'zsh') ?? '']

const project = folder(files)
let firstBuild: ReturnType<typeof threads> | undefined
/** The modules of the first build of a project. Several tests look at them. */
const first = () => (firstBuild ??= threads(project, 'build'))

const packagesOf = (modules: readonly string[]): readonly string[] => [
  ...new Set(modules.flatMap(path => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])),
]

// The watchdog's worker is left out, because a short build may end before the worker has loaded.
const ownOf = (modules: readonly string[]): readonly string[] =>
  modules.filter(path => path.startsWith('dist/') && path !== 'dist/cli/watchdog-worker.js')

start(
  'a build loads esbuild and no other package, and only the parts of vmc that it needs',
  async () => {
    const modules = [...new Set((await first()).flat())].sort()
    assert.equal(packagesOf(modules), ['esbuild'])
    // Every module costs at least half a millisecond. Add one only if a build needs it.
    assert.equal(ownOf(modules), [
      'dist/build/build.js',
      'dist/build/output.js',
      'dist/check/validator.js',
      'dist/cli/build.js',
      'dist/cli/command.js',
      'dist/cli/main.js',
      'dist/cli/static-help.js',
      'dist/diagnostics/diagnostic.js',
      'dist/dsl/language.js',
      'dist/dsl/rolldown-runtime.js',
      'dist/index.js',
      'dist/program/load/hooks.js',
      'dist/program/typecheck.js',
      'dist/schema/lookup.js',
    ])
  },
)

start(
  'the thread of the module hooks loads few modules, because the build waits for it',
  async () => {
    const hooks = (await first()).filter(
      paths => !paths.includes('dist/cli/main.js') && paths.includes('dist/program/load/hooks.js'),
    )
    // Since Node 22.15, the hooks run in the main thread.
    const isOwnThread = !('registerHooks' in module)
    assert.equal(
      hooks.map(paths => ownOf(paths).toSorted()),
      isOwnThread
        ? [['dist/program/load/hooks.js', 'dist/program/typecheck.js', 'dist/schema/lookup.js']]
        : [],
    )
  },
)

start('a build without changes loads no package', async () => {
  await first()
  assert.equal(packagesOf(await loads(project, 'build')), [])
})

start('help, the version and completion load only the prepared answers', async () => {
  const complete = ['--get-yargs-completions', 'vmc']
  for (const args of [['build', '-h'], ['--version'], ['completion'], [...complete, 'bu']])
    assert.type(preparedFor(args), 'string', args.join(' '))
  for (const args of [['--help'], [...complete, 'build', '--wa']])
    assert.equal(await loads(folder(), ...args), ['dist/cli/main.js', 'dist/cli/static-help.js'])
})

start('a build without options does the same as through yargs', async () => {
  const cwd = folder(files)
  const plain = await vmc(['build', 'infra.ts', 'infra.ts'], cwd)
  assert.equal(
    plain.stderr,
    (await vmc(['build', '--color=auto', 'infra.ts'], cwd)).stderr.replace('unchanged', 'written'),
  )
  assert.match(
    (await vmc(['build', 'nope.ts'], cwd)).stderr,
    /^error\[VMC4007\]: the file does not exist\n/,
  )
})

for (const shell of ['bash', 'zsh']) {
  start(`the prepared answers equal those of yargs in ${shell}`, async () => {
    const env = { SHELL: `/bin/${shell}` }
    const complete = ['--get-yargs-completions', 'vmc']
    const prepared = (...words: readonly string[]) => preparedFor([...complete, ...words], shell)
    const byYargs = async (...words: readonly string[]): Promise<string> =>
      (await withEnv(env, () => vmc([...complete, ...words]))).stdout
    assert.is(prepared('build', '--'), await byYargs('build', '--'))
    assert.match(prepared('build', '--wa')!, /^--watch/m)
    assert.is(prepared('bu'), await byYargs('bu'))
    assert.match(prepared('bu')!, /^build/m)
    assert.is((await spawnVmc([...complete, 'bu'], {}, env)).stdout, prepared('bu'))
    assert.is(prepared('init', 'fl'), undefined)
    assert.match(await byYargs('init', 'fl'), /^fleet/m)
  })
}

start('the process exits with the code that the command returns', async () => {
  const program = (name: string) =>
    `import { domain } from 'libvmc'\nexport default domain('${name}').hvm().memory('1GiB')`
  const codeOf = async (...args: readonly string[]) =>
    (
      await spawnVmc(['build', '--no-typecheck', ...args], {
        'good.ts': program('a'),
        'bad.ts': program('a/b'),
      })
    ).code
  assert.equal(
    [await codeOf('good.ts'), await codeOf('nope.ts'), await codeOf('bad.ts')],
    [0, 1, 2],
  )
})

start.run()
