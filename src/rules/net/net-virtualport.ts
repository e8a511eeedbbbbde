import { rule } from '../../check/rule.ts'

/** A `<virtualport>` must have a type and the parameters that the type requires, unless the NIC has the type "network". */
export const netVirtualport = rule({
  code: 'VMC2467',
  slug: 'net-virtualport',
  severity: 'error',
  title: '<virtualport> has no type, or a required parameter is missing',
  help: 'A NIC of type "network" takes missing settings of its <virtualport> from the network. On NICs of other types, <virtualport> must have a type. The type 802.1Qbg requires managerid, typeid and typeidversion. The type 802.1Qbh requires profileid. Add the missing attributes.',
  for: 'libvirt',
  source:
    'netdev_vport_profile_conf.c: virNetDevVPortProfileParse; virnetdevvportprofile.c: virNetDevVPortProfileCheckComplete',
  on: 'devices/interface',
  needs: 'virtualport',
  example: {
    xml: `<devices>
  <interface type="bridge"><source bridge="br0"/><model type="virtio"/>{<virtualport/> -> <virtualport type="openvswitch"/>}</interface>
</devices>`,
  },
  *check(nic) {
    const port = nic.first('virtualport')
    const type = nic.text('type')
    if (!port || type === undefined || !TYPES.includes(type)) return
    const kind = port.text('type')
    if (kind === undefined) {
      yield port.report(
        'type',
        'the virtual port has no type',
        'set the type, such as "openvswitch"',
      )
      return
    }
    const parameters = port.first('parameters')
    const missing = PARAMETERS.get(kind)?.find(one => !parameters?.has(one))
    if (missing === undefined) return
    yield port.report(
      'parameters',
      `a virtual port of type "${kind}" needs ${missing}`,
      `set ${missing} in its <parameters>`,
    )
  },
})

/** The NIC types whose `<virtualport>` must contain a type and all parameters that the type requires. */
const TYPES = ['bridge', 'direct', 'hostdev']

type Parameter = 'managerid' | 'typeid' | 'typeidversion' | 'profileid'

const PARAMETERS = new Map<string, readonly Parameter[]>([
  ['802.1Qbg', ['managerid', 'typeid', 'typeidversion']],
  ['802.1Qbh', ['profileid']],
])
