import { devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Native I/O of Linux goes past the host's cache. */
export const diskIoNative: Rule = {
  code: 'VMC2211',
  slug: 'disk-io-native',
  severity: 'error',
  title: "native I/O through the host's cache",
  help: 'With io "native" the cache is "none" or "directsync"; QEMU refuses to start otherwise.',
  hypervisors: QEMU,
  about: ['devices/disk/driver/io'],
  wrong: {
    ts: ".disk(file('/a.img').driver({ io: 'native', cache: 'writeback' }))",
    xml: `<devices>
  <disk type="file">
    <driver name="qemu" type="raw" cache="writeback" io="native"/>
    <source file="/a.img"/>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  right: {
    ts: ".disk(file('/a.img').driver({ io: 'native', cache: 'none' }))",
    xml: `<devices>
  <disk type="file">
    <driver name="qemu" type="raw" cache="none" io="native"/>
    <source file="/a.img"/>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      const driver = down(disk, 'driver')
      if (!driver || spelled(driver, 'io') !== 'native') continue
      const cache = spelled(driver, 'cache')
      if (cache === 'none' || cache === 'directsync') continue
      yield {
        message: `native I/O does not go with ${cache === undefined || cache === 'default' ? 'the usual cache' : `the cache "${cache}"`}`,
        ...place(driver, 'io'),
        help: "say cache: 'none'",
      }
    }
  },
}
