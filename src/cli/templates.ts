import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { home } from '../program/package.ts'

const folder = join(home, 'templates')

/** The folder with the files that all templates have in common. */
const COMMON = 'common'

/** The names of the templates. */
export const templates: readonly string[] = readdirSync(folder).filter(name => name !== COMMON)

/**
 * Returns the folders whose files are copied into a new project: the folder that all templates have in common, and the folder
 * of the template.
 */
export const foldersOf = (template: string): readonly string[] =>
  [COMMON, template].map(name => join(folder, name))
