import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { VirshConnection } from '../../../src/hosts/virsh/virsh-connection.ts'
import { type LibvirtHost, labFolder } from '../../support/libvirt-hosts.ts'
import { corpus } from '../corpus.ts'

/** A document of libvirt's tests, with a name and UUID of its own, as a machine without KVM can define it. */
export interface CorpusDomain {
  readonly path: string
  readonly name: string
  readonly uuid: string
  readonly xml: string
}

let folders = 0

/** The documents of the corpus that a host may define: x86 guests of QEMU that libvirt accepts. */
export function corpusDomains(): readonly CorpusDomain[] {
  return corpus()
    .filter(
      ({ path, expect, xml }) =>
        /qemuxml(conf|2argv|2xmlout)data/.test(path) &&
        ['pass', 'output'].includes(expect) &&
        /<domain[^>]* type=["'](kvm|qemu)["']/.test(xml) &&
        !/arch=["'](?!x86_64|i686)/.test(xml),
    )
    .map(({ path, xml }, index) => {
      const name = `doc${index}`
      const uuid = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
      return { path, name, uuid, xml: forThisMachine(xml, name, uuid) }
    })
}

function forThisMachine(xml: string, name: string, uuid: string): string {
  return xml
    .replace(/<\?xml.*?\?>|<!--[\s\S]*?-->/g, '')
    .replace(/(<domain[^>]* type=["'])kvm/, '$1qemu')
    .replace(/(<domain[^>]*) id=["']\d+["']/, '$1')
    .replace(/<name>[\s\S]*?<\/name>/, `<name>${name}</name>`)
    .replace(/<uuid>[\s\S]*?<\/uuid>/, '')
    .replace(`<name>${name}</name>`, `<name>${name}</name><uuid>${uuid}</uuid>`)
    .replace(/<emulator>[\s\S]*?<\/emulator>/, '')
}

/** Defines documents on a host, and returns those that it accepts. */
export async function defineAll(
  host: LibvirtHost,
  domains: readonly CorpusDomain[],
): Promise<readonly CorpusDomain[]> {
  const folder = join(labFolder, `corpus-${folders++}`)
  mkdirSync(folder)
  for (const { name, xml } of domains) writeFileSync(join(folder, `${name}.xml`), xml)
  const connection = new VirshConnection(host.uri, { env: process.env, timeout: 60 })
  const replies = await connection.batch(
    domains.map(({ name }) => ['define', join(folder, `${name}.xml`)]),
    { isReadOnly: false },
  )
  return domains.filter((_, index) => replies[index]!.error === undefined)
}
