// The command with a virsh that only the tests have. test/conformance/second-opinion.conformance.ts asks the real one.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { withFakeVirsh } from '../support/fake-virsh.ts'
import { environment, type Files, folder, main, vmc, withEnv } from '../support/vmc.ts'

const libvirt = suite('--libvirt')
const env = withFakeVirsh()

const xml = (name: string, inner = '', type = 'qemu') => `<domain type="${type}">
  <name>${name}</name>
  ${inner}
  <memory unit="GiB">1</memory>
  <os>
    <type>hvm</type>
  </os>
</domain>
`

/** Runs the command. It finds virsh by the environment of this process. */
const asking = (
  args: readonly string[],
  files: Files,
  virsh: Readonly<Record<string, string>> = env,
) => withEnv(virsh, () => vmc(args, files))

const validate = (files: Files, ...args: string[]) =>
  asking(['validate', '--libvirt', ...args, ...Object.keys(files)], files)

/** The first line and the location of each diagnostic. */
const shortly = (stderr: string) =>
  [...stderr.matchAll(/^(\w+\[VMC\d+\]: .*)\n +--> (.*)$/gm)].map(
    ([, first, at]) => `${at} ${first}`,
  )

libvirt('reports what libvirt refuses, in its own words, at the line that causes it', async () => {
  const { code, stderr } = await validate({ 'a.xml': xml('fv0', '<title>bad</title>') })
  assert.is(code, 2)
  assert.is(
    stderr,
    `error[VMC1017]: libvirt refuses this domain: unsupported configuration: bad title of fv0
 --> a.xml:3:3
  |
3 |   <title>bad</title>
  |   ^ domain/title
  = help: leave out this element, or change it

1 error
`,
  )
})

libvirt('reports what libvirt refuses only at start', async () => {
  const { stderr } = await validate({ 'a.xml': xml('fv0', '<title>start</title>') })
  assert.equal(shortly(stderr), [
    'a.xml:3:3 error[VMC1017]: libvirt refuses this domain: this title cannot start',
  ])
})

libvirt('reports two causes as two errors', async () => {
  const inner = '<title>bad</title><description>bad</description>'
  const { stderr } = await validate({ 'a.xml': xml('fv0', inner) })
  assert.equal(
    shortly(stderr),
    [
      'a.xml:3:21 error[VMC1017]: libvirt refuses this domain: XML error: bad description',
      'a.xml:3:3 error[VMC1017]: libvirt refuses this domain: unsupported configuration: bad title of fv0',
    ]
      .sort()
      .reverse(),
  )
})

libvirt('reports one error if two parts do not fit together, and names both', async () => {
  const inner = '<title>twin</title>\n  <description>twin</description>'
  const { stderr } = await validate({ 'a.xml': xml('fv0', inner) })
  assert.is(
    stderr,
    `error[VMC1017]: libvirt refuses this domain: title and description are twins
 --> a.xml:4:3
  |
4 |   <description>twin</description>
  |   ^ domain/description
  = help: leave out this element, or change it
  = note: or leave out this element
 --> a.xml:3:3
  |
3 |   <title>twin</title>
  |   ^

1 error
`,
  )
})

libvirt('warns about what only this host refuses', async () => {
  const { code, stderr } = await validate({ 'a.xml': xml('fv0', '<title>file</title>') })
  assert.is(code, 0)
  assert.match(
    stderr,
    'warning[VMC1018]: libvirt refuses this domain on this host: Cannot access /x',
  )
  assert.match(stderr, 'help: another host may accept it: it depends on which files exist')
  assert.is((await validate({ 'a.xml': xml('fv0', '<title>file</title>') }, '--strict')).code, 2)
})

libvirt('does not report what libvirt refuses only because vmc left out another part', async () => {
  const needs = '<description>needs a title</description>'
  const { code, stderr } = await validate({
    'a.xml': xml('fv0', `<title>file at start</title>${needs}`),
  })
  assert.is(code, 0)
  assert.equal(shortly(stderr), [
    'a.xml:3:3 warning[VMC1018]: libvirt refuses this domain on this host: Cannot access /x: No such file or directory',
  ])
  // Without the other part, the same error is an error of the domain.
  assert.equal(shortly((await validate({ 'a.xml': xml('fv0', needs) })).stderr), [
    'a.xml:3:3 error[VMC1017]: libvirt refuses this domain: a description without a title',
  ])
})

libvirt('does not report that firmware is missing that vmc left out', async () => {
  const arm = (attribute: string) => `<domain type="qemu">
  <name>fv0</name>
  <memory unit="GiB">1</memory>
  <os${attribute}><type arch="aarch64" machine="virt">hvm</type></os>
  <features><acpi/></features>
</domain>
`
  const { stderr } = await validate({ 'a.xml': arm(' firmware="efi"') })
  assert.match(stderr, 'another host may accept it: it depends on which helpers and firmware')
  assert.equal(shortly(stderr), [
    "a.xml:4:7 warning[VMC1018]: libvirt refuses this domain on this host: Unable to find 'efi' firmware that is compatible with the current configuration",
  ])
})

