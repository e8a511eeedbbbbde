import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** bhyve supports only some NIC types and disk buses. Newer releases of libvirt support more of them. */
export const bhyveDevice = rule({
  code: 'VMC2967',
  slug: 'bhyve-device',
  severity: 'error',
  title: 'NIC type or disk bus not supported by bhyve',
  help: 'The hypervisor bhyve supports NICs of type "bridge" and "network". From libvirt 12.0, it also supports NICs of type "user", but these NICs cannot have IP addresses. Disks can be on the buses sata and virtio, and from libvirt 11.9 also on the bus nvme. Change the type of the NIC or the bus of the disk.',
  for: ['bhyve'],
  source:
    'bhyve_command.c: bhyveBuildNetArgStr, bhyveBuildDiskArgStr; NEWS.rst of libvirt 11.9.0 and 12.0.0; test documents of 12.9.0',
  on: 'devices',
  example: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os>
<devices><disk type="file"><driver name="file" type="raw"/><source file="/a.img"/><target dev="hda" bus="sata"/></disk>
<interface type="{direct -> bridge}">{<source dev="eth0"/> -> <source bridge="br0"/>}<model type="virtio"/></interface></devices></domain>`,
  },
  *check(devices, { target }) {
    for (const nic of devices.each('interface')) {
      const type = nic.text('type')
      if (type === 'user' && !isBefore(target, '12.0.0')) {
        if (nic.has('ip'))
          yield nic.report('ip', 'bhyve cannot set the address of a user network', 'leave it out')
      } else if (type !== undefined && type !== 'bridge' && type !== 'network') {
        yield nic.report('type', `bhyve does not support a NIC of type "${type}"`, 'use a bridge')
      }
    }
    if (!isBefore(target, '11.9.0')) return
    for (const disk of devices.each('disk')) {
      if (busOf(disk) !== 'nvme') continue
      yield disk.report(
        'target/bus',
        'before libvirt 11.9, bhyve does not support the bus nvme',
        'use the bus sata or virtio',
      )
    }
  },
})
