import type { Cursor } from '../../check/cursor.ts'
import { duplicates } from '../../check/duplicates.ts'
import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import type { Controller } from '../../schema/domain/controller.ts'
import type { Disk } from '../../schema/domain/disk.ts'
import type { IothreadMapping } from '../../schema/domain/iothreads.ts'

/** If the I/O threads of a disk or controller list queues, each queue must belong to exactly one thread. */
export const iothreadQueues = rule({
  code: 'VMC2291',
  slug: 'iothread-queues',
  severity: 'error',
  title: 'invalid I/O thread setting of a disk or controller',
  help: 'Only virtio disks and virtio-scsi controllers support I/O threads. Name one I/O thread in the attribute "iothread", or several in <iothreads>. If <iothreads> assigns queues, <driver> must set the number of queues, and each queue must belong to exactly one I/O thread. Queues are numbered from 0.',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuDomainValidateIothreadMapping, qemuValidateDomainDeviceDefDiskIOThreads, qemuValidateCheckSCSIControllerIOThreads; domain_validate.c: virDomainDiskDefValidate, virDomainControllerDefValidate',
  on: ['devices/disk', 'devices/controller'],
  needs: ['driver/iothread', 'driver/iothreads'],
  example: {
    xml: `<iothreads>2</iothreads>
<devices>
  <disk type="file">
    <driver name="qemu" queues="2"><iothreads><iothread id="1"><queue id="0"/></iothread><iothread id="2"><queue id="{0 -> 1}"/></iothread></iothreads></driver>
    <source file="/a.img"/><target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(device) {
    const driver = device.first('driver')
    const list = driver?.first('iothreads')
    if (!driver || (!list && !driver.has('iothread'))) return
    const place = placeWithout(device as Cursor<Disk | Controller>)
    if (place !== undefined) {
      yield driver.report('.', `${place} does not support I/O threads`, 'leave them out')
    } else if (list && driver.has('iothread')) {
      yield driver.report('iothread', 'iothread and <iothreads> exclude each other', 'keep one')
    } else if (list) yield* checkList(list, driver.number('queues') ?? 0)
  },
})

/**
 * A description, for messages, of a disk or controller whose bus or address does not support I/O threads. `undefined` if the
 * device supports I/O threads. The rule iothread-controller checks the models of controllers.
 */
function placeWithout(device: Cursor<Disk | Controller>): string | undefined {
  if (device.key === 'disk') {
    const bus = busOf(device as Cursor<Disk>)
    return bus === undefined || bus === 'virtio' ? undefined : `a disk on bus "${bus}"`
  }
  const type = device.text('address/type')
  if (type === undefined || type === 'pci' || type === 'ccw') return undefined
  return `a controller with an address of type "${type}"`
}

function* checkList(list: Cursor<IothreadMapping>, count: number): Generator<RuleFinding> {
  const threads = list.each('iothread')
  for (const { element, first, key } of duplicates(threads, one => one.number('id')))
    yield element.report('id', `I/O thread ${key} is listed twice`, 'list it once', {
      related: [first.related('id', 'first listed here')],
    })
  const queues = list.each('iothread/queue')
  if (queues.length === 0) return
  const idle = threads.find(one => !one.has('queue'))
  if (idle)
    yield idle.report('.', 'other threads have queues, but this one has none', 'give it queues')
  const missing = queues.find(one => (one.number('id') ?? 0) >= count)
  if (missing)
    yield missing.report(
      'id',
      `queue ${missing.number('id')} does not exist: ${count === 0 ? 'the number of queues is not set' : `the device has ${count} queues`}`,
      'set queues on <driver>',
    )
  for (const { element, first, key } of duplicates(queues, one => one.number('id')))
    yield element.report('id', `queue ${key} belongs to two threads`, 'list it once', {
      related: [first.related('id', 'first listed here')],
    })
  const served = new Set(queues.map(one => one.number('id')))
  const unserved = Array.from({ length: Math.min(count, MAX_QUEUES) }, (_, id) => id).find(
    id => !served.has(id),
  )
  if (unserved !== undefined && !missing)
    yield list.report('.', `no thread serves queue ${unserved}`, 'list each queue')
}

/**
 * The maximum number of queues that the rule checks, so that the loop over the queues ends early. No device has this many
 * queues.
 */
const MAX_QUEUES = 65_536
