import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// libvirt's schemas and test documents are LGPL: they are read where they lie, and never become part of the project.
const shared =
  process.env.LIBVIRT_DIR ?? fileURLToPath(new URL('../../../shared/libvirt', import.meta.url))

function found(folder: string, what: string): string | undefined {
  if (existsSync(folder)) return folder
  console.log(`skipped: ${what} not found in ${folder}`)
  return undefined
}

/** The schemas of the libvirt that is installed. */
export const installedSchemas = found(
  '/usr/share/libvirt/schemas',
  'schemas of the installed libvirt',
)

/** The schemas of libvirt 11.3.0. */
export const schemas113 = found(
  `${shared}/schemas/11.3.0`,
  'schemas of libvirt 11.3.0 (set LIBVIRT_DIR)',
)
