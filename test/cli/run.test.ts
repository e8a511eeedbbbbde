import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { run } from '../support/command.ts'
import { folder, vmc } from '../support/vmc.ts'

const test = suite('run')

const head = `import { domain } from 'libvmc'\nexport default domain('a').hvm().memory('1GiB')\n`
const build = ['build', '--stdout', '--no-typecheck']

test('prints what a program prints to the stderr of the context, and nothing to the process', async () => {
  const printed: unknown[] = []
  const { write } = process.stdout
  const recorder = ((text: unknown) => printed.push(text) > 0) as typeof write
  process.stdout.write = recorder
  try {
    const { code, stdout, stderr } = await vmc(build, {
      'infra.ts': `${head}console.log('one')\nconsole.error('two')\nprocess.stdout.write(Buffer.from('three\\n'))`,
    })
    assert.equal([code, stderr], [0, 'one\ntwo\nthree\n'])
    assert.match(stdout, /^<domain type="kvm">[\s\S]*<\/domain>\n$/)
    assert.equal(printed, [])
    assert.is(process.stdout.write, recorder)
  } finally {
    process.stdout.write = write
  }
})

test('keeps the process as it was after a program that fails or exits', async () => {
  const { exit, stdout, stderr } = process
  const writers = [stdout.write, stderr.write]
  const exited = await vmc(build, { 'infra.ts': `${head}process.exit(0)` })
  const failed = await vmc(build, { 'infra.ts': `${head}throw new Error('no')` })
  assert.equal([exited.code, failed.code], [1, 1])
  assert.match(exited.stderr, 'VMC4005')
  assert.match(failed.stderr, 'VMC4003')
  assert.is(process.exit, exit)
  assert.equal([stdout.write, stderr.write], writers)
})

test('keeps the results of two runs apart, also at the same time', async () => {
  const program = (name: string) => head.replace("'a'", `'${name}'`)
  const [a, b] = await Promise.all(
    ['a', 'b'].map(name => vmc(build, { 'infra.ts': program(name) })),
  )
  assert.match(a!.stdout, '<name>a</name>')
  assert.match(b!.stdout, '<name>b</name>')
  assert.not.match(a!.stdout, '<name>b</name>')
})

test('returns 1 and reports a bug after an unexpected failure', async () => {
  let stderr = ''
  const code = await run(['explain', 'VMC1002'], {
    cwd: folder(),
    env: {},
    stdin: (async function* () {})(),
    stdout: {
      write: (_text, done) => {
        done?.(new Error('no space is left'))
        return false
      },
    },
    stderr: {
      write: (text, done) => {
        stderr += text
        done?.()
        return true
      },
    },
  })
  assert.is(code, 1)
  assert.match(stderr, /^vmc failed unexpectedly.*\nError: no space is left\n {4}at /)
})

test('a watching build ends with the exit code of the interrupt', async () => {
  const output = { write: () => true }
  const code = await run(['build', '--watch', '-q', '--no-typecheck'], {
    cwd: folder({ 'infra.ts': head }),
    env: process.env,
    stdin: (async function* () {})(),
    stdout: output,
    stderr: output,
    interrupted: async () => 143,
  })
  assert.is(code, 143)
})

test.run()
