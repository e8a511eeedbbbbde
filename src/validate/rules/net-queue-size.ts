import { devices, down, numeric, place } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** The queues of a virtio card are as long as a power of two. */
export const netQueueSize: Rule = {
  code: 'VMC2401',
  slug: 'net-queue-size',
  severity: 'error',
  title: 'queue whose length is no power of two',
  help: 'The rx_queue_size and tx_queue_size of a network card are powers of two, such as 256, 512 or 1024.',
  hypervisors: QEMU,
  about: ['devices/interface/driver'],
  wrong: {
    ts: ".nic(bridge('br0').model('virtio').driver({ rx_queue_size: 1000 }))",
    xml: `<devices>
  <interface type="network">
    <source network="default"/>
    <model type="virtio"/>
    <driver rx_queue_size="1000"/>
  </interface>
</devices>`,
  },
  right: {
    ts: ".nic(bridge('br0').model('virtio').driver({ rx_queue_size: 1024 }))",
    xml: `<devices>
  <interface type="network">
    <source network="default"/>
    <model type="virtio"/>
    <driver rx_queue_size="1024"/>
  </interface>
</devices>`,
  },
  *check(domain) {
    for (const nic of devices(domain, 'interface')) {
      const driver = down(nic, 'driver')
      if (!driver) continue
      for (const key of ['rx_queue_size', 'tx_queue_size']) {
        const size = numeric(driver, key)
        if (size === undefined || size <= 0 || Number.isInteger(Math.log2(size))) continue
        yield {
          message: `a queue cannot be ${size} long, which is no power of two`,
          ...place(driver, key),
          help: `take ${2 ** Math.round(Math.log2(size))}`,
        }
      }
    }
  },
}
