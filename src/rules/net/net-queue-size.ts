import { isVirtioNic } from '../../check/facts/nics.ts'
import { rule } from '../../check/rule.ts'

/** The queue sizes of a virtio NIC must be powers of two. */
export const netQueueSize = rule({
  code: 'VMC2401',
  slug: 'net-queue-size',
  severity: 'error',
  title: 'queue size of a NIC is not a power of two',
  help: 'The attributes "rx_queue_size" and "tx_queue_size" of a NIC must be powers of two. Use 256, 512 or 1024.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefNetwork',
  on: 'devices/interface',
  needs: ['driver/rx_queue_size', 'driver/tx_queue_size'],
  example: {
    ts: ".nic(bridge('br0').model('virtio').driver({ rx_queue_size: {1000 -> 1024} }))",
    xml: `<devices>
  <interface type="network">
    <source network="default"/>
    <model type="virtio"/>
    <driver rx_queue_size="{1000 -> 1024}"/>
  </interface>
</devices>`,
  },
  *check(nic, { domain }) {
    const driver = nic.first('driver')
    // libvirt ignores the queue sizes of a NIC that does not have a virtio model, so this rule skips such a NIC.
    if (!driver || !isVirtioNic(nic, domain)) return
    for (const key of ['rx_queue_size', 'tx_queue_size'] as const) {
      const size = driver.number(key)
      if (size === undefined || size <= 0 || Number.isInteger(Math.log2(size))) continue
      yield driver.report(
        key,
        `the queue size ${size} is not a power of two`,
        `use ${2 ** Math.round(Math.log2(size))}`,
      )
    }
  },
})
