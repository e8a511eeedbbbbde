import { rule } from '../../check/rule.ts'

/** Native disk I/O requires a cache mode that bypasses the cache of the host. */
export const diskIoNative = rule({
  code: 'VMC2211',
  slug: 'disk-io-native',
  severity: 'error',
  title: 'io="native" requires the cache mode none or directsync',
  help: 'The setting io="native" selects Linux AIO, which cannot use the page cache of the host. libvirt refuses this setting with any cache mode other than "none" or "directsync". Set one of these cache modes.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefDiskFrontend',
  on: 'devices/disk/driver',
  where: { io: 'native' },
  example: {
    ts: ".disk(file('/a.img').driver({ io: 'native', cache: '{writeback -> none}' }))",
    xml: `<devices>
  <disk type="file">
    <driver name="qemu" type="raw" cache="{writeback -> none}" io="native"/>
    <source file="/a.img"/>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(driver) {
    if (driver.text('io') !== 'native') return
    const cache = driver.text('cache') ?? 'default'
    if (cache === 'none' || cache === 'directsync') return
    yield driver.report(
      'io',
      `io "native" does not work with the ${cache === 'default' ? 'default cache mode' : `cache mode "${cache}"`}`,
      'set cache to "none"',
    )
  },
})
