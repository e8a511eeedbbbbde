import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { home } from './package.ts'

let found: ReadonlyMap<string, string> | undefined

/** The help for a name that a program imports from the wrong entry of the package, or does not import. */
export function entryHelp(name: string): string | undefined {
  found ??= readEntries()
  const entry = found.get(name)
  return entry === undefined ? undefined : `write import { ${name} } from '${entry}'`
}

/** The entry of the package, such as 'libvmc' or 'libvmc/rules', for each name that an entry exports. */
function readEntries(): ReadonlyMap<string, string> {
  const { exports } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string | { readonly types: string }>>
  }
  const entries = new Map<string, string>()
  for (const [path, target] of Object.entries(exports)) {
    const file = typeof target === 'string' ? '' : join(home, target.types)
    if (file === '' || !existsSync(file)) continue
    for (const name of exportedNames(readFileSync(file, 'utf8')))
      if (!entries.has(name)) entries.set(name, `libvmc${path.slice(1)}`)
  }
  return entries
}

/** The names that a declaration file exports, as in `export { type Config, userRule as rule }`. */
const exportedNames = (text: string): readonly string[] =>
  [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, names]) =>
    names!.split(',').map(name => name.trim().replace(/^type |^.* as /g, '')),
  )
