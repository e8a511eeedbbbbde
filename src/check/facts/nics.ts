import type { Nic } from '../../schema/domain/interface.ts'
import type { Cursor, DomainCursor } from '../cursor.ts'
import { archOf, isX86 } from './machine.ts'

/** Whether a NIC has a virtio model. If no model is set, libvirt chooses rtl8139 on x86 and virtio on most other machines. */
export function isVirtioNic(nic: Cursor<Nic>, domain: DomainCursor): boolean {
  const model = nic.text('model/type')
  return model === undefined ? !isX86(archOf(domain) ?? 'x86_64') : model.startsWith('virtio')
}
