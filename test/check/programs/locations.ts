// @ts-nocheck: these programs pass values that the types do not allow
import { bridge, domain, file, GiB, usb } from '../../../src/index.ts'

export const call = domain('fv0').memory(GiB(2)).disk(file('/a').target('vda').bus('virtoi'))

export const inObject = domain('fv0').disk({
  // bus: a comment is not a key
  driver: { name: 'qemu', type: 'raw' },
  source: { file: '/a' },
  target: {
    dev: 'vda',
    bus: 'virtoi',
  },
})

export const unknownKey = domain('fv0').disk({
  type: 'file',
  source: {
    fiel: '/a',
  },
})

const web = address => bridge('br0').mac(address).model('virtio')

export const inHelper = domain('fv0').nic(web('52:54:00'))

const twice = path => file(path)
const shared = d => d.disk(twice('relative'))

export const inPreset = domain('fv0').use(shared)

export const second = domain('fv0').disk(
  { type: 'file', source: { file: '/a' } },
  { type: 'file', driver: { type: 'raw' }, source: { file: 'relative' } },
)

export const outer = domain('fv0').disk({
  driver: { type: 'raw' },
  source: { file: '/a' },
  type: 'fiel',
})

export const listed = domain('fv0').devices({
  interface: [
    { type: 'bridge', source: { bridge: 'br0' }, mac: '52:54:00:12:34:56' },
    {
      type: 'bridge',
      source: { bridge: 'br0' },
      mac: 'none',
    },
  ],
})

export const early = domain('fv0').disk(null).disk(file('/a'))

export const missing = domain('fv0').nic({ source: { bridge: 'br0' } })

export const elsewhere = domain('fv0')
  .os({
    type: 'hvm',
    dev: 'hd',
  })
  .features({ marvel: true, vcpu: 1 })

export const raw = domain('fv0').acpi().xml('<a>')

const source = { file: 'relative' }

export const fromElsewhere = domain('fv0').disk({
  type: 'file',
  source,
})

export const inFactory = domain('fv0').hostdev(
  usb({
    bus: 'one',
    device: 4,
  }),
)

export const machine = domain('fv0').hvm({
  arch: '',
})

export const nested = domain('fv0').disk({
  type: 'file',
  source: { file: '/a' },
  target: pick({ bus: 'ide' }, { dev: 'vda', bus: 'virtoi' }),
})

function pick(_first, second) {
  return second
}
