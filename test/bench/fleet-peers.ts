import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findCompiler } from '../../src/program/types/tsc.ts'
import { type Command, isInstalled } from './measure.ts'
import { main } from './program.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const here = join(root, 'test/bench/fleet')
const own = createRequire(import.meta.url)

/** A tool that builds the fleet, or a part of the work to compare with. */
export interface Peer {
  readonly does: string
  /** The largest fleet to measure, because more takes too long. */
  readonly maxDomains?: number
  /** The command that builds `n` domains, or the reason why it cannot run. */
  readonly command: (n: number) => Command | string
}

/** A build of `n` domains of a program with vmc that writes to `out`, with nothing cached. */
export const builder =
  (program: string, out: string, file = 'infra.ts') =>
  (n: number): Command => ({
    argv: [process.execPath, main, 'build', file, '-o', out],
    cwd: program,
    env: { N: String(n) },
    before: () => {
      rmSync(out, { recursive: true, force: true })
      rmSync(join(program, 'node_modules/.cache'), { recursive: true, force: true })
    },
  })

/** vmc and its peers, which write to `out`. `work` is a folder for compiled programs. */
export function peersOf(
  program: string,
  out: string,
  work: string,
): Readonly<Record<string, Peer>> {
  const before = () => rmSync(out, { recursive: true, force: true })
  const script =
    (...argv: readonly string[]) =>
    (n: number): Command => ({ argv: [...argv, out], env: { N: String(n) }, before })
  const inNode = (file: string) => script(process.execPath, '--import', 'tsx', join(here, file))
  return {
    vmc: { does: 'all checks on, nothing cached', command: builder(program, out) },
    'tsx + xmlbuilder2': {
      does: 'hand-written: objects to XML files, no checks',
      command: inNode('by-hand.ts'),
    },
    'Go, encoding/xml': {
      does: 'precompiled: structs to XML files, no checks',
      command: compiled(work, script),
    },
    'Python, Jinja2': {
      does: 'a template in a loop, no checks',
      command: isInstalled('/usr/bin/python3', '-c', 'import jinja2')
        ? script('/usr/bin/python3', join(here, 'jinja.py'))
        : () => 'not installed',
    },
    cdk8s: {
      does: 'objects to YAML files for KubeVirt, no schema check',
      command: resolves('cdk8s') ? inNode('cdk8s.mjs') : () => 'not installed',
    },
    'jsonnet -m': {
      does: 'XML text, no checks; more domains take minutes',
      maxDomains: 1,
      command: isInstalled('jsonnet', '--version')
        ? n => ({
            argv: jsonnet(n, out),
            before: () => {
              before()
              mkdirSync(out)
            },
          })
        : () => 'not installed',
    },
    'virt-install': {
      does: 'one process per domain, no checks',
      maxDomains: 1,
      command: () =>
        isInstalled('virt-install', '--version') ? { argv: virtInstall } : 'not installed',
    },
    'tsc --noEmit': {
      does: 'only the type check of the program',
      maxDomains: 1,
      command: () => ({ argv: [findCompiler(), '--noEmit'], cwd: program }),
    },
    node: {
      does: 'an empty file',
      maxDomains: 1,
      command: () => ({ argv: [process.execPath, '--input-type=module', '-e', ''] }),
    },
  }
}

function compiled(
  work: string,
  script: (...argv: readonly string[]) => (n: number) => Command,
): Peer['command'] {
  if (!isInstalled('go', 'version')) return () => 'not installed'
  const binary = join(work, 'fleet-in-go')
  const { status, stderr } = spawnSync('go', ['build', '-o', binary, join(here, 'main.go')], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return script(binary)
}

function resolves(name: string): boolean {
  try {
    own.resolve(name)
    return true
  } catch {
    return false
  }
}

const jsonnet = (n: number, out: string): readonly string[] => [
  ...['jsonnet', '-S', '-m', out, '--ext-code', `n=${n}`],
  join(here, 'fleet.jsonnet'),
]

const virtInstall = [
  ...['virt-install', '--print-xml', '--name', 'vm0', '--memory', '4096', '--vcpus', '2'],
  ...['--virt-type', 'test', '--import'],
  ...['--osinfo', 'detect=off,require=off', '--connect', 'test:///default'],
  ...['root', 'data', 'log'].flatMap(role => [
    '--disk',
    `path=/var/lib/libvirt/images/vm0-${role}.qcow2,bus=virtio,format=qcow2,size=20`,
  ]),
  ...['br0', 'br1'].flatMap(bridge => ['--network', `bridge=${bridge},model=virtio`]),
  ...['--graphics', 'vnc,listen=127.0.0.1', '--serial', 'pty'],
]
