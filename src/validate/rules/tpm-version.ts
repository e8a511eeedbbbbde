import { devices, down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A TPM is of version 1.2 or 2.0, and so are its parts. */
export const tpmVersion: Rule = {
  code: 'VMC2809',
  slug: 'tpm-version',
  severity: 'error',
  title: 'part of another version of TPM',
  help: 'PCR banks and a profile are for version 2.0; a tpm-crb and a tpm-spapr are of version 2.0; a proxy hands one of the host over.',
  hypervisors: QEMU,
  about: ['devices/tpm'],
  wrong: {
    xml: `<devices>
  <tpm model="tpm-crb"><backend type="emulator" version="1.2"/></tpm>
</devices>`,
  },
  right: {
    xml: `<devices>
  <tpm model="tpm-crb"><backend type="emulator" version="2.0"/></tpm>
</devices>`,
  },
  *check(domain) {
    for (const tpm of devices(domain, 'tpm')) {
      const backend = down(tpm, 'backend')
      if (!backend) continue
      const model = spelled(tpm, 'model') ?? ''
      const isOld = spelled(backend, 'version') === '1.2'
      const stray = ['active_pcr_banks', 'profile'].find(key => says(backend, key))
      if (isOld && /^tpm-(crb|spapr)$/.test(model)) {
        yield {
          message: `a TPM of model "${model}" is of version 2.0`,
          ...place(backend, 'version'),
          help: "say version: '2.0'",
        }
      } else if (isOld && stray !== undefined) {
        yield {
          message: `a TPM of version 1.2 has no ${stray}`,
          ...place(backend, stray),
          help: "leave it out, or say version: '2.0'",
        }
      } else if (model === 'spapr-tpm-proxy' && spelled(backend, 'type') !== 'passthrough') {
        yield {
          message: 'a TPM proxy hands one of the host over',
          ...place(backend, 'type'),
          help: "say type: 'passthrough'",
        }
      }
    }
  },
}
