import { accessSync, constants, existsSync, statSync } from 'node:fs'
import module, { type LoadHook, type ResolveHook } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MessageChannel } from 'node:worker_threads'
import { readRegularFile, specialKind } from '../../diagnostics/regular-file.ts'
import { ownModule } from '../package.ts'
import { esbuild } from './esbuild.ts'
import type { LoadError } from './load-error.ts'
import { pretransform, pretransformed } from './pretransform.ts'
import { installRequire } from './require.ts'
import { runGuarded } from './run-guarded.ts'
import { isLinkError, isSingleFile, writeCopy } from './single-file.ts'
import { specialFilesOf } from './special-files.ts'
import { toJavaScript } from './transform.ts'

export interface LoadedModule {
  /** The absolute path of the entry file. */
  readonly file: string
  readonly exports: Readonly<Record<string, unknown>>
}

export interface LoadOptions {
  /** The folder to which the paths of programs are relative. Default: the current folder. */
  readonly cwd?: string
  /** The time limit for each program, in milliseconds. Default: one minute. */
  readonly timeout?: number
}

export interface LoadResult {
  readonly modules: readonly LoadedModule[]
  readonly errors: readonly LoadError[]
}

/** Runs programs in this process. If a program fails, its errors are added to the result, and the other programs still run. */
export async function load(
  entries: readonly string[],
  { cwd = process.cwd(), timeout }: LoadOptions = {},
): Promise<LoadResult> {
  const modules: LoadedModule[] = []
  const errors: LoadError[] = []
  const files = new Set(entries.map(entry => resolve(cwd, entry)))
  // esbuild runs in a separate process. It is started first, so that it works while the installation of the hooks blocks this
  // thread.
  const transforms = Promise.all([...files].map(file => pretransform(file)))
  for (const file of files) {
    const fileErrors = checkFile(file)
    if (fileErrors.length > 0) {
      errors.push(...fileErrors)
      continue
    }
    // The fast path imports a copy of the program, and is used only for a single entry. With several entries, a module that
    // two entries import would be loaded twice.
    const run = async (): Promise<LoadedModule['exports']> =>
      (files.size === 1 && (await importSingleFile(file, transforms))) ||
      importWithHooks(file, transforms)
    const result = await runGuarded(run, { entry: file, ...(timeout && { timeout }) })
    if (result.ok) modules.push({ file, exports: result.value })
    else errors.push(...result.errors)
  }
  return { modules, errors: distinct(errors) }
}

async function importWithHooks(
  file: string,
  transforms: Promise<unknown>,
): Promise<LoadedModule['exports']> {
  hooks ??= installHooks()
  const sendPretransformed = await hooks
  await transforms
  sendPretransformed()
  return import(pathToFileURL(file).href)
}

/**
 * Imports a program without module hooks, if the program consists of a single file. Returns `undefined` if this is not
 * possible, or if module hooks are as fast: they are already installed, or this version of Node has synchronous hooks.
 */
async function importSingleFile(
  file: string,
  transforms: Promise<unknown>,
): Promise<LoadedModule['exports'] | undefined> {
  if (hooks || 'registerHooks' in module || !isSingleFile(readRegularFile(file, 'utf8')))
    return undefined
  await transforms
  const code = pretransformed.get(file)
  const copy = code && writeCopy(file, code)
  if (!copy) return undefined
  process.setSourceMapsEnabled(true)
  try {
    return await import(copy.href)
  } catch (error) {
    if (isLinkError(error)) return undefined
    throw error
  }
}

function checkFile(file: string): readonly LoadError[] {
  if (!existsSync(file)) return [{ kind: 'missing', message: 'the file does not exist', file }]
  if (statSync(file).isDirectory())
    return [{ kind: 'folder', message: 'this is a folder, not a program', file }]
  const special = specialKind(file)
  if (special !== undefined)
    return [{ kind: 'unreadable', message: `this is ${special}, not a file`, file }]
  try {
    accessSync(file, constants.R_OK)
  } catch {
    return [{ kind: 'unreadable', message: 'no permission to read this file', file }]
  }
  return specialFilesOf([file])
}

/** Removes duplicate errors, which arise if several programs import the same broken file. */
const distinct = (errors: readonly LoadError[]): readonly LoadError[] => [
  ...new Map(errors.map(error => [JSON.stringify(error), error])).values(),
]

let hooks: ReturnType<typeof installHooks> | undefined

/** Installs the module hooks and starts esbuild, so that the first program loads faster. */
export async function preload(): Promise<void> {
  hooks ??= installHooks()
  await Promise.all([hooks, esbuild().transform('')])
}

/**
 * Installs the module hooks. They stay installed until the process ends, because functions of a program may import more modules
 * later. If the hooks run in a worker, the returned function sends pretransformed JavaScript to the worker.
 */
async function installHooks(): Promise<() => void> {
  // vmc's own modules are loaded before the hooks are installed, so that they do not pass through the hooks.
  await import('../../index.ts')
  process.setSourceMapsEnabled(true)
  installRequire()
  const { register, registerHooks } = module as Module
  if (registerHooks) {
    const { loadWith, resolve } = await import('./hooks.ts')
    registerHooks({
      load: loadWith(file => takePretransformed(file) ?? toJavaScript(file)),
      resolve,
    })
    return () => {}
  }
  const { port1, port2 } = new MessageChannel()
  port1.unref()
  const data = { port: port2 }
  register(ownModule('program/load/hooks').href, { data, transferList: [port2] })
  return () => {
    port1.postMessage(pretransformed)
    pretransformed.clear()
  }
}

function takePretransformed(file: string): string | undefined {
  const code = pretransformed.get(file)
  pretransformed.delete(file)
  return code
}

/** The `module` API of Node. The synchronous hooks are optional, because Node 20 and its types do not have them. */
type Module = typeof module & {
  registerHooks?: (hooks: { readonly load: LoadHook; readonly resolve: ResolveHook }) => unknown
}
