// The same fleet without vmc: a hand-written script that writes objects to XML files with xmlbuilder2, without checks.
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { create } from 'xmlbuilder2'

const images = '/var/lib/libvirt/images'
const namespace = Buffer.from('6ba1cf0a57b94e5d9d0d6c9f3b1c7a52', 'hex')

function uuidOf(name: string): string {
  const hash = createHash('sha1').update(namespace).update(name).digest()
  hash[6] = (hash[6]! & 0x0f) | 0x50
  hash[8] = (hash[8]! & 0x3f) | 0x80
  const hex = hash.toString('hex', 0, 16)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const taken = new Set<string>()

function macOf(uuid: string, card: number): string {
  for (let attempt = 0; ; attempt++) {
    const seed = attempt === 0 ? `${uuid}/${card}` : `${uuid}/${card}/${attempt}`
    const hex = createHash('sha256').update(seed).digest('hex')
    const mac = `52:54:00:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}`
    if (taken.has(mac)) continue
    taken.add(mac)
    return mac
  }
}

const disk = (name: string, role: string, dev: string) => ({
  '@type': 'file',
  '@device': 'disk',
  driver: { '@name': 'qemu', '@type': 'qcow2' },
  source: { '@file': `${images}/${name}-${role}.qcow2` },
  target: { '@dev': dev, '@bus': 'virtio' },
})

const nic = (uuid: string, bridge: string, card: number) => ({
  '@type': 'bridge',
  mac: { '@address': macOf(uuid, card) },
  source: { '@bridge': bridge },
  model: { '@type': 'virtio' },
})

function domain(name: string) {
  const uuid = uuidOf(name)
  return {
    domain: {
      '@type': 'kvm',
      name,
      uuid,
      memory: { '@unit': 'GiB', '#': 4 },
      vcpu: 2,
      os: { type: { '@arch': 'x86_64', '@machine': 'q35', '#': 'hvm' } },
      features: { acpi: {} },
      devices: {
        disk: [disk(name, 'root', 'vda'), disk(name, 'data', 'vdb'), disk(name, 'log', 'vdc')],
        interface: [nic(uuid, 'br0', 0), nic(uuid, 'br1', 1)],
        serial: { '@type': 'pty', target: { '@port': 0 } },
        graphics: { '@type': 'vnc', '@autoport': 'yes', '@listen': '127.0.0.1' },
      },
    },
  }
}

const out = process.argv[2]!
mkdirSync(out, { recursive: true })
for (let i = 0; i < Number(process.env.N ?? 1); i++) {
  const name = `vm${String(i).padStart(6, '0')}`
  const xml = create(domain(name)).end({ headless: true, prettyPrint: true })
  writeFileSync(`${out}/${name}.xml`, `${xml}\n`)
}