libvirt('asks about a kvm domain as qemu on a machine without KVM', async () => {
  const { code, stderr } = await validate({
    'a.xml': xml('fv0', '<cpu mode="host-passthrough"/>', 'kvm'),
  })
  assert.equal([code, stderr], [0, '1 domain valid\n'])
})

libvirt('goes on after a crash of libvirt', async () => {
  const { code, stderr } = await validate({
    'a.xml': xml('a'),
    'b.xml': xml('b', '<title>crash</title>'),
    'c.xml': xml('c', '<title>bad</title>'),
    'd.xml': xml('d', '<title>crash</title>'),
    'e.xml': xml('e', '<title>bad</title>'),
  })
  assert.is(code, 1)
  assert.equal(
    shortly(stderr).map(one => one.slice(0, one.indexOf(']') + 1)),
    [
      'b.xml:1:1 error[VMC4023]',
      'c.xml:3:3 error[VMC1017]',
      'd.xml:1:1 error[VMC4023]',
      'e.xml:3:3 error[VMC1017]',
    ],
  )
})

libvirt('says once that it did not ask about domains of other hypervisors', async () => {
  const files = { 'a.xml': xml('a', '', 'xen'), 'b.xml': xml('b', '', 'bhyve'), 'c.xml': xml('c') }
  const { code, stderr } = await validate(files)
  assert.is(code, 0)
  assert.match(stderr, 'info[VMC1019]: libvirt was not asked about 2 domains of type xen, bhyve\n')
  assert.is(stderr.match(/VMC1019/g)!.length, 1)
})

const infra = `import { domain, GiB } from 'libvmc'

export const a = domain('a')
  .hvm()
  .memory(GiB(1))
  .title('bad')
`

libvirt('points at the call in a program, and writes nothing', async () => {
  const { code, stderr, cwd } = await asking(['build', '--libvirt', '--no-typecheck'], {
    'infra.ts': infra,
  })
  assert.is(code, 2)
  assert.match(stderr, ' --> infra.ts:6:4\n')
  assert.not(existsSync(join(cwd, 'vmc.out')))
})

libvirt('locates the calls of a large program', async () => {
  const many = `import { domain, GiB } from 'libvmc'
export default Array.from({ length: 400 }, (_, i) =>
  domain(\`a\${i}\`)
    .hvm()
    .memory(GiB(1))
    .title(i === 399 ? 'bad' : 'good'))
`
  const { stderr } = await validate({ 'infra.ts': many }, '--no-typecheck')
  assert.match(stderr, ' --> infra.ts:6:6\n')
})

libvirt('removes its folder', async () => {
  const { FAKE_LOG } = withFakeVirsh()
  await asking(['validate', '--libvirt', 'a.xml'], { 'a.xml': xml('a') }, { ...env, FAKE_LOG })
  const [, own] = readFileSync(FAKE_LOG, 'utf8').trim().split(' ')
  assert.not(existsSync(own!))
})

libvirt('ends virsh and removes its folder if vmc is killed', async () => {
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    const { FAKE_LOG } = withFakeVirsh()
    const child = spawn(process.execPath, [main, 'validate', '--libvirt', 'a.xml'], {
      cwd: folder({ 'a.xml': xml('a', '<title>hang</title>') }),
      env: environment({ ...env, FAKE_LOG, FAKE_HANG: 'yes' }),
      stdio: 'ignore',
    })
    const closed = new Promise(resolve => child.once('close', resolve))
    await until(() => existsSync(FAKE_LOG) && readFileSync(FAKE_LOG, 'utf8').includes('\n'))
    const [pid, own] = readFileSync(FAKE_LOG, 'utf8').trim().split(' ')
    assert.ok(existsSync(own!))
    child.kill(signal)
    await closed
    await until(() => !existsSync(own!) && !isAlive(Number(pid)))
  }
})

async function until(isSo: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 500 && !isSo(); attempt++) await wait(20)
  assert.ok(isSo())
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

libvirt('says what to install if virsh is missing, once', async () => {
  const files = { 'a.xml': xml('a'), 'infra.ts': infra }
  const { code, stderr } = await asking(
    ['validate', '--libvirt', '--no-typecheck', ...Object.keys(files)],
    files,
    { PATH: '' },
  )
  assert.is(code, 1)
  assert.is(
    stderr,
    `error[VMC4022]: libvirt cannot be asked: virsh is not installed
 = help: install virsh, libvirt's QEMU driver and QEMU (Debian and Ubuntu: apt-get install libvirt-clients libvirt-daemon-driver-qemu qemu-system-x86)

1 error
`,
  )
})

libvirt('does not ask about a domain in which vmc finds an error', async () => {
  const { stderr } = await asking(
    ['validate', '--libvirt', 'a.xml'],
    { 'a.xml': xml('a', '<memroy>1</memroy>') },
    { PATH: '' },
  )
  assert.match(stderr, 'VMC1001')
  assert.not.match(stderr, 'VMC4022')
})

libvirt.run()
