import type { Fluent } from '../schema/core/element.ts'
import { type LaunchSecurity, launchSecurity } from '../schema/domain/launch-security.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<launchSecurity>`: one method a field. */
export interface LaunchSecurityBuilder
  extends Fluent<typeof launchSecurity, LaunchSecurityBuilder> {}
export class LaunchSecurityBuilder extends Builder<LaunchSecurity> {}
derive(LaunchSecurityBuilder, launchSecurity)

/**
 * Encrypts the guest's memory with AMD SEV. Until told otherwise the host can neither debug the guest nor share its key
 * (policy `0x0003`); `0x0007` is SEV-ES, which encrypts registers too.
 *
 * @example
 * domain('fv0').hvm().launchSecurity(sev(0x0007))
 * // <launchSecurity type="sev">
 * //   <policy>0x0007</policy>
 * // </launchSecurity>
 */
export const sev = word(LaunchSecurityBuilder, launchSecurity, (policy: number | string = 3) => ({
  type: 'sev',
  policy,
}))

/**
 * Encrypts the guest's memory with AMD SEV-SNP, and keeps it whole. Until told otherwise the guest's CPUs may share a core
 * (policy `0x30000`).
 *
 * @example
 * domain('fv0').hvm().launchSecurity(sevSnp().kernelHashes(true))
 * // <launchSecurity type="sev-snp" kernelHashes="yes">
 * //   <policy>0x30000</policy>
 * // </launchSecurity>
 */
export const sevSnp = word(
  LaunchSecurityBuilder,
  launchSecurity,
  (policy: number | string = 0x30000) => ({ type: 'sev-snp', policy }),
)

/**
 * Keeps the guest's memory from the host with IBM's secure execution, on s390.
 *
 * @example
 * domain('fv0').hvm().launchSecurity(s390Pv())   // <launchSecurity type="s390-pv"/>
 */
export const s390Pv = word(LaunchSecurityBuilder, launchSecurity, () => ({ type: 's390-pv' }))

/**
 * Keeps the guest's memory from the host as a trust domain of Intel TDX. It needs firmware of type `rom` and has no system
 * management mode. Since libvirt 11.6.0.
 *
 * @example
 * domain('fv0').hvm().launchSecurity(tdx().policy(0x10000000).quoteGenerationService())
 * // <launchSecurity type="tdx">
 * //   <policy>0x10000000</policy>
 * //   <quoteGenerationService/>
 * // </launchSecurity>
 */
export const tdx = word(LaunchSecurityBuilder, launchSecurity, () => ({ type: 'tdx' }))
