import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { CodeFacts } from '../../src/diagnostics/code-facts.ts'
import { codes } from '../../src/diagnostics/codes.ts'
import { golden } from '../support/golden.ts'
import { spawnVmc, vmc } from '../support/vmc.ts'

const usage = suite('usage')

const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string }

// UPDATE=1 rewrites the golden files.
for (const [name, args] of Object.entries({
  help: ['--help'],
  'help-build': ['build', '--help'],
  'help-validate': ['validate', '--help'],
  'help-init': ['init', '--help'],
})) {
  usage(`vmc ${args.join(' ')} fits into a terminal`, async () => {
    const { code, stdout, stderr } = await vmc(args)
    assert.equal([code, stderr], [0, ''])
    golden(new URL(`golden/${name}.txt`, import.meta.url), stdout)
    for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line)
  })
}

usage('is in English in every locale', async () => {
  // With a program among the words, the answer is not one of those prepared in advance.
  const args = ['build', 'infra.ts', '--help']
  const german = await spawnVmc(args, {}, { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' })
  assert.is(german.stdout, (await vmc(['build', '--help'])).stdout)
})

usage('vmc alone shows the help, and fails', async () => {
  const { code, stdout, stderr } = await vmc([])
  assert.equal([code, stdout], [1, ''])
  assert.is(stderr, (await vmc(['--help'])).stdout)
})

usage('vmc --version', async () => {
  assert.equal(
    [(await vmc(['--version'])).stdout, (await vmc(['-V'])).stdout],
    [`${version}\n`, `${version}\n`],
  )
})

/** Wrong calls, with the message and help that they get. */
const wrong: Record<string, [message: RegExp | string, help: RegExp | string]> = {
  biuld: ['unknown command "biuld"', 'did you mean build?'],
  xyzzy: ['unknown command "xyzzy"', 'vmc --help lists the commands and their options'],
  '--verison': ['unknown option --verison', 'did you mean --version?'],
  'build --chekc': ['unknown option --chekc', 'did you mean --check?'],
  'build --no-typechek': ['unknown option --no-typechek', 'did you mean --no-typecheck?'],
  'build --only a --strcit=1': ['unknown option --strcit', 'did you mean --strict?'],
  'build -z': ['unknown option -z', 'vmc build --help lists the options'],
  'build --strict=maybe': [
    '--strict cannot have the value "maybe"',
    'write --strict, or --strict=false',
  ],
  'build --strict=': ['--strict cannot have the value ""', 'write --strict, or --strict=false'],
  'build a.ts --check=0 --stirct': ['--check cannot have the value "0"', /./],
  'build -q=yes': ['-q cannot have the value "yes"', 'write -q, or -q=false'],
  'validate --no-typecheck=no': ['--no-typecheck cannot have the value "no"', /./],
  'validate --noTypecheck=1': ['--noTypecheck cannot have the value "1"', /./],
  'apply --yes=maybe': ['--yes cannot have the value "maybe"', /./],
  'list --drift=x': ['--drift cannot have the value "x"', /./],
  'build --help=maybe': ['--help cannot have the value "maybe"', /./],
  'build --only': ['--only needs a value', 'vmc build --help lists the options'],
  'build --out=': ['--out needs a value', /./],
  'build fv0.xml': [
    '"fv0.xml" is a document, not a program',
    'vmc validate fv0.xml checks it, vmc import fv0.xml turns it into a program',
  ],
  validate: ['missing argument: vmc validate <path..>', 'vmc validate --help lists the options'],
  'build --color': ['--color needs a value', 'vmc build --help lists the options'],
  'build --color=blue': ['unknown color "blue"', 'one of auto, always, never'],
  'build --format jsn': [
    'unknown format "jsn"',
    /^did you mean "json"\? It is one of frame, plain/,
  ],
  'build --stdout --check': [
    '--stdout and --check exclude each other',
    'vmc build --help lists the options',
  ],
  'init flet': ['unknown template "flet"', 'did you mean "fleet"? It is one of basic, fleet, xen'],
  'init basic a b': [
    'unexpected argument "b": vmc init [template] [dir]',
    'vmc init --help lists the options',
  ],
  'init basic infra.ts': [/already exist|cannot write to infra\.ts/, /./],
  'init basic /proc/vmc': [
    'cannot write to /proc/vmc: the folder cannot be created',
    'choose another folder',
  ],
  explain: [
    'missing argument: what to explain',
    'name a code, a rule, a word or a path; vmc explain --all lists codes and rules',
  ],
  'build --out.constructor=a': [
    'unknown option --out.constructor',
    'vmc build --help lists the options',
  ],
  'build --__proto__ infra.ts': [
    'unknown option --__proto__',
    'vmc build --help lists the options',
  ],
  'init constructor': ['unknown template "constructor"', 'one of basic, fleet, xen'],
  'constructor infra.ts': [
    'unknown command "constructor"',
    'vmc --help lists the commands and their options',
  ],
  'explain toString': [
    'unknown code, rule, word or path "toString"',
    'vmc explain --all lists codes and rules',
  ],
  'explain domain/constructor': [
    'unknown code, rule, word or path "domain/constructor"',
    'vmc explain --all lists codes and rules',
  ],
  'completion fish': [
    'vmc has no completion for "fish"',
    'use vmc completion bash or vmc completion zsh; without a name, $SHELL decides',
  ],
  'build --jobs 3': ['unknown option --jobs', 'vmc build --help lists the options'],
  'build --strct': ['unknown option --strct', 'did you mean --strict?'],
  destroy: [
    'unknown command "destroy"',
    'use vmc apply --remove NAME for a domain that vmc manages; any other is removed with virsh undefine NAME',
  ],
  'explain VMC102': ['unknown code "VMC102"', /^did you mean VMC1\d+\?$/],
}

const says = (text: string, expected: string | RegExp): void =>
  typeof expected === 'string' ? assert.is(text, expected) : assert.match(text, expected)

for (const [call, [message, help]] of Object.entries(wrong)) {
  usage(`vmc ${call} is reported as a usage error`, async () => {
    const { code, stdout, stderr } = await vmc(call.split(' '), { 'infra.ts': '' })
    assert.equal([code, stdout], [1, ''])
    const [first, second, ...more] = stderr.split('\n')
    assert.ok(first!.startsWith('error[VMC4010]: '), first)
    says(first!.slice('error[VMC4010]: '.length), message)
    assert.match(second!, / = help: /)
    says(second!.slice(' = help: '.length), help)
    assert.equal(more, [''])
  })
}

usage('a usage error is reported in the format that the call asks for', async () => {
  const { code, stdout, stderr } = await vmc(['build', '--format', 'json', '--foo'])
  assert.equal([code, stderr], [1, ''])
  assert.is(JSON.parse(stdout)[0].code, 'VMC4010')
  const coloured = await vmc(['build', '--color=always', '--foo'])
  assert.match(coloured.stderr, '\u001b[31m')
})

usage('the last value of an option counts', async () => {
  const ran = await vmc(
    ['build', '--no-typecheck', '-o', 'a', '--out', 'b', '--format=plain', '--format=frame'],
    {
      'infra.ts': `import { domain } from 'libvmc'\nexport default domain('a').hvm().memory('1GiB')`,
    },
  )
  assert.is(ran.stderr, '1 domain in b: 1 written\n')
})

usage('vmc explain describes every code, with examples', async () => {
  const explain = async ([code, { title, severity }]: [string, CodeFacts]) => {
    const ran = await vmc(['explain', code.toLowerCase()])
    assert.equal([ran.code, ran.stderr], [0, ''])
    const [first, ...more] = ran.stdout.split('\n\n')
    assert.is(first, `${code} (${severity}): ${title}`)
    assert.match(more.join('\n\n'), /^\S[\s\S]*\n\nWrong:\n {2}\S[\s\S]*\nRight:\n {2}\S[\s\S]*\n$/)
  }
  await Promise.all(Object.entries(codes).map(explain))
})

usage('vmc explain finds a rule by its code and by its name', async () => {
  const [byCode, byName] = await Promise.all([
    vmc(['explain', 'VMC2001']),
    vmc(['explain', 'name-unique']),
  ])
  assert.is(byCode.stdout, byName.stdout)
  assert.match(byName.stdout, /^VMC2001 name-unique \(error\): two domains have the same name\n/)
  const { code, stderr } = await vmc(['explain', 'disk-target-uniqe'])
  assert.is(code, 1)
  assert.match(stderr, 'did you mean disk-target-unique?')
})

usage('completion of a shell by name, whatever $SHELL is', async () => {
  const completion = async (...words: string[]) =>
    (await spawnVmc(['completion', ...words], {}, { SHELL: '/bin/bash' })).stdout
  assert.match(await completion('zsh'), /^#compdef vmc/)
  assert.is(await completion('bash'), await completion())
})

usage('the completion is a script', async () => {
  const { code, stdout } = await vmc(['completion'], {}, { SHELL: '/bin/bash' })
  assert.is(code, 0)
  assert.match(stdout, /complete .*vmc/)
})

usage(
  'prints one diagnostic a line in CI and for agents, errors first, unless --format says otherwise',
  async () => {
    const files = {
      'infra.ts': `import { domain, file, GiB } from 'libvmc'
export default domain('fv0')
  .q35()
  .memory(GiB(2))
  .disk(file('/a.qcow2').bus('virtoi'))
`,
    }
    const run = async (env: Record<string, string>, ...args: string[]) =>
      (await vmc(['build', '--no-typecheck', ...args], files, env)).stderr
    const framed = await run({})
    assert.match(framed, '1 error, 1 warning')
    for (const name of ['CI', 'CLAUDECODE', 'CURSOR_AGENT']) {
      const lines = (await run({ [name]: '1' })).trimEnd().split('\n')
      assert.is(lines.length, 2, name)
      assert.match(lines[0]!, /^infra\.ts:5:26: error VMC1002: /)
      assert.match(lines[1]!, /^infra\.ts:3:4: warning VMC2147: /)
    }
    assert.is(await run({ CI: 'false' }), framed)
    assert.is(await run({ CI: '1' }, '--format', 'frame'), framed)
  },
)

usage(
  'an option without a value can be true or false, and text after -- is not an option',
  async () => {
    const files = { 'a.xml': '<domain/>' }
    for (const option of ['--strict=true', '--strict=false', '-q=true', '-q=false'])
      assert.is((await vmc(['validate', option, 'a.xml'], files)).code, 2, option)
    const { stderr } = await vmc(['validate', 'a.xml', '--', '--strict=maybe'], files)
    assert.not.match(stderr, 'cannot have the value')
  },
)

usage.run()
