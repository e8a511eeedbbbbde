import { importsByPath } from './imports.ts'
import { locate } from './locate.ts'

/**
 * The files of the shortest import cycle that contains a file. The list begins and ends with this file. `undefined` if there is
 * no cycle.
 */
export function importCycle(file: string): readonly string[] | undefined {
  const from = new Map<string, string>()
  let next = [file]
  while (next.length > 0) {
    const found: string[] = []
    for (const importer of next)
      for (const path of importsByPath(importer)) {
        const imported = locate(path)
        if (imported === file) return [file, ...wayBack(importer, from, file), file]
        if (imported === undefined || from.has(imported)) continue
        from.set(imported, importer)
        found.push(imported)
      }
    next = found
  }
  return undefined
}

// Returns the modules of an import cycle without the module where it starts and ends, in import order.
function wayBack(last: string, from: ReadonlyMap<string, string>, start: string): string[] {
  const way: string[] = []
  for (let at = last; at !== start; at = from.get(at)!) way.unshift(at)
  return way
}
