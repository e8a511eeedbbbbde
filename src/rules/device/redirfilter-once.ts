import { rule } from '../../check/rule.ts'

/** A guest can have only one filter for redirected USB devices. */
export const redirfilterOnce = rule({
  code: 'VMC2886',
  slug: 'redirfilter-once',
  severity: 'error',
  title: 'more than one <redirfilter>',
  help: 'A guest can have only one <redirfilter>. Move all <usbdev> into one <redirfilter>. The first <usbdev> that matches a USB device decides whether the device can be redirected.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainDefParseXML',
  on: 'devices/redirfilter',
  example: {
    xml: `<devices>
  <redirfilter><usbdev allow="yes"/></redirfilter>{<redirfilter><usbdev allow="no"/></redirfilter> -> }
</devices>`,
  },
  *check(filter, { domain }) {
    if ((filter.index ?? 1) < 2) return
    const first = domain.first('devices/redirfilter')
    yield filter.report('.', 'a guest has only one <redirfilter>', 'move its rules to the first', {
      related: first ? [first.related('.', 'the first one')] : [],
    })
  },
})
