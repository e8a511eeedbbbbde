import { rule } from '../../check/rule.ts'

/** The MAC address of a virtual NIC should be a local address, not an address of a hardware vendor. */
export const macOui = rule({
  code: 'VMC2408',
  slug: 'mac-oui',
  severity: 'info',
  title: 'MAC address belongs to a hardware vendor',
  help: 'The first three bytes of the MAC address belong to a hardware vendor, so a physical device in the network may have the same address. Use a local address, which begins with 52:54:00, or leave the address out: vmc then derives one.',
  for: ['kvm'],
  source: 'advice: IEEE 802 assigns addresses without the local bit to vendors',
  on: 'devices/interface',
  example: {
    ts: ".nic(bridge('br0').mac('{00:1b:21:12:34:56 -> 52:54:00:12:34:56}'))",
    xml: `<devices>
  <interface type="bridge"><source bridge="br0"/><mac address="{00:1b:21:12:34:56 -> 52:54:00:12:34:56}"/><model type="virtio"/></interface>
</devices>`,
  },
  *check(nic) {
    const mac = nic.first('mac')
    const address = mac?.isMade ? undefined : mac?.text('address')
    // This rule skips a NIC of type "hostdev", because its MAC address is the address of the hardware. It also skips a MAC
    // address of all zeros, which the rule mac-zero reports.
    if (address === undefined || nic.text('type') === 'hostdev' || /^[0:]+$/.test(address)) return
    const isLocal = (Number.parseInt(address.slice(0, 2), 16) & 2) !== 0
    if (isLocal || VM_PREFIXES.has(address.slice(0, 8).toLowerCase())) return
    yield nic.report(
      'mac/address',
      `addresses that begin with ${address.slice(0, 8)} belong to a hardware vendor`,
      'use 52:54:00 and three more bytes, or leave the address to vmc',
    )
  },
})

/** The first bytes of addresses that vendors of hypervisors use only for guests, so that no physical device has them. */
const VM_PREFIXES = new Set([
  '00:05:69', // VMware
  '00:0c:29', // VMware
  '00:15:5d', // Hyper-V
  '00:16:3e', // Xen
  '00:1c:14', // VMware
  '00:1c:42', // Parallels
  '00:50:56', // VMware
  '08:00:27', // VirtualBox
  'bc:24:11', // Proxmox VE
])
