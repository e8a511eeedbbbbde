import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HostDomain } from '../../src/hosts/inventory.ts'
import { escapeText } from '../../src/xml/escape.ts'
import { type LibvirtHost, labFolder } from './libvirt-hosts.ts'

/** A small domain that any test machine can define and start. */
export const hostDomain = (name: string, inner = ''): string =>
  `<domain type="qemu"><name>${escapeText(name)}</name><memory unit="MiB">32</memory>${inner}
<os><type arch="x86_64" machine="pc">hvm</type></os></domain>`

/** A stopped domain as a host reports it. */
export const stoppedDomain = (xml: string): HostDomain => ({
  ...{ uuid: '', name: '', state: 'shut off', isActive: false, isPersistent: true },
  ...{ hasAutostart: false, hasManagedSave: false, xml },
})

let count = 0

/** Defines XML, or a small domain of this name, on a host, and returns its UUID. */
export function defineDomain(host: LibvirtHost, nameOrXml: string): string {
  const xml = nameOrXml.startsWith('<') ? nameOrXml : hostDomain(nameOrXml)
  const file = join(labFolder, `define-${count++}.xml`)
  writeFileSync(file, xml)
  const before = new Set(host.virsh('list', '--all', '--uuid').split('\n'))
  host.virsh('define', file)
  const [uuid] = host
    .virsh('list', '--all', '--uuid')
    .split('\n')
    .filter(one => !before.has(one))
  return uuid!
}

/** Gives a domain a snapshot of its definition. It has no image, which would need disks. */
export function takeSnapshot(host: LibvirtHost, name: string, snapshot: string): void {
  const file = join(labFolder, `snapshot-${count++}.xml`)
  const domain = host.virsh('dumpxml', '--inactive', name)
  writeFileSync(
    file,
    `<domainsnapshot><name>${snapshot}</name><state>shutoff</state><creationTime>1</creationTime>${domain}</domainsnapshot>`,
  )
  host.virsh('snapshot-create', name, file, '--redefine')
}

/** Locks a host as a process of a machine. */
export function lockHost(host: LibvirtHost, machine: string, pid: number): void {
  const file = join(labFolder, 'lock.xml')
  const text = `vmc lock 0123456789abcdef of root on ${machine} pid ${pid} since 2026-01-01T00:00:00.000Z for crm`
  writeFileSync(
    file,
    `<secret ephemeral="yes" private="yes"><description>${text}</description><usage type="ceph"><name>vmc-lock</name></usage></secret>`,
  )
  host.virsh('secret-define', file)
}
