import { archOf, isX86 } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** The version of a TPM must support the model and settings of the TPM. A TPM proxy requires the TPM of the host. */
export const tpmVersion = rule({
  code: 'VMC2809',
  slug: 'tpm-version',
  severity: 'error',
  title: 'TPM model or setting requires another TPM version or backend',
  help: 'The models tpm-crb and tpm-spapr require TPM version 2.0. On architectures other than x86, every TPM requires this version. <active_pcr_banks> and <profile> require it too. Set version="2.0". The model spapr-tpm-proxy requires a backend of type "passthrough".',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuValidateDomainDeviceDefTPM; domain_validate.c: virDomainTPMDevValidate',
  on: 'devices/tpm',
  example: {
    xml: `<devices>
  <tpm model="tpm-crb"><backend type="emulator" version="{1.2 -> 2.0}"/></tpm>
</devices>`,
  },
  *check(tpm, { domain }) {
    const backend = tpm.first('backend')
    if (!backend) return
    const model = tpm.text('model') ?? ''
    const isOld = backend.text('version') === '1.2'
    const arch = archOf(domain)
    const newSetting = (['active_pcr_banks', 'profile'] as const).find(key => backend.has(key))
    if (isOld && /^tpm-(crb|spapr)$/.test(model)) {
      yield backend.report(
        'version',
        `a TPM of model "${model}" cannot have the version 1.2`,
        "set version: '2.0'",
      )
    } else if (isOld && arch !== undefined && !isX86(arch)) {
      yield backend.report(
        'version',
        `the architecture ${arch} does not support a TPM of version 1.2`,
        "set version: '2.0'",
      )
    } else if (isOld && newSetting !== undefined) {
      yield backend.report(
        newSetting,
        `a TPM of version 1.2 does not support ${newSetting}`,
        "remove it, or set version: '2.0'",
      )
    } else if (model === 'spapr-tpm-proxy' && backend.text('type') !== 'passthrough') {
      yield backend.report(
        'type',
        'a TPM proxy requires a backend of type "passthrough"',
        "set type: 'passthrough'",
      )
    }
  },
})
