import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import type { Node } from '../tree/node.ts'
import { hostReason, isEmulatorMissing } from './host-reasons.ts'
import { kindOf, locate, type Part } from './parts.ts'
import type { Failure } from './virsh.ts'

/**
 * Returns the diagnostic for an error of libvirt. If there are several causes, the diagnostic has the location of the last
 * cause in the document, and shows the other causes as related locations.
 */
export function describeRefusal(words: string, causes: readonly Part[], domain: Node): Diagnostic {
  const reason = hostReason(words)
  const main = causes.at(-1)
  const others = causes.slice(0, -1).reverse()
  const location = main ? locate(main) : { path: 'domain', origin: domain.origin }
  const related = others
    .slice(0, 3)
    .map(part => ({ message: `or leave out this ${kindOf(part)}`, origin: locate(part).origin }))
  if (reason !== undefined) {
    const message = `libvirt refuses this domain on this host: ${words}`
    const help = `another host may accept it: it depends on ${reason}`
    return diagnose('VMC1018', { ...location, message, help })
  }
  const help = main
    ? `leave out this ${kindOf(main)}, or change it`
    : 'leaving out a part of the domain does not help, so something may be missing'
  const message = `libvirt refuses this domain: ${words}`
  return diagnose('VMC1017', { ...location, message, help, related })
}

const QEMU = process.arch === 'arm64' ? 'qemu-system-arm' : 'qemu-system-x86'

const INSTALL = `install virsh, libvirt's QEMU driver and QEMU (Debian and Ubuntu: apt-get install libvirt-clients libvirt-daemon-driver-qemu ${QEMU})`

const USER =
  'create the user libvirt-qemu, as the package libvirt-daemon-system does, or run vmc as another user than root'

/**
 * Returns the diagnostic that says that libvirt cannot check domains. `reason` is libvirt's error message or the kind of
 * failure.
 */
export function describeUnavailable(reason: string | Failure): Diagnostic {
  const why =
    WHY[reason as Failure] ?? (isEmulatorMissing(reason) ? 'QEMU is not installed' : reason)
  const help = /libvirt-qemu/.test(reason) ? USER : INSTALL
  return diagnose('VMC4022', { message: `libvirt cannot be asked: ${why}`, help })
}

const WHY: Readonly<Partial<Record<Failure, string>>> = {
  'not installed': 'virsh is not installed',
  ended: 'virsh ended',
  timeout: 'virsh did not answer',
}
