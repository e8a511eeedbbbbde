import { rule } from '../../check/rule.ts'

/** A guest has at most one TPM and one TPM proxy. */
export const tpmCount = rule({
  code: 'VMC2802',
  slug: 'tpm-count',
  severity: 'error',
  title: 'more than one TPM or TPM proxy',
  help: 'A guest has at most one TPM. A pSeries guest can also have a TPM proxy (spapr-tpm-proxy).',
  for: 'qemu',
  source: 'domain_conf.c: virDomainDefParseXML; qemu_validate.c: qemuValidateDomainDefTPMs',
  on: 'devices',
  example: {
    xml: `<devices>
  <tpm model="tpm-crb"><backend type="emulator" version="2.0"/></tpm>
  {<tpm model="tpm-crb"><backend type="emulator" version="2.0"/></tpm> -> }
</devices>`,
  },
  *check(devices) {
    const tpms = devices.each('tpm')
    for (const isProxy of [false, true]) {
      const [first, second] = tpms.filter(
        tpm => (tpm.text('model') === 'spapr-tpm-proxy') === isProxy,
      )
      if (!first || !second) continue
      yield second.report(
        '.',
        `a guest can have only one TPM${isProxy ? ' proxy' : ''}, and this is the second`,
        'keep one of them',
        { related: [first.related('.', 'the first is here')] },
      )
    }
  },
})
