import { also, devices, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A guest has one TPM. */
export const tpmCount: Rule = {
  code: 'VMC2802',
  slug: 'tpm-count',
  severity: 'error',
  title: 'second TPM of a guest',
  help: 'A guest has one TPM at most; a pSeries guest may have a proxy (spapr-tpm-proxy) beside it.',
  hypervisors: QEMU,
  about: ['devices/tpm'],
  wrong: {
    xml: `<devices>
  <tpm model="tpm-crb"><backend type="emulator" version="2.0"/></tpm>
  <tpm model="tpm-crb"><backend type="emulator" version="2.0"/></tpm>
</devices>`,
  },
  right: {
    xml: `<devices>
  <tpm model="tpm-crb"><backend type="emulator" version="2.0"/></tpm>
</devices>`,
  },
  *check(domain) {
    const tpms = devices(domain, 'tpm')
    for (const isProxy of [false, true]) {
      const [first, second] = tpms.filter(
        tpm => (spelled(tpm, 'model') === 'spapr-tpm-proxy') === isProxy,
      )
      if (!first || !second) continue
      yield {
        message: `a guest has one TPM${isProxy ? ' proxy' : ''}, and this is the second`,
        ...place(second),
        help: 'keep one of them',
        related: [also('the first is here', first)],
      }
    }
  },
}
