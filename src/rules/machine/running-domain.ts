import { rule } from '../../check/rule.ts'

/** A definition should not contain values that libvirt chooses each time a guest starts. */
export const runningDomain = rule({
  code: 'VMC2699',
  slug: 'running-domain',
  severity: 'info',
  title: 'document describes a running guest instead of its definition',
  help: 'The XML of a running guest contains values that libvirt chose when the guest started, such as ports, terminals and device names. To get the definition without these values, run virsh dumpxml --inactive. vmc import --clean also removes these values.',
  for: 'libvirt',
  source:
    'advice: domain_conf.c: virDomainDefFormatInternalSetRootName writes the ID of a running domain',
  on: 'domain',
  needs: 'id',
  example: {
    xml: '<domain type="kvm" {id="7" -> }><name>fv0</name></domain>',
  },
  *check(domain) {
    if (!domain.has('id')) return
    yield domain.report(
      'id',
      'this is the definition of a running domain',
      'use the output of virsh dumpxml --inactive',
    )
  },
})
