import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cacheFolder, makeCacheFolder } from '../cache.ts'
import { findUp } from '../find-up.ts'
import { home, modules } from '../package.ts'

/** Compiler options that match how vmc runs a program. They override the options in the user's tsconfig.json. */
const REQUIRED_OPTIONS = {
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
  // Removes `baseUrl`, which TypeScript 7 rejects. Many projects still set `baseUrl` for `paths`, but `paths` works without
  // it.
  baseUrl: null,
}

/** The compiler options for a program without a tsconfig.json: current JavaScript, and no browser APIs. */
const DEFAULT_OPTIONS = { strict: true, target: 'es2023', lib: ['es2023'] }

/** The `paths` compiler option for programs that have not installed `libvmc`. It resolves `libvmc` to this package. */
const LIBVMC_PATHS = { libvmc: [join(modules, 'index')], 'libvmc/*': [join(modules, '*/index')] }

/**
 * The content of a temporary tsconfig.json for checking some files and their imports. It extends the user's own
 * tsconfig.json.
 */
export function projectOf(files: readonly string[], tsconfig: string | undefined): object {
  const types = files.map(nodeTypes).find(Boolean) ?? nodeTypes(modules)
  return {
    ...(tsconfig && { extends: tsconfig }),
    compilerOptions: {
      ...(!tsconfig && DEFAULT_OPTIONS),
      ...REQUIRED_OPTIONS,
      ...(files.some(file => /\.[mc]?jsx?$/.test(file)) && { allowJs: true }),
      ...(!files.every(findsLibvmc) && { paths: LIBVMC_PATHS }),
    },
    files: types ? [...files, types] : files,
    include: [],
    references: [],
  }
}

/** The path of the installed Node types, which vmc adds because TypeScript 7 does not include them by default. */
const nodeTypes = (file: string): string | undefined =>
  findUp('node_modules/@types/node/index.d.ts', dirname(file))

/**
 * Whether a file can import `libvmc`. This is the case if the package is installed in a parent folder, or if the file belongs
 * to libvmc itself.
 */
const findsLibvmc = (file: string): boolean =>
  findUp('node_modules/libvmc', dirname(file)) !== undefined ||
  findUp('package.json', dirname(file)) === findUp('package.json', home)

/** A temporary TypeScript project on disk, which exists until it is removed or the process ends. */
export interface TemporaryProject {
  readonly path: string
  remove(): void
}

/**
 * Writes a tsconfig.json to a temporary folder. TypeScript searches the parent folders of this file for the packages that it
 * names. Therefore the temporary folder is inside the nearest `node_modules`, or contains a link to `node_modules`.
 */
export function writeProject(project: object, near: string): TemporaryProject {
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
  const cache = cacheFolder(near)
  if (cache) {
    try {
      makeCacheFolder(cache)
      return mkdtempSync(join(cache, 'types-'))
    } catch {
      // If `node_modules` is not writable, the folder for the type check is created in the system's folder for temporary
      // files.
    }
  }
  const packages = findUp('node_modules', near)
  const folder = mkdtempSync(join(tmpdir(), 'vmc-types-'))
  if (packages) symlinkSync(packages, join(folder, 'node_modules'), 'junction')
  return folder
}
