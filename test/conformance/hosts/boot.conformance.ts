// A guest that vmc builds, applies and starts over ssh boots, is changed while it runs, and has the change after its next boot.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { hostProject } from '../../support/host-project.ts'
import { labFolder, missingForHosts, startHost, startSsh } from '../../support/libvirt-hosts.ts'
import { folder, vmc } from '../../support/vmc.ts'

const test = suite('a guest boots')

/** A boot sector that prints a line to the first serial port, and stops the CPU. */
function bootSector(line: string): Buffer {
  const sector = Buffer.alloc(512)
  Buffer.from('fa31c08ed8be167cac84c07406baf803eeebf5f4ebfd', 'hex').copy(sector)
  sector.write(`${line}\r\n\0`, 22)
  sector.writeUInt16LE(0xaa55, 510)
  return sector
}

const missing = missingForHosts()
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('a guest boots')
} else {
  const host = startHost('hv1')
  const ssh = startSsh(host)
  const [image, second, serial] = ['boot.img', 'second.img', 'serial.log'].map(name =>
    join(labFolder, name),
  ) as [string, string, string]
  writeFileSync(image, Buffer.concat([bootSector('VMC-BOOT-OK'), Buffer.alloc(1024 * 1024)]))
  writeFileSync(second, Buffer.alloc(1024 * 1024))
  const env = { XDG_STATE_HOME: folder() }

  const project = (change: string, disks: string): string =>
    hostProject(
      { hv1: ssh },
      {
        'infra.ts': `import { domain, file, user } from 'libvmc'
export const guest = domain('guest').type('qemu').hvm({ arch: 'x86_64', machine: 'pc' }).memory('${change}')
  ${disks}.disk(file('${image}')).nic(user().model('virtio')).serial({ type: 'file', source: { path: '${serial}' } })
`,
      },
    )
  const apply = (cwd: string, ...args: readonly string[]) =>
    vmc(['apply', '--no-typecheck', '--yes', ...args], cwd, env)

  async function untilPrinted(): Promise<void> {
    for (let waited = 0; waited < 60_000; waited += 100) {
      if (existsSync(serial) && readFileSync(serial, 'utf8').includes('VMC-BOOT-OK')) return
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    throw new Error('the guest did not boot')
  }
  const live = () => host.virsh('dumpxml', 'guest')
  const deviceWith = (xml: string, kind: string, text: string): string =>
    xml
      .split(`<${kind} `)
      .find(part => part.includes(text))!
      .split(`</${kind}>`)[0]!
  const addressOf = (xml: string, kind: string, text: string): string =>
    /<address type='pci'[^>]*>/.exec(deviceWith(xml, kind, text))![0]

  test('over ssh, is changed while it runs, and has the change after its next boot', async () => {
    const first = await apply(project('64MiB', ''), '--start')
    assert.equal([first.code, first.stdout], [0, 'hv1  guest  defined and started\n'], first.stderr)
    await untilPrinted()
    const before = live()
    const mac = /<mac address='[^']*'/.exec(before)![0]

    const changed = await apply(project('96MiB', `.disk(file('${second}'))`))
    assert.equal(
      [changed.code, changed.stdout],
      [0, 'hv1  guest  changed, takes effect at its next boot\n'],
      changed.stderr,
    )
    assert.is(live(), before)

    host.virsh('destroy', 'guest')
    rmSync(serial)
    host.virsh('start', 'guest')
    await untilPrinted()
    const after = live()
    assert.match(after, "<memory unit='KiB'>98304</memory>")
    assert.match(deviceWith(after, 'disk', second), "<target dev='vdb' bus='virtio'/>")
    assert.match(deviceWith(after, 'disk', image), "<target dev='vda' bus='virtio'/>")
    for (const [kind, text] of [
      ['disk', image],
      ['interface', mac],
    ] as const)
      assert.is(addressOf(after, kind, text), addressOf(before, kind, text))
    ssh.stop()
  })
}

test.run()
