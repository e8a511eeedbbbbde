import { rule } from '../../check/rule.ts'

/** libvirt 12.2 has no file system driver handle. */
export const filesystemHandle = rule({
  code: 'VMC2867',
  slug: 'filesystem-handle',
  severity: 'error',
  title: 'file system driver "handle" is gone',
  help: 'QEMU 4.0 removed the driver "handle", and libvirt refuses it from 12.2.0. Use the driver "path" or "virtiofs".',
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
