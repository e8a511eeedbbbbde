import type { Fluent } from '../schema/core/element.ts'
import { type Seclabel, seclabel } from '../schema/domain/seclabel.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for a `<seclabel>` element, with one method for each field of the element. */
export interface SeclabelBuilder extends Fluent<typeof seclabel, SeclabelBuilder> {}
export class SeclabelBuilder extends Builder<Seclabel> {}
derive(SeclabelBuilder, seclabel)

const labelled = (model: string, label: string | undefined): Seclabel =>
  label === undefined
    ? { type: 'dynamic', model, relabel: true }
    : { type: 'static', model, relabel: true, label }

/**
 * Confines the guest with SELinux. If you omit the label, libvirt generates a unique label when the
 * guest starts.
 *
 * @example
 * domain('fv0').hvm().seclabel(selinux('system_u:system_r:svirt_t:s0:c392,c662'))
 * // <seclabel type="static" model="selinux" relabel="yes">
 * //   <label>system_u:system_r:svirt_t:s0:c392,c662</label>
 * // </seclabel>
 */
export const selinux = factory(SeclabelBuilder, seclabel, (label: string | undefined = undefined) =>
  labelled('selinux', label),
)

/**
 * Confines the guest with AppArmor. Without a profile, libvirt generates a profile when the guest
 * starts.
 *
 * @example
 * domain('fv0').hvm().seclabel(apparmor())   // <seclabel type="dynamic" model="apparmor" relabel="yes"/>
 */
export const apparmor = factory(
  SeclabelBuilder,
  seclabel,
  (profile: string | undefined = undefined) => labelled('apparmor', profile),
)

/**
 * Runs the hypervisor process as the given user and group, such as `qemu:kvm`. If you omit them, the configuration of the host
 * determines the user and group.
 *
 * @example
 * domain('fv0').hvm().seclabel(dac('qemu:kvm'))
 * // <seclabel type="static" model="dac" relabel="yes">
 * //   <label>qemu:kvm</label>
 * // </seclabel>
 */
export const dac = factory(SeclabelBuilder, seclabel, (owner: string | undefined = undefined) =>
  labelled('dac', owner),
)

/**
 * Turns off confinement by one security driver, such as `selinux`. If you omit the driver, confinement is turned off for all
 * drivers.
 *
 * @example
 * domain('fv0').hvm().seclabel(unconfined('selinux'))   // <seclabel type="none" model="selinux"/>
 */
export const unconfined = factory(
  SeclabelBuilder,
  seclabel,
  (model: string | undefined = undefined) => ({
    type: 'none',
    model,
  }),
)
