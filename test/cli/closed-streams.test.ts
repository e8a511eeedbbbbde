import { execFile, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, rmSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { environment, folder, main } from '../support/vmc.ts'

const test = suite('streams that cannot be written')

const cwd = folder({
  'infra.ts': `import { domain } from 'libvmc'\nexport default domain('a').hvm().acpi().memory('1GiB')\n`,
  'a.xml':
    '<domain type="kvm"><name>a</name><memory>1048576</memory><os><type>hvm</type></os></domain>',
})

/** Runs vmc in a shell: `vmc explain VMC1001 > /dev/full`. */
function inShell(line: string, where = cwd): Promise<{ code: number; stderr: string }> {
  const script = `vmc() { "$NODE" "$VMC" "$@"; }; ${line}`
  const env = environment({ NODE: process.execPath, VMC: main })
  return new Promise(resolve => {
    execFile('sh', ['-c', script], { cwd: where, env }, (error, _, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stderr }),
    )
  })
}

for (const command of [
  'vmc build --stdout --no-typecheck',
  'vmc import a.xml',
  'vmc explain VMC1001',
  'vmc validate a.xml --format json',
  'vmc --help',
])
  test(`${command}: fails with a message if the disk is full`, async () => {
    const { code, stderr } = await inShell(`${command} > /dev/full`)
    assert.is(stderr, 'error[VMC4009]: cannot write to stdout: no space left on device\n')
    assert.is(code, 1)
  })

for (const command of ['vmc build --stdout --no-typecheck', 'vmc import a.xml'])
  test(`${command}: fails with a message if stdout is closed`, async () => {
    // Only /proc tells whether stdout was closed.
    if (!existsSync('/proc/self/fdinfo/1')) return
    const { code, stderr } = await inShell(`${command} >&-`)
    assert.match(stderr, /^error\[VMC4009\]: cannot write to stdout: it is closed\n/)
    assert.is(code, 1)
    assert.equal(await inShell(`${command} > /dev/null`), { code: 0, stderr: '' })
  })

for (const [flags, code] of [
  ['w', 0],
  ['a', 0],
  // Node and Python open it like this to discard output, and vmc cannot tell it from a closed stdout.
  ['r+', 1],
] as const)
  test(`stdout is /dev/null, opened with "${flags}": exit ${code}`, async () => {
    if (!existsSync('/proc/self/fdinfo/1')) return
    const device = openSync('/dev/null', flags)
    const { status, stderr } = spawnSync(
      process.execPath,
      [main, 'build', '--stdout', '--no-typecheck'],
      { cwd, env: environment(), stdio: ['ignore', device, 'pipe'], encoding: 'utf8' },
    )
    closeSync(device)
    assert.is(status, code, stderr)
    if (code === 1) assert.match(stderr, 'to discard it, open /dev/null for writing only')
  })

test('a full disk at stderr is a failure', async () => {
  assert.is((await inShell('vmc biuld 2> /dev/full')).code, 1)
})

test('says that the current folder was removed', async () => {
  const gone = folder()
  const { code, stderr } = await inShell('cd "$PWD" && rmdir "$PWD" && vmc build', gone)
  assert.match(stderr, /^error\[VMC4061\]: the current folder was removed, or cannot be read\n/)
  assert.is(code, 1)
  rmSync(gone, { recursive: true, force: true })
})

test.run()
