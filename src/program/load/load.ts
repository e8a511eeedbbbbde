import { accessSync, constants, existsSync, statSync } from 'node:fs'
import module, { type LoadHook, type ResolveHook } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MessageChannel } from 'node:worker_threads'
import { readRegularFile, specialKind } from '../../diagnostics/regular-file.ts'
import { ownModule } from '../package.ts'
import { copyOf, isAlone, isUnlinked } from './alone.ts'
import { esbuild } from './esbuild.ts'
import type { LoadFault } from './load-fault.ts'
import { prepare, ready } from './prepare.ts'
import { settle } from './settle.ts'
import { specialFilesOf } from './special-files.ts'
import { toJavaScript } from './transform.ts'

export interface LoadedModule {
  /** The absolute path of the entry. */
  readonly file: string
  readonly exports: Readonly<Record<string, unknown>>
}

export interface LoadOptions {
  /** The folder that entries are relative to; the current one if left out. */
  readonly cwd?: string
  /** How many milliseconds an entry may take; a minute if left out. */
  readonly timeout?: number
}

export interface Loaded {
  readonly modules: readonly LoadedModule[]
  readonly faults: readonly LoadFault[]
}

/** Executes programs in this process. What goes wrong in one is a fault, and the next is tried all the same. */
export async function load(
  entries: readonly string[],
  { cwd = process.cwd(), timeout }: LoadOptions = {},
): Promise<Loaded> {
  const modules: LoadedModule[] = []
  const faults: LoadFault[] = []
  const files = new Set(entries.map(entry => resolve(cwd, entry)))
  // esbuild is a process of its own: it starts before the hooks, which keep this thread waiting.
  const prepared = Promise.all([...files].map(file => prepare(file)))
  for (const file of files) {
    const obstacles = obstaclesTo(file)
    if (obstacles.length > 0) {
      faults.push(...obstacles)
      continue
    }
    // What another entry may import has to be one module for both.
    const run = async (): Promise<LoadedModule['exports']> =>
      (files.size === 1 && (await runAlone(file, prepared))) || importByHooks(file, prepared)
    const settled = await settle(run, { entry: file, ...(timeout && { timeout }) })
    if (settled.ok) modules.push({ file, exports: settled.value })
    else faults.push(...settled.faults)
  }
  return { modules, faults: distinct(faults) }
}

async function importByHooks(
  file: string,
  prepared: Promise<unknown>,
): Promise<LoadedModule['exports']> {
  hooks ??= install()
  const handOver = await hooks
  await prepared
  handOver()
  return import(pathToFileURL(file).href)
}

/** Runs a program that needs no hooks, where they are slow and not there yet. */
async function runAlone(
  file: string,
  prepared: Promise<unknown>,
): Promise<LoadedModule['exports'] | undefined> {
  if (hooks || 'registerHooks' in module || !isAlone(readRegularFile(file, 'utf8')))
    return undefined
  await prepared
  const code = ready.get(file)
  const copy = code && copyOf(file, code)
  if (!copy) return undefined
  process.setSourceMapsEnabled(true)
  try {
    return await import(copy.href)
  } catch (error) {
    if (isUnlinked(error)) return undefined
    throw error
  }
}

function obstaclesTo(file: string): readonly LoadFault[] {
  if (!existsSync(file)) return [{ kind: 'missing', message: 'there is no such file', file }]
  if (statSync(file).isDirectory())
    return [{ kind: 'folder', message: 'this is a folder, not a program', file }]
  const special = specialKind(file)
  if (special !== undefined)
    return [{ kind: 'unreadable', message: `this is ${special}, not a file`, file }]
  try {
    accessSync(file, constants.R_OK)
  } catch {
    return [{ kind: 'unreadable', message: 'this file may not be read', file }]
  }
  return specialFilesOf([file])
}

/** Entries that share a broken helper fail alike, and once is enough to say so. */
const distinct = (faults: readonly LoadFault[]): readonly LoadFault[] => [
  ...new Map(faults.map(fault => [JSON.stringify(fault), fault])).values(),
]

let hooks: ReturnType<typeof install> | undefined

/** Gets ready what takes its time before the first program can be loaded. */
export async function anticipate(): Promise<void> {
  hooks ??= install()
  await Promise.all([hooks, esbuild().transform('')])
}

/** The hooks stay for the life of the process: a program's functions may import more when they are called. */
async function install(): Promise<() => void> {
  // What is loaded already, the hooks' thread need not be asked for.
  await import('../../index.ts')
  process.setSourceMapsEnabled(true)
  const { register, registerHooks } = module as Module
  if (registerHooks) {
    const { loadWith, resolve } = await import('./hooks.ts')
    registerHooks({ load: loadWith(file => taken(file) ?? toJavaScript(file)), resolve })
    return () => {}
  }
  const { port1, port2 } = new MessageChannel()
  port1.unref()
  const data = { port: port2 }
  register(ownModule('program/load/hooks').href, { data, transferList: [port2] })
  return () => {
    port1.postMessage(ready)
    ready.clear()
  }
}

function taken(file: string): string | undefined {
  const code = ready.get(file)
  ready.delete(file)
  return code
}

/** Node 20 has no synchronous hooks, nor have its types. */
type Module = typeof module & {
  registerHooks?: (hooks: { readonly load: LoadHook; readonly resolve: ResolveHook }) => unknown
}
