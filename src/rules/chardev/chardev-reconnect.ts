import { CHARDEVS, isBackendWithoutSource } from '../../check/facts/chardevs.ts'
import { rule } from '../../check/rule.ts'

/** Only a source that opens the connection itself can reconnect, and reconnecting requires a timeout. */
export const chardevReconnect = rule({
  code: 'VMC2502',
  slug: 'chardev-reconnect',
  severity: 'error',
  title: '<reconnect> has no timeout, or is on a listening source',
  help: 'Only a <source> of mode "connect" or "client" can reconnect, because a source that listens waits for other programs to connect. <reconnect enabled="yes"> requires a timeout of at least one second. Set the timeout, or remove <reconnect> from a listening source.',
  for: 'all',
  source:
    'domain_validate.c: virDomainChrSourceDefValidate; domain_conf.c: virDomainChrSourceReconnectDefParseXML; qemu_validate.c: qemuValidateDomainChrSourceReconnectDef, qemuValidateDomainDeviceDefNetwork',
  on: [...CHARDEVS, 'devices/interface'],
  needs: 'source/reconnect',
  example: {
    xml: `<devices>
  <serial type="tcp">
    <source mode="{bind -> connect}" host="localhost" service="5678"><reconnect enabled="yes" timeout="10"/></source>
  </serial>
</devices>`,
  },
  *check(device) {
    if (isBackendWithoutSource(device)) return
    for (const source of device.each('source')) {
      const reconnect = source.first('reconnect')
      const enabled = reconnect?.text('enabled')
      if (!reconnect || enabled === undefined) continue
      const mode = source.text('mode')
      // For a character device that listens with mode="bind", libvirt refuses <reconnect> even with enabled="no".
      if (mode === 'bind' || (mode === 'server' && enabled === 'yes')) {
        yield reconnect.report(
          '.',
          `a source of mode "${mode}" waits for connections and cannot reconnect`,
          `leave reconnect out, or set mode: '${mode === 'bind' ? 'connect' : 'client'}'`,
        )
      } else if (
        device.text('type') === 'unix' &&
        device.key === 'channel' &&
        !source.has('path')
      ) {
        // If a channel has no path, libvirt chooses the path of its socket and listens on the socket in every mode.
        yield reconnect.report(
          '.',
          'a channel without a path waits for connections and cannot reconnect',
          'leave reconnect out, or set the path of the socket',
        )
      } else if (enabled !== 'yes') {
      } else if (
        !reconnect.has('timeout') ||
        // On a NIC, libvirt accepts a timeout of 0, although the NIC then does not reconnect.
        (reconnect.number('timeout') === 0 && device.name !== 'interface')
      ) {
        yield reconnect.report(
          'timeout',
          'reconnecting needs a timeout of at least one second',
          'set it, such as timeout: 10',
        )
      }
    }
  },
})
