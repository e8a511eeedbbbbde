import {
  constants,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { makeFolder } from '../build/output/folder.ts'
import { reasonOf } from '../build/output/write-error.ts'
import { readRegularFile } from '../diagnostics/regular-file.ts'
import { home, version } from '../program/package.ts'
import type { Context } from './context.ts'
import { foldersOf } from './templates.ts'
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
  const files = foldersOf(template).flatMap(from => filesIn(from).map(file => ({ from, file })))
  const names = files.map(({ file }) => nameInProject(file)).sort()
  const existing = names.filter(name => existsSync(join(to, name)))
  if (existing.length > 0) {
    throw new UsageError(
      `${existing.join(', ')} already ${existing.length === 1 ? 'exists' : 'exist'} in ${dir}`,
      'vmc init overwrites nothing: choose an empty folder, as in vmc init fleet demo',
    )
  }
  try {
    for (const { from, file } of files) copyInto(to, from, file)
    fillIn(to)
  } catch (error) {
    throw new UsageError(`cannot write to ${dir}: ${reasonOf(error)}`, 'choose another folder')
  }
  const enter = to === cwd ? '' : `cd ${/^[\w./-]+$/.test(dir) ? dir : `'${dir}'`} && `
  await print(
    stderr,
    `${names.join('\n')}\n\n${noteInside(to)}Next: ${enter}npm install && npx vmc build && npm test\n`,
  )
  return 0
}

/** Says that the new folder is a project of its own, if a folder above it is an npm project. */
function noteInside(project: string): string {
  const above = dirname(project)
  if (above === project) return ''
  if (!existsSync(join(above, 'package.json'))) return noteInside(above)
  return `The new folder is a project of its own, inside the npm project in ${above}: run npm and vmc in it.\n\n`
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

/** Replaces the placeholders in the files of a new project: the name of the project and its dependency on libvmc. */
function fillIn(project: string): void {
  const name = nameOf(project)
  const replace = (file: string, placeholder: string, text: string): void => {
    const path = join(project, file)
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(placeholder, () => text),
    )
  }
  replace('package.json', '"name": "infra"', `"name": ${JSON.stringify(name)}`)
  replace('package.json', '"libvmc": "*"', `"libvmc": ${JSON.stringify(ownDependency(project))}`)
  replace('vmc.config.ts', "project: 'infra'", `project: '${name}'`)
  replace('README.md', '# infra', `# ${name}`)
}

/** Converts the name of a folder to a valid name of a project and package. */
function nameOf(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|[._-]+$/g, '')
  return name === '' ? 'infra' : name
}

/**
 * Returns the libvmc dependency for the package.json of a new project. This is the version of libvmc if libvmc was installed
 * from a registry. Otherwise, it is the path of libvmc.
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
    // npm's lock file is missing if libvmc runs from a checkout or was installed by another package manager.
    return undefined
  }
}
