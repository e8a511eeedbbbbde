import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { mergeProgram } from '../../../src/hosts/plan/domain-plan.ts'
import { definitionOf } from '../../../src/hosts/plan/host-definition.ts'
import { emit } from '../../../src/xml/emit.ts'

const test = suite('hosts: values that depend on changed ones')

const domainXml = (inner: string): string =>
  `<domain type="qemu"><name>a</name><uuid>00000000-0000-4000-8000-000000000001</uuid>${inner}</domain>`

/** The definition after a program changed from one text to another. */
function patched(before: string, after: string, definition: string): string {
  const [program, host] = [after, definition].map(one => definitionOf(domainXml(one))!)
  const marker = {
    ...{ project: 'shop', name: 'a', uuid: '', host: 'hv1', libvirt: '9.0.0' },
    ...{ program: domainXml(before), definition: domainXml(definition) },
  }
  const domain = { written: program!, filled: program! }
  return emit(mergeProgram(domain, host!, marker, new Set())!.node)
}

const devices = (inner: string): string => `<devices>${inner}</devices>`
const disk = (bus: string, more = ''): string =>
  `<disk type="file"><source file="/a"/><target dev="sda" bus="${bus}"/>${more}</disk>`
const video = (model: string, more = ''): string => `<video><model type="${model}"${more}/></video>`

for (const [what, before, after, definition, gone] of [
  [
    'the current memory follows the memory',
    '<memory>1024</memory>',
    '<memory>2048</memory>',
    '<memory>1024</memory><currentMemory>1024</currentMemory>',
    '<currentMemory',
  ],
  [
    'a disk on another bus has another address',
    devices(disk('ide')),
    devices(disk('usb')),
    devices(disk('ide', '<address type="drive" controller="0" bus="0" target="0" unit="0"/>')),
    '<address',
  ],
  [
    'another video card has other memory',
    devices(video('qxl')),
    devices(video('virtio')),
    devices(video('qxl', ' ram="65536" vram="65536" vgamem="16384"')),
    'ram=',
  ],
  [
    'a console of a removed serial port goes with it',
    devices('<serial type="pty"/>'),
    devices(''),
    devices(
      '<serial type="pty"><target port="0"/></serial><console type="pty"><target type="serial" port="0"/></console>',
    ),
    '<console',
  ],
  [
    'a device behind a removed hub has another port',
    devices('<hub type="usb"/><input type="tablet" bus="usb"/>'),
    devices('<input type="tablet" bus="usb"/>'),
    devices(
      '<hub type="usb"><address type="usb" bus="0" port="1"/></hub><input type="tablet" bus="usb"><address type="usb" bus="0" port="1.2"/></input>',
    ),
    '<address',
  ],
] as const)
  test(what, () => {
    assert.match(emit(definitionOf(domainXml(definition))!), gone)
    assert.not.match(patched(before, after, definition), gone)
    assert.match(patched(before, before, definition), gone)
  })

test('the memory that others took from a guest stays away', () => {
  const definition = '<memory>1024</memory><currentMemory>512</currentMemory>'
  assert.match(
    patched('<memory>1024</memory>', '<memory>2048</memory>', definition),
    '<currentMemory>512',
  )
})

test('a memory balloon that the program no longer mentions keeps its address', () => {
  const address = '<address type="pci" slot="0x05"/>'
  const xml = patched(
    devices('<memballoon model="virtio"><stats period="5"/></memballoon>'),
    devices(''),
    devices(`<memballoon model="virtio"><stats period="5"/>${address}</memballoon>`),
  )
  assert.match(xml, 'slot="0x05"')
  assert.not.match(xml, 'stats')
})

test.run()
