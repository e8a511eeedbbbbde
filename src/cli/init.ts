import {
  constants,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { makeFolder } from '../build/output/folder.ts'
import { reasonOf } from '../build/output/write-error.ts'
import { readRegularFile } from '../diagnostics/regular-file.ts'
import { home, version } from '../program/package.ts'
import type { Context } from './context.ts'
import { print } from './terminal.ts'
import { UsageError } from './usage-errors.ts'

/** The parsed arguments of `vmc init`. */
export interface InitArgs {
  readonly template: string
  readonly dir: string
}

/** Copies a template into a folder, and returns the exit code. */
export async function init({ template, dir }: InitArgs, { cwd, stderr }: Context): Promise<number> {
  const to = resolve(cwd, dir)
  const from = join(home, 'templates', template)
  const files = filesIn(from)
  const names = files.map(nameInProject)
  const existing = names.filter(name => existsSync(join(to, name)))
  if (existing.length > 0) {
    throw new UsageError(
      `${existing.join(', ')} already ${existing.length === 1 ? 'exists' : 'exist'} in ${dir}`,
      'vmc init overwrites nothing: choose an empty folder, as in vmc init fleet demo',
    )
  }
  try {
    for (const file of files) copyInto(to, from, file)
    nameLibvmc(to)
  } catch (error) {
    throw new UsageError(`cannot write to ${dir}: ${reasonOf(error)}`, 'choose another folder')
  }
  const enter = to === cwd ? '' : `cd ${dir} && `
  await print(stderr, `${names.join('\n')}\n\nNext: ${enter}npm install && npx vmc build\n`)
  return 0
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

// npm does not publish files named .gitignore, so the templates contain a file named gitignore.
const nameInProject = (file: string): string => file.replace(/(^|[\\/])gitignore$/, '$1.gitignore')

function copyInto(to: string, from: string, file: string): void {
  const target = join(to, nameInProject(file))
  makeFolder(dirname(target))
  copyFileSync(join(from, file), target, constants.COPYFILE_EXCL)
}

/** Replaces the placeholder for the libvmc dependency in the project's package.json. */
function nameLibvmc(project: string): void {
  const manifest = join(project, 'package.json')
  const dependency = `"libvmc": ${JSON.stringify(ownDependency(project))}`
  const text = readFileSync(manifest, 'utf8')
  writeFileSync(manifest, text.replace('"libvmc": "*"', dependency))
}

/**
 * The libvmc dependency for a new project. It is the version of libvmc if libvmc was installed from a registry, and otherwise
 * the path of libvmc.
 */
function ownDependency(project: string): string {
  const source = installedFrom()
  if (source?.startsWith('http')) return `^${version}`
  const file = source?.startsWith('file:') && resolve(home, '../..', source.slice(5))
  const path = relative(realpathSync(project), file && existsSync(file) ? file : realpathSync(home))
  return `file:${path.split(sep).join('/')}`
}

function installedFrom(): string | undefined {
  try {
    const lock = JSON.parse(readRegularFile(join(home, '..', '.package-lock.json'), 'utf8'))
    return lock.packages['node_modules/libvmc']?.resolved
  } catch {
    // There is no lock file of npm if libvmc runs from a checkout or was installed by another package manager.
    return undefined
  }
}
