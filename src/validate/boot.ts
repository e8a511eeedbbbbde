import type { Here } from './here.ts'
import { devices, down } from './look.ts'

/** The kinds of device that can have a boot order. */
export const BOOTABLE = ['disk', 'interface', 'hostdev', 'redirdev', 'filesystem'] as const

/** The boot orders of devices, kind by kind. */
export const bootsOf = (domain: Here, kinds: readonly string[]): readonly Here[] =>
  kinds.flatMap(kind => devices(domain, kind).flatMap(device => down(device, 'boot') ?? []))
