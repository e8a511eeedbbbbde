import { rule } from '../../check/rule.ts'

/** A bandwidth limit requires an average. On a NIC of type "network", a floor is also sufficient. */
export const netBandwidth = rule({
  code: 'VMC2466',
  slug: 'net-bandwidth',
  severity: 'error',
  title: 'bandwidth limit has no average, or an unsupported floor',
  help: 'A bandwidth limit must have the attribute "average". The attributes "peak" and "burst" are optional additions. The attribute "floor" guarantees a minimum bandwidth, and is supported only in <inbound> on a NIC of type "network". Add "average", or remove "floor".',
  for: 'libvirt',
  source: 'netdev_bandwidth_conf.c: virNetDevBandwidthParseRate',
  on: 'devices/interface',
  needs: 'bandwidth',
  example: {
    xml: `<devices>
  <interface type="bridge"><source bridge="br0"/><model type="virtio"/><bandwidth><inbound {peak="5000" -> average="1000" peak="5000"}/></bandwidth></interface>
</devices>`,
  },
  *check(nic) {
    const bandwidth = nic.first('bandwidth')
    if (!bandwidth) return
    const type = nic.text('type') ?? 'user'
    for (const direction of ['inbound', 'outbound'] as const) {
      const limit = bandwidth.first(direction)
      if (!limit) continue
      const isFloorAllowed = direction === 'inbound' && type === 'network'
      const [hasAverage, hasFloor] = [limit.has('average'), limit.has('floor')]
      if (hasFloor && !isFloorAllowed)
        yield limit.report(
          'floor',
          direction === 'outbound'
            ? 'outbound traffic cannot have a floor'
            : `a NIC of type "${type}" cannot have a floor`,
          'leave floor out, and set average',
        )
      if (hasAverage || (hasFloor && !limit.has('peak') && !limit.has('burst'))) continue
      yield limit.report(
        '.',
        'the bandwidth limit has no average',
        'set average, in KiB per second',
      )
    }
  },
})
