import type { Nic } from '../../schema/domain/interface.ts'
import type { Cursor, DomainCursor } from '../cursor.ts'
import { archOf, isX86 } from './machine.ts'

/** The model of a NIC in lower case. libvirt does not distinguish upper and lower case in models. */
export const nicModelOf = (nic: Cursor<Nic>): string | undefined =>
  nic.text('model/type')?.toLowerCase()

/** Whether a NIC has a virtio model. If no model is set, libvirt chooses rtl8139 on x86 and virtio on most other machines. */
export function isVirtioNic(nic: Cursor<Nic>, domain: DomainCursor): boolean {
  const model = nicModelOf(nic)
  return model === undefined ? !isX86(archOf(domain) ?? 'x86_64') : model.startsWith('virtio')
}

/**
 * Whether libvirt can tag a VLAN for a NIC. A NIC of type "network" is accepted, because the network determines whether VLAN
 * tags are supported. Before libvirt 11.0, libvirt cannot tag a VLAN on a Linux bridge.
 */
export function canTagVlan(nic: Cursor<Nic>, hasPlainBridge: boolean): boolean {
  const type = nic.text('type')
  if (type === undefined || type === 'network' || type === 'hostdev') return true
  if (type === 'direct') return nic.text('source/mode') === 'passthrough'
  if (type !== 'bridge') return false
  const port = nic.first('virtualport')
  return port ? port.text('type') === 'openvswitch' : hasPlainBridge
}
