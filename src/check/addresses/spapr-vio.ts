import { allDevices, type Definition, type Device } from './device.ts'
import type { ReportProblem } from './problem.ts'

/** Assigns register numbers to the devices on the virtual I/O bus of a pSeries guest. */
export function assignSpaprVio(definition: Definition, report: ReportProblem): void {
  const { board, devices } = definition
  const isPseries = board.kind === 'pseries'
  const holders = new Map<number, Device[]>()
  for (const device of allDevices(definition))
    if (device.address?.type === 'spapr-vio' && device.address.reg !== undefined)
      hold(device, device.address.reg)
  for (const nic of devices.interface) assign(nic, nic.model === 'spapr-vlan', 0x1000)
  for (const one of devices.controller)
    assign(one, one.type === 'scsi' && one.model === 'ibmvscsi', 0x2000)
  for (const serial of devices.serial)
    assign(serial, serial.type === 'spapr-vio-serial', 0x30000000)
  for (const nvram of devices.nvram) assign(nvram, isPseries, 0x3000)
  for (const tpm of devices.tpm) assign(tpm, isPseries && tpm.model !== 'spapr-tpm-proxy', 0x4000)

  function assign(device: Device, isOnVio: boolean, first: number): void {
    const { address } = device
    if (!isOnVio && address?.type !== 'spapr-vio') return
    const given = address?.type === 'spapr-vio' ? address.reg : undefined
    if (given !== undefined) {
      const holder = holders.get(given)?.find(other => other !== device)
      if (holder)
        report({ kind: 'spapr-vio-taken', device, holder, address: `0x${given.toString(16)}` })
      return
    }
    let reg = first
    while (holders.has(reg)) reg += 0x1000
    hold(device, reg)
    device.address = { type: 'spapr-vio', reg }
  }

  function hold(device: Device, reg: number): void {
    const others = holders.get(reg)
    if (others) others.push(device)
    else holders.set(reg, [device])
  }
}
