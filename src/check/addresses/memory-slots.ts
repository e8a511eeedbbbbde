import type { DomainCursor } from '../cursor.ts'
import type { Definition } from './device.ts'
import type { ReportProblem } from './problem.ts'

/** Assigns memory slots to the DIMMs without a slot. */
export function assignMemorySlots(
  domain: DomainCursor,
  { devices }: Definition,
  report: ReportProblem,
): void {
  const dimms = devices.memory.filter(({ model }) => model === 'dimm' || model === 'nvdimm')
  if (!domain.has('maxMemory') || dimms.length === 0) return
  const count = domain.number('maxMemory/slots') ?? 0
  const used = new Set<number>()
  for (const { address } of devices.memory) if (address?.type === 'dimm') used.add(address.slot)
  let slot = 0
  for (const device of dimms) {
    if (device.address?.type === 'dimm') continue
    while (used.has(slot)) slot++
    if (slot < count) {
      used.add(slot)
      device.address = { type: 'dimm', slot }
    } else report({ kind: 'dimm-full', device })
  }
}
