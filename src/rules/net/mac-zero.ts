import { rule } from '../../check/rule.ts'

/** A MAC address of all zeros does not identify a NIC. */
export const macZero = rule({
  code: 'VMC2407',
  slug: 'mac-zero',
  severity: 'warning',
  title: 'MAC address is all zeros',
  help: 'libvirt or QEMU replaces a MAC address of all zeros with a random address. Remove the address: vmc then derives an address from the name of the domain, which is the same in every build.',
  for: 'qemu',
  source:
    'advice: domain_conf.c: virDomainNetDefParseXML generates another address (11.3.0); before, QEMU does',
  on: 'devices/interface/mac',
  example: {
    ts: ".nic(bridge('br0'){.mac('00:00:00:00:00:00') -> })",
    xml: `<devices>
  <interface type="bridge"><source bridge="br0"/><mac address="{00:00:00:00:00:00 -> 52:54:00:00:00:01}"/><model type="virtio"/></interface>
</devices>`,
  },
  *check(mac) {
    const address = mac.text('address')
    if (address === undefined || !/^[0:]+$/.test(address)) return
    yield mac.report(
      'address',
      `the MAC address ${address} does not identify a NIC`,
      'leave it out: vmc derives one from the name of the domain',
    )
  },
})
