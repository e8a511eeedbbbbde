import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Findings, medians, seconds } from './measure.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const TYPESCRIPT = createRequire(import.meta.url).resolve('typescript-5.9')

/** Asks a new language service, such as that of an editor, which methods a domain has. */
const COMPLETE = `
const ts = require(${JSON.stringify(TYPESCRIPT)})
const [file] = process.argv.slice(1)
const text = ts.sys.readFile(file)
const options = { target: 10, module: 199, strict: true, skipLibCheck: true, types: ['node'] }
const service = ts.createLanguageService({
  ...ts.sys,
  useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
  getCompilationSettings: () => options,
  getScriptFileNames: () => [file],
  getScriptVersion: () => '1',
  getScriptSnapshot: name => ts.sys.fileExists(name) ? ts.ScriptSnapshot.fromString(ts.sys.readFile(name)) : undefined,
  getCurrentDirectory: () => require('node:path').dirname(file),
  getDefaultLibFileName: ts.getDefaultLibFilePath,
})
if (service.getCompletionsAtPosition(file, text.trimEnd().length, {}).entries.length < 2) process.exit(1)
`

const PROGRAM = `import { domain } from 'libvmc'\nexport const fv0 = domain('fv0').hvm().\n`

/** A package with one type, whose time is that of TypeScript, its library and Node's types. */
const EMPTY = `export interface D { hvm(): D; memory(): D }\nexport declare function domain(name: string): D\n`

/**
 * Measures the first completion in a language service, compared with a package that has next to no types. `BEFORE` names the
 * folder of another vmc, built, to compare with.
 */
export async function run(quick: boolean): Promise<Findings> {
  const work = mkdtempSync(join(tmpdir(), 'vmc-bench-'))
  const project = (name: string, install: (at: string) => void): readonly string[] => {
    const modules = join(work, name, 'node_modules')
    mkdirSync(modules, { recursive: true })
    symlinkSync(join(root, 'node_modules/@types'), join(modules, '@types'))
    install(join(modules, 'libvmc'))
    const file = join(work, name, 'infra.ts')
    writeFileSync(file, PROGRAM)
    return [process.execPath, '-e', COMPLETE, file]
  }
  const { BEFORE } = process.env
  try {
    const empty = project('empty', at => {
      mkdirSync(at)
      writeFileSync(join(at, 'package.json'), '{ "types": "index.d.ts" }')
      writeFileSync(join(at, 'index.d.ts'), EMPTY)
    })
    const now = project('now', at => symlinkSync(root, at))
    const before = project('before', at => symlinkSync(BEFORE ?? root, at))
    const taken = medians(
      { empty: { argv: empty }, now: { argv: now }, before: { argv: before } },
      quick ? 3 : 9,
    )
    const own = taken.now.ms - taken.empty.ms
    return {
      tables: [
        [
          ['', 'time'],
          ['a package without types of its own', seconds(taken.empty.ms)],
          ['vmc', seconds(taken.now.ms)],
          ...(BEFORE === undefined
            ? []
            : [[`vmc in ${version(BEFORE)}`, seconds(taken.before.ms)]]),
        ],
      ],
      targets: [
        ...(BEFORE === undefined
          ? []
          : [
              {
                what: "first completion, vmc's own part of it, compared with before",
                figure: own / (taken.before.ms - taken.empty.ms),
                most: 0.5,
              },
            ]),
      ],
    }
  } finally {
    rmSync(work, { recursive: true })
  }
}

const version = (folder: string): string =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version
