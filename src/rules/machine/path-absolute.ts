import { CHARDEVS } from '../../check/facts/chardevs.ts'
import { rule } from '../../check/rule.ts'

/** A path on the host must be absolute. */
export const pathAbsolute = rule({
  code: 'VMC2508',
  slug: 'path-absolute',
  severity: 'warning',
  title: 'path on the host is not absolute',
  help: 'libvirt and QEMU do not run in your current folder, so they would search for a relative path in another folder. Write the absolute path of the block device, file or socket on the host, such as "/dev/sdb".',
  for: 'qemu',
  source: 'advice: libvirt passes the path on, and QEMU opens it from its own folder',
  on: ['devices/disk', ...CHARDEVS],
  needs: ['source/dev', 'source/path'],
  example: {
    xml: `<devices>
  <serial type="file"><source path="{fv0.log -> /var/log/fv0.log}"/></serial>
</devices>`,
  },
  *check(device) {
    // Of all backends of a random number generator, only egd has a <source>, so this rule skips the other backends.
    if (device.key === 'backend' && device.text('model') !== 'egd') return
    const isDisk = device.key === 'disk'
    if (!isDisk && !WITH_PATH.includes(device.text('type') ?? '')) return
    const key = isDisk ? 'dev' : 'path'
    for (const source of device.each('source')) {
      const path = source.text(key)
      // The name of an abstract UNIX socket begins with @ and is not a path, so this rule accepts it.
      if (path === undefined || path === '' || /^[/@]/.test(path)) continue
      yield source.report(key, `"${path}" is not an absolute path`, 'begin the path with /')
    }
  },
})

/** The types of character device whose source is a path on the host. */
const WITH_PATH = ['file', 'unix', 'dev', 'pipe']
