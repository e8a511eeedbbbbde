import type { Fluent } from '../schema/core/element.ts'
import { type LaunchSecurity, launchSecurity } from '../schema/domain/launch-security.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for a `<launchSecurity>` element, with one method for each field of the element. */
export interface LaunchSecurityBuilder
  extends Fluent<typeof launchSecurity, LaunchSecurityBuilder> {}
export class LaunchSecurityBuilder extends Builder<LaunchSecurity> {}
derive(LaunchSecurityBuilder, launchSecurity)

/**
 * Encrypts the guest's memory with AMD SEV. With the default policy, `0x0003`, the host cannot debug the guest, and the guest
 * does not share its encryption key with other guests. The policy `0x0007` also encrypts the CPU registers (SEV-ES). Since
 * libvirt 4.4.0.
 *
 * @example
 * domain('fv0').hvm().launchSecurity(sev(0x0007))
 * // <launchSecurity type="sev">
 * //   <policy>0x0007</policy>
 * // </launchSecurity>
 */
export const sev = factory(
  LaunchSecurityBuilder,
  launchSecurity,
  (policy: number | string = 3) => ({
    type: 'sev',
    policy,
  }),
)

/**
 * Encrypts the guest's memory with AMD SEV-SNP, which also protects the integrity of the memory.
 * The default policy, `0x30000`, allows hosts with simultaneous multithreading. Since libvirt
 * 10.5.0.
 *
 * @example
 * domain('fv0').hvm().launchSecurity(sevSnp().kernelHashes(true))
 * // <launchSecurity type="sev-snp" kernelHashes="yes">
 * //   <policy>0x30000</policy>
 * // </launchSecurity>
 */
export const sevSnp = factory(
  LaunchSecurityBuilder,
  launchSecurity,
  (policy: number | string = 0x30000) => ({ type: 'sev-snp', policy }),
)

/**
 * Protects the guest's memory from the host with IBM Secure Execution, on s390x. Since libvirt
 * 7.6.0.
 *
 * @example
 * domain('fv0').hvm().launchSecurity(s390Pv())   // <launchSecurity type="s390-pv"/>
 */
export const s390Pv = factory(LaunchSecurityBuilder, launchSecurity, () => ({ type: 's390-pv' }))

/**
 * Encrypts the guest's memory by running the guest as an Intel TDX trust domain. TDX requires
 * firmware of type `rom` and a guest without SMM. Since libvirt 11.6.0.
 *
 * @example
 * domain('fv0').hvm().launchSecurity(tdx().policy(0x10000000).quoteGenerationService())
 * // <launchSecurity type="tdx">
 * //   <policy>0x10000000</policy>
 * //   <quoteGenerationService/>
 * // </launchSecurity>
 */
export const tdx = factory(LaunchSecurityBuilder, launchSecurity, () => ({ type: 'tdx' }))
