import { rule } from '../../check/rule.ts'

/** Only USB host devices can have a startup policy. */
export const hostdevStartupPolicy = rule({
  code: 'VMC2784',
  slug: 'hostdev-startup-policy',
  severity: 'error',
  title: 'startupPolicy on a host device that is not a USB device',
  help: 'The attribute "startupPolicy" determines what happens if the device is missing when the guest starts. Only USB host devices support this attribute. Remove it from other host devices.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainHostdevDefParseXMLSubsys',
  on: 'devices/hostdev',
  needs: 'source/startupPolicy',
  example: {
    xml: `<devices>
  <hostdev mode="subsystem" type="pci" managed="yes">
    <source {startupPolicy="optional" -> }><address domain="0" bus="1" slot="0" function="0"/></source>
  </hostdev>
</devices>`,
  },
  *check(hostdev) {
    const type = hostdev.text('type')
    if (type === undefined || type === 'usb' || !hostdev.has('source/startupPolicy')) return
    if (hostdev.text('mode') === 'capabilities') return
    yield hostdev.report(
      'source/startupPolicy',
      `a host device of type "${type}" cannot have a startupPolicy`,
      'remove it',
    )
  },
})
