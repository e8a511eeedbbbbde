import type { Fluent } from '../schema/core/element.ts'
import { type Seclabel, seclabel } from '../schema/domain/seclabel.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<seclabel>`: one method a field. */
export interface SeclabelBuilder extends Fluent<typeof seclabel, SeclabelBuilder> {}
export class SeclabelBuilder extends Builder<Seclabel> {}
derive(SeclabelBuilder, seclabel)

const labelled = (model: string, label: string | undefined): Seclabel =>
  label === undefined
    ? { type: 'dynamic', model, relabel: true }
    : { type: 'static', model, relabel: true, label }

/**
 * Confines the guest by SELinux: with a label that is made for it, or with a given one.
 *
 * @example
 * domain('fv0').hvm().seclabel(selinux('system_u:system_r:svirt_t:s0:c392,c662'))
 * // <seclabel type="static" model="selinux" relabel="yes">
 * //   <label>system_u:system_r:svirt_t:s0:c392,c662</label>
 * // </seclabel>
 */
export const selinux = word(SeclabelBuilder, seclabel, (label: string | undefined = undefined) =>
  labelled('selinux', label),
)

/**
 * Confines the guest by AppArmor: with a profile that is made for it, or with a given one.
 *
 * @example
 * domain('fv0').hvm().seclabel(apparmor())   // <seclabel type="dynamic" model="apparmor" relabel="yes"/>
 */
export const apparmor = word(SeclabelBuilder, seclabel, (profile: string | undefined = undefined) =>
  labelled('apparmor', profile),
)

/**
 * Runs the guest as a user and group of the host: those of the hypervisor, or given ones.
 *
 * @example
 * domain('fv0').hvm().seclabel(dac('qemu:kvm'))
 * // <seclabel type="static" model="dac" relabel="yes">
 * //   <label>qemu:kvm</label>
 * // </seclabel>
 */
export const dac = word(SeclabelBuilder, seclabel, (owner: string | undefined = undefined) =>
  labelled('dac', owner),
)

/**
 * Leaves the guest unconfined by one security driver of the host, or by all.
 *
 * @example
 * domain('fv0').hvm().seclabel(unconfined('selinux'))   // <seclabel type="none" model="selinux"/>
 */
export const unconfined = word(
  SeclabelBuilder,
  seclabel,
  (model: string | undefined = undefined) => ({
    type: 'none',
    model,
  }),
)
