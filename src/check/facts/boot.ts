import { eachOf } from './domain.ts'
import { perDomain } from './per-domain.ts'

/** The paths of the `<boot>` elements of all kinds of devices that can have a boot order. */
const DEVICE_BOOTS = [
  'devices/disk/boot',
  'devices/interface/boot',
  'devices/hostdev/boot',
  'devices/redirdev/boot',
  'devices/filesystem/boot',
] as const

/** The `<boot>` elements of all devices, grouped by kind of device. */
export const deviceBoots = perDomain(domain => eachOf(domain, DEVICE_BOOTS))
