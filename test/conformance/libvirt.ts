import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// libvirt's schemas and test documents are LGPL: they are read where they lie, and never become part of the project.
const shared =
  process.env.LIBVIRT_DIR ?? fileURLToPath(new URL('../../../shared/libvirt', import.meta.url))

function found(folder: string, what: string): string | undefined {
  if (existsSync(folder)) return folder
  console.log(`skipped, for it is not here: ${what}`)
  return undefined
}

/** The schemas of the libvirt that is installed. */
export const installedSchemas = found(
  '/usr/share/libvirt/schemas',
  "the installed libvirt's schemas",
)

/** The schemas of libvirt 11.3.0. */
export const schemas113 = found(
  `${shared}/schemas/11.3.0`,
  'the schemas of libvirt 11.3.0 (LIBVIRT_DIR)',
)
