import type { Fluent } from '../schema/core/element.ts'
import { type Tpm, type TpmBackend, tpmBackend, tpm as tpmElement } from '../schema/domain/tpm.ts'
import { Builder, derive, factory } from './builder.ts'

const BACKEND_KEYS = [
  'version',
  'persistent_state',
  'debug',
  'encryption',
  'profile',
  'active_pcr_banks',
  'source',
] as const

/**
 * The builder for a `<tpm>` element, with one method for each field of the element and of its
 * `<backend>`.
 */
export interface TpmBuilder
  extends Fluent<typeof tpmElement, TpmBuilder>,
    Pick<Fluent<typeof tpmBackend, TpmBuilder>, (typeof BACKEND_KEYS)[number]> {}
export class TpmBuilder extends Builder<Tpm> {}
derive(TpmBuilder, tpmElement)
derive(TpmBuilder, tpmBackend, ['backend'], BACKEND_KEYS)

/**
 * An emulated TPM. libvirt runs a `swtpm` process for the guest. The default TPM version is 2.0.
 * Since libvirt 4.5.0.
 *
 * @example
 * domain('win11').hvm().tpm(tpm('2.0').model('tpm-crb').persistent_state(true))
 * // <tpm model="tpm-crb">
 * //   <backend type="emulator" version="2.0" persistent_state="yes"/>
 * // </tpm>
 */
export const tpm = factory(TpmBuilder, tpmElement, (version: TpmBackend['version'] = '2.0') => ({
  backend: { type: 'emulator', version },
}))

/**
 * The TPM of the host, passed through to the guest. Only one guest can use the TPM at a time. The
 * default path is `/dev/tpm0`.
 *
 * @example
 * domain('fv0').hvm().tpm(hostTpm('/dev/tpm0'))
 * // <tpm>
 * //   <backend type="passthrough">
 * //     <device path="/dev/tpm0"/>
 * //   </backend>
 * // </tpm>
 */
export const hostTpm = factory(TpmBuilder, tpmElement, (path: string | undefined = undefined) => ({
  backend: { type: 'passthrough', device: path === undefined ? undefined : { path } },
}))

/**
 * An emulated TPM that a program outside libvirt runs. The program listens on a UNIX socket. Since
 * libvirt 9.0.0.
 *
 * @example
 * domain('fv0').hvm().tpm(externalTpm('/run/swtpm/fv0.sock'))
 * // <tpm>
 * //   <backend type="external">
 * //     <source type="unix" path="/run/swtpm/fv0.sock" mode="connect"/>
 * //   </backend>
 * // </tpm>
 */
export const externalTpm = factory(TpmBuilder, tpmElement, (path: string) => ({
  backend: { type: 'external', source: { type: 'unix', path, mode: 'connect' } },
}))
