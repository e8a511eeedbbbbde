import { allDevices, type Definition, type Device } from './device.ts'
import { isPlacedPci, type PciAddress } from './device-address.ts'
import type { ReportProblem } from './problem.ts'

/** Assigns zPCI identifiers: first to the PCI devices that have a uid or a fid, and then to the other PCI devices. */
export function assignZpci(definition: Definition, report: ReportProblem): void {
  if (!definition.board.isS390) return
  const used = { uid: new Map<number, Device>(), fid: new Map<number, Device>() }
  const next = { uid: 1, fid: 0 }
  const devices = allDevices(definition).filter(({ address }) => isPlacedPci(address))
  const isIncomplete = ({ address }: Device) => {
    const { uid, fid } = address as PciAddress
    return uid === undefined && fid === undefined
  }
  const [without, partly] = [
    devices.filter(isIncomplete),
    devices.filter(one => !isIncomplete(one)),
  ]
  for (const device of [...partly, ...without]) {
    const { uid, fid } = device.address as PciAddress
    reserve(device, 'uid', uid ?? free('uid'))
    reserve(device, 'fid', fid ?? free('fid'))
  }

  function free(key: 'uid' | 'fid'): number {
    while (used[key].has(next[key])) next[key]++
    return next[key]
  }

  function reserve(device: Device, key: 'uid' | 'fid', id: number): void {
    const holder = used[key].get(id)
    if (holder) report({ kind: 'zpci-taken', device, holder, key, id })
    else used[key].set(id, device)
    device.address = { ...(device.address as PciAddress), [key]: id }
  }
}
