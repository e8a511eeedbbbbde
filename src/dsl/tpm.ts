import type { Fluent } from '../schema/core/element.ts'
import { type Tpm, type TpmBackend, tpmBackend, tpm as tpmElement } from '../schema/domain/tpm.ts'
import { Builder, derive, word } from './builder.ts'

const BACKEND_KEYS = [
  'version',
  'persistent_state',
  'debug',
  'encryption',
  'profile',
  'active_pcr_banks',
  'source',
] as const

/** Builds a `<tpm>`: one method a field, and those of its backend. */
export interface TpmBuilder
  extends Fluent<typeof tpmElement, TpmBuilder>,
    Pick<Fluent<typeof tpmBackend, TpmBuilder>, (typeof BACKEND_KEYS)[number]> {}
export class TpmBuilder extends Builder<Tpm> {}
derive(TpmBuilder, tpmElement)
derive(TpmBuilder, tpmBackend, ['backend'], BACKEND_KEYS)

/**
 * A trusted platform module of the guest's own: an emulator that libvirt starts, of version 2.0 unless told otherwise.
 *
 * @example
 * domain('win11').hvm().tpm(tpm('2.0').model('tpm-crb').persistent_state(true))
 * // <tpm model="tpm-crb">
 * //   <backend type="emulator" version="2.0" persistent_state="yes"/>
 * // </tpm>
 */
export const tpm = word(TpmBuilder, tpmElement, (version: TpmBackend['version'] = '2.0') => ({
  backend: { type: 'emulator', version },
}))

/**
 * The host's own trusted platform module, for this guest alone.
 *
 * @example
 * domain('fv0').hvm().tpm(hostTpm('/dev/tpm0'))
 * // <tpm>
 * //   <backend type="passthrough">
 * //     <device path="/dev/tpm0"/>
 * //   </backend>
 * // </tpm>
 */
export const hostTpm = word(TpmBuilder, tpmElement, (path: string | undefined = undefined) => ({
  backend: { type: 'passthrough', device: path === undefined ? undefined : { path } },
}))

/**
 * An emulator that somebody else has started and that waits at a socket.
 *
 * @example
 * domain('fv0').hvm().tpm(externalTpm('/run/swtpm/fv0.sock'))
 * // <tpm>
 * //   <backend type="external">
 * //     <source type="unix" path="/run/swtpm/fv0.sock" mode="connect"/>
 * //   </backend>
 * // </tpm>
 */
export const externalTpm = word(TpmBuilder, tpmElement, (path: string) => ({
  backend: { type: 'external', source: { type: 'unix', path, mode: 'connect' } },
}))
