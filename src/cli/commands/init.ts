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
import type { ArgumentsCamelCase, Argv } from 'yargs'
import { makeFolder } from '../../compiler/output/folder.ts'
import { reasonOf } from '../../compiler/output/standing.ts'
import { home, version } from '../../compiler/package.ts'
import { readRegularFile } from '../../diagnostics/regular-file.ts'
import { print } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

const templates = join(home, 'templates')

export const command = 'init [template] [dir]'
export const describe = 'Start a project from a template'

export const builder = (yargs: Argv) =>
  yargs
    .positional('template', {
      choices: readdirSync(templates),
      default: 'basic',
      describe: `What to start from: ${readdirSync(templates).join(', ')}`,
    })
    .positional('dir', { type: 'string', default: '.', describe: 'The folder of the project' })
    .example('$0 init fleet demo', 'a fleet from a loop, in the new folder demo')

export async function handler(
  args: ArgumentsCamelCase<{ template: string; dir: string }>,
): Promise<void> {
  const to = resolve(args.dir)
  const from = join(templates, args.template)
  const files = filesOf(from)
  const there = files.filter(file => existsSync(join(to, named(file))))
  if (there.length > 0) {
    throw new UsageError(
      `${there.map(named).join(', ')} ${there.length === 1 ? 'is' : 'are'} there already in ${args.dir}`,
      'vmc init overwrites nothing: choose an empty folder, as vmc init fleet demo',
    )
  }
  try {
    for (const file of files) {
      makeFolder(dirname(join(to, named(file))))
      copyFileSync(join(from, file), join(to, named(file)), constants.COPYFILE_EXCL)
    }
    const manifest = join(to, 'package.json')
    const text = readFileSync(manifest, 'utf8')
    writeFileSync(
      manifest,
      text.replace('"libvmc": "*"', `"libvmc": ${JSON.stringify(ownSpec(to))}`),
    )
  } catch (error) {
    throw new UsageError(`cannot write to ${args.dir}: ${reasonOf(error)}`, 'choose another folder')
  }
  const enter = to === process.cwd() ? '' : `cd ${args.dir} && `
  await print(
    process.stderr,
    `${files.map(named).join('\n')}\n\nNext: ${enter}npm install && npx vmc build\n`,
  )
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

// npm leaves files named .gitignore out of packages.
const named = (file: string): string => file.replace(/(^|[\\/])gitignore$/, '$1.gitignore')

// How a project names the very vmc that made it: its version, if that came from a registry; else where it is.
function ownSpec(project: string): string {
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
    // Not installed by npm: a checkout, or another package manager.
    return undefined
  }
}
