import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildTrees } from '../build/build.ts'
import type { BuildOptions } from '../build/build-options.ts'
import { isSameText, readManifest } from '../build/output/manifest.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type Config, loadConfig } from '../program/config.ts'
import type { Devices } from '../schema/domain/devices.ts'
import type { Domain } from '../schema/domain/domain.ts'
import { type Node, scalarAt } from '../tree/node.ts'
import { type ElementView, NodeView } from './element-view.ts'

/** The options of `fleet`. */
export interface FleetOptions extends Pick<BuildOptions, 'cwd' | 'set' | 'typecheck' | 'timeout'> {
  /** The configuration to use for the build, in place of the configuration of the project. */
  readonly config?: Config
}

/**
 * A built domain, which returns elements and values by path. `devices/` can be left out of a path, as in `disk/source/@file`.
 */
export interface DomainView extends ElementView<Domain & Omit<Devices, keyof Domain>> {
  readonly name: string
  /** The host that the program sets with `.host()`. */
  readonly host?: string
}

/** A file in the output folder that a build would add, change or remove. */
export interface OutputDifference {
  readonly file: string
  readonly status: 'added' | 'changed' | 'removed'
  /** The text of the file in the output folder. Not set for a file that would be added. */
  readonly before?: string
  /** The text that a build would write. Not set for a file that would be removed. */
  readonly after?: string
}

/** The domains of a program. */
export interface Fleet {
  /** The names of all domains, in alphabetical order of the names of their exports. An exported list keeps its order. */
  readonly names: readonly string[]
  readonly domains: readonly DomainView[]
  /** All diagnostics of vmc: errors, warnings and infos. The domains are available even if there are errors. */
  readonly findings: readonly Diagnostic[]

  /**
   * Returns the domain with this name.
   * @throws {Error} If the programs build no domain with this name.
   */
  get(name: string): DomainView

  /**
   * The files in an output folder that a build would change. The list is empty if a build would change nothing.
   *
   * @example
   * web.diff('vmc.out').map(({ file, status }) => `${status} ${file}`)
   */
  diff(folder: string): readonly OutputDifference[]
}

/**
 * Runs programs and returns their domains as plain data, for any test runner. It uses the configuration of the project and
 * writes nothing. It checks types only if `typecheck` is set.
 *
 * @example
 * const web = await fleet('infra.ts')
 * assert.deepEqual(web.names, ['web0', 'web1'])
 * assert.ok(web.get('web0').has('disk', { target: { bus: 'virtio' } }))
 */
export async function fleet(
  entry: string | readonly string[],
  options: FleetOptions = {},
): Promise<Fleet> {
  const { config, cwd = '.', ...rest } = options
  const entries = typeof entry === 'string' ? [entry] : entry
  const loaded = config ? { config, diagnostics: [] } : await loadConfig(entries, resolve(cwd))
  const { out: _, ...settings } = loaded.config
  const buildOptions: BuildOptions = { typecheck: false, ...settings, ...rest, cwd }
  const { result, trees } = await buildTrees(entries, buildOptions)
  const domains = trees.map(({ filled, host }) => view(filled, host?.value))
  return {
    domains,
    names: domains.map(({ name }) => name),
    findings: [...loaded.diagnostics, ...result.diagnostics],
    get: name => {
      const found = domains.find(one => one.name === name)
      if (!found)
        throw new Error(
          `the program has no domain "${name}", only ${domains.map(one => one.name).join(', ')}`,
        )
      return found
    },
    diff: folder =>
      differences(
        entries.map(one => resolve(cwd, one)),
        resolve(cwd, folder),
        domains,
      ),
  }
}

function view(node: Node, host: unknown): DomainView {
  const facts = {
    name: String(scalarAt(node, 'name')),
    ...(host !== undefined && { host: String(host) }),
  }
  return Object.assign(new NodeView(node, 'devices'), facts) as unknown as DomainView
}

/** The files in an output folder that differ from the domains of the programs. Files of other programs are ignored. */
function differences(
  entries: readonly string[],
  folder: string,
  domains: readonly DomainView[],
): readonly OutputDifference[] {
  const made = new Map(domains.map(({ name, xml }) => [`${name}.xml`, `${xml}\n`]))
  const earlier = [...readManifest(folder).entries]
    .filter(([, { programs }]) => programs.some(one => entries.includes(resolve(folder, one))))
    .map(([file]) => file)
  return [...new Set([...earlier, ...made.keys()])]
    .sort()
    .flatMap((file): readonly OutputDifference[] => {
      const before = textOf(join(folder, file))
      const after = made.get(file)
      if (before !== undefined && after !== undefined && isSameText(before, after)) return []
      if (before === undefined) return after === undefined ? [] : [{ file, status: 'added', after }]
      return after === undefined
        ? [{ file, status: 'removed', before }]
        : [{ file, status: 'changed', before, after }]
    })
}

const textOf = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8') : undefined
