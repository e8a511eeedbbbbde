import { rule } from '../../check/rule.ts'

/** A guest can have only one TPM and, on pSeries, one TPM proxy. */
export const tpmCount = rule({
  code: 'VMC2802',
  slug: 'tpm-count',
  severity: 'error',
  title: 'more than one TPM or TPM proxy',
  help: 'A guest can have only one TPM. A pSeries guest can also have one TPM proxy, a <tpm> of model "spapr-tpm-proxy". Remove the second <tpm> of each kind.',
  for: 'qemu',
  source: 'domain_conf.c: virDomainDefParseXML; qemu_validate.c: qemuValidateDomainDefTPMs',
  on: 'devices',
  needs: 'tpm',
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
