import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { hostProject } from '../support/host-project.ts'
import { missingForHosts, startHost } from '../support/libvirt-hosts.ts'
import { folder, main } from '../support/vmc.ts'
import { type Findings, medians, ratio } from './measure.ts'

const DOMAINS = 100

const PROGRAM = `import { bridge, domain, file } from 'libvmc'
export const all = Array.from({ length: ${DOMAINS} }, (_, n) =>
  domain(\`web\${n}\`).type('qemu').hvm({ arch: 'x86_64', machine: 'q35' }).memory('64MiB')
    .disk(file(\`/srv/web\${n}.qcow2\`)).nic(bridge('br0').model('virtio')))
`

/** Measures `vmc apply` of new domains on a real libvirtd, compared with `virsh define` of the same files in one process. */
export async function run(quick: boolean): Promise<Findings> {
  const missing = missingForHosts()
  if (missing !== undefined) return { tables: [[['not measured', missing]]], targets: [] }
  const hv1 = startHost('hv1')
  const cwd = hostProject({ hv1 }, { 'infra.ts': PROGRAM })
  const env = { XDG_STATE_HOME: folder() }
  const build = spawnSync(process.execPath, [main, 'build'], { cwd, encoding: 'utf8' })
  if (build.status !== 0) throw new Error(build.stderr)
  const define = readdirSync(join(cwd, 'vmc.out'))
    .filter(file => file.endsWith('.xml'))
    .map(file => `define ${join(cwd, 'vmc.out', file)}`)
    .join(';')
  const before = (): void => {
    const names = hv1.virsh('list', '--all', '--name').trim().split('\n').filter(Boolean)
    if (names.length > 0) hv1.virsh(names.map(name => `undefine ${name}`).join(';'))
  }
  const taken = medians(
    {
      define: { argv: ['virsh', '-c', hv1.uri, define], before },
      apply: { argv: [process.execPath, main, 'apply', '--yes', '--quiet'], cwd, env, before },
    },
    quick ? 3 : 7,
  )
  return {
    tables: [
      [
        [`${DOMAINS} new domains`, 'ms'],
        ['virsh define, one process', taken.define.ms.toFixed(0)],
        ['vmc apply', taken.apply.ms.toFixed(0)],
      ],
    ],
    targets: [
      {
        what: 'vmc apply of new domains, compared with virsh define',
        figure: ratio(taken.apply, taken.define),
        most: 3,
      },
    ],
  }
}
