import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findUp } from '../find-up.ts'
import { home, modules } from '../package.ts'

/** How vmc runs a program, whatever its tsconfig.json says: modules found by path, nothing written. */
const always = {
  module: 'esnext',
  moduleResolution: 'bundler',
  moduleDetection: 'force',
  isolatedModules: true,
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
  composite: false,
  incremental: false,
  declaration: false,
  declarationMap: false,
  emitDeclarationOnly: false,
  isolatedDeclarations: false,
  tsBuildInfoFile: null,
  declarationDir: null,
  outDir: null,
  rootDir: null,
  // Gone from TypeScript 7, but still in many a tsconfig.json for the sake of `paths`, which do without.
  baseUrl: null,
}

/** What a program without a tsconfig.json gets: today's JavaScript and no browser. */
const alone = { strict: true, target: 'es2023', lib: ['es2023'] }

/** For programs that lie where no libvmc is installed. */
const ownTypes = { libvmc: [join(modules, 'index')], 'libvmc/*': [join(modules, '*/index')] }

/** The project that checks some files, and what they import, by the rules of their tsconfig.json. */
export function projectOf(files: readonly string[], tsconfig: string | undefined): object {
  const types = files.map(nodeTypes).find(Boolean) ?? nodeTypes(modules)
  return {
    ...(tsconfig && { extends: tsconfig }),
    compilerOptions: {
      ...(!tsconfig && alone),
      ...always,
      ...(files.some(file => /\.[mc]?jsx?$/.test(file)) && { allowJs: true }),
      ...(!files.every(findsLibvmc) && { paths: ownTypes }),
    },
    files: types ? [...files, types] : files,
    include: [],
    references: [],
  }
}

/** Types of Node that a project need not name, as TypeScript 7 no longer looks for them. */
const nodeTypes = (file: string): string | undefined =>
  findUp('node_modules/@types/node/index.d.ts', dirname(file))

/** A file finds libvmc installed above it, or lies in libvmc itself. */
const findsLibvmc = (file: string): boolean =>
  findUp('node_modules/libvmc', dirname(file)) !== undefined ||
  findUp('package.json', dirname(file)) === findUp('package.json', home)

/** A project on disk, for a compiler to read, until it is removed or the process ends. */
export interface LaidProject {
  readonly path: string
  remove(): void
}

/**
 * Writes a project down. The packages that a tsconfig.json names are looked for above the project, which is why it stands in
 * `node_modules`, or beside a link to it.
 */
export function layProject(project: object, near: string): LaidProject {
  const folder = folderFor(near)
  const remove = () => {
    process.off('exit', remove)
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', remove)
  const path = join(folder, 'tsconfig.json')
  writeFileSync(path, JSON.stringify(project))
  return { path, remove }
}

function folderFor(near: string): string {
  const packages = findUp('node_modules', near)
  if (packages) {
    try {
      const cache = join(packages, '.cache', 'vmc')
      mkdirSync(cache, { recursive: true })
      return mkdtempSync(join(cache, 'types-'))
    } catch {
      // Not ours to write in.
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'vmc-types-'))
  if (packages) symlinkSync(packages, join(folder, 'node_modules'), 'junction')
  return folder
}
