import { lookup } from '../schema/core/lookup.ts'
import { cpu } from '../schema/domain/cpu.ts'
import { graphics } from '../schema/domain/graphics.ts'
import { videoModel } from '../schema/domain/video.ts'
import { childAt, childrenAt, isNode, type Node, scalarAt, slotOf } from '../tree/node.ts'

/*
 * The attributes that libvirt's QEMU driver adds to a definition, with the value that it gives them.
 */

/** Whether libvirt would set a field of a QEMU domain to this value if the field were missing. */
export function isQemuDefault(domain: Node, parent: Node, key: string, value: unknown): boolean {
  switch (parent.element) {
    case cpu:
      return isCpuDefault(domain, parent, key, value)
    case graphics:
      return isDisplayDefault(parent, key, value)
    case videoModel:
      return isVideoDefault(domain, parent, key, value)
  }
  switch (parent.element.name) {
    case 'vcpu':
      return key === 'placement' && value === 'static'
    case 'topology':
      return (key === 'dies' || key === 'clusters') && Number(value) === 1
    case 'hyperv':
      return key === 'mode' && value === 'custom'
    case 'loader':
      return key === 'format' && value === 'raw'
    case 'nvram':
      return isNvramDefault(parent, key, value)
    case 'firmware':
      return isNode(value) && isImplied(parent, value)
  }
  return false
}

// By default, the NVRAM image has the format of its template.
const isNvramDefault = (nvram: Node, key: string, value: unknown): boolean =>
  value === 'raw' &&
  (key === 'templateFormat' ||
    (key === 'format' && (scalarAt(nvram, 'templateFormat') ?? 'raw') === 'raw'))

// Firmware without Secure Boot cannot have enrolled keys for it.
const isImplied = (features: Node, feature: Node): boolean =>
  scalarAt(feature, 'name') === 'enrolled-keys' &&
  scalarAt(feature, 'enabled') === false &&
  childrenAt(features, 'feature').some(
    one => scalarAt(one, 'name') === 'secure-boot' && scalarAt(one, 'enabled') === false,
  )

function isCpuDefault(domain: Node, cpu: Node, key: string, value: unknown): boolean {
  const mode = String(scalarAt(cpu, 'mode'))
  if (key === 'migratable') return mode === 'host-passthrough' && value === true
  if (key !== 'check') return false
  if (mode === 'host-model') return value === 'partial'
  if (mode === 'host-passthrough' || mode === 'maximum') return value === 'none'
  if (mode !== 'custom' || !slotOf(cpu, 'model')) return false
  return value === (scalarAt(domain, 'type') === 'qemu' ? 'none' : 'partial')
}

// Whether a value is a default. A <listen> is a default if it repeats the attribute of <graphics> for the address or socket.
// autoport="no" is a default if the port is set.
function isDisplayDefault(display: Node, key: string, value: unknown): boolean {
  if (key === 'autoport') return value === false && Number(scalarAt(display, 'port')) > 0
  if (key !== 'listens' || !isNode(value)) return false
  const [type, own, attribute] = slotOf(display, 'socket')
    ? ['socket', 'socket', 'socket']
    : ['address', 'address', 'listen']
  return (
    childrenAt(display, 'listens').length === 1 &&
    Object.keys(value.fields).every(one => one === 'type' || one === own) &&
    scalarAt(value, 'type') === type &&
    scalarAt(value, own) === scalarAt(display, attribute)
  )
}

const VIDEO_MEMORY: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  vga: { vram: 16384 },
  cirrus: { vram: 16384 },
  vmvga: { vram: 16384 },
  bochs: { vram: 16384 },
  qxl: { ram: 65536, vram: 65536, vgamem: 16384 },
}

function isVideoDefault(domain: Node, model: Node, key: string, value: unknown): boolean {
  if (key === 'heads') return Number(value) === 1
  if (key === 'primary') {
    const [first] = childrenAt(childAt(domain, 'devices')!, 'video')
    return value === true && first !== undefined && childAt(first, 'model') === model
  }
  const memory = lookup(VIDEO_MEMORY, String(scalarAt(model, 'type')))
  return memory !== undefined && lookup(memory, key) === Number(value)
}
