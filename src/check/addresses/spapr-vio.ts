import { allDevices, type Definition, type Device } from './device.ts'
import type { ReportProblem } from './problem.ts'

/** Assigns registers on the virtual I/O bus of pSeries. */
export function assignSpaprVio(definition: Definition, report: ReportProblem): void {
  const { board, devices } = definition
  const isPseries = board.kind === 'pseries'
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
    let reg = given ?? first
    let holder = holderOf(device, reg)
    if (holder && given !== undefined) {
      report({ kind: 'spapr-vio-taken', device, holder, address: `0x${reg.toString(16)}` })
      return
    }
    while (holder) {
      reg += 0x1000
      holder = holderOf(device, reg)
    }
    device.address = { type: 'spapr-vio', reg }
  }

  function holderOf(device: Device, reg: number): Device | undefined {
    return allDevices(definition).find(
      other => other !== device && other.address?.type === 'spapr-vio' && other.address.reg === reg,
    )
  }
}
