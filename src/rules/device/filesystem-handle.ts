import { rule } from '../../check/rule.ts'

/** libvirt 12.2 and newer do not support the filesystem driver "handle". */
export const filesystemHandle = rule({
  code: 'VMC2867',
  slug: 'filesystem-handle',
  severity: 'error',
  title: 'filesystem driver "handle" is no longer supported',
  help: 'QEMU 4.0 removed the filesystem driver "handle", and libvirt 12.2.0 and newer refuse it. Use the driver "path" or "virtiofs".',
  for: 'qemu',
  source: 'NEWS.rst of libvirt 12.2.0; measured with libvirt 12.9.0',
  since: { libvirt: '12.2.0' },
  on: 'devices/filesystem/driver',
  example: {
    xml: `<devices><filesystem type="mount"><driver type="{handle -> path}"/><source dir="/a"/><target dir="a"/></filesystem></devices>`,
  },
  *check(driver) {
    if (driver.text('type') !== 'handle') return
    yield driver.report('type', 'QEMU does not have the driver "handle"', 'use path or virtiofs')
  },
})
