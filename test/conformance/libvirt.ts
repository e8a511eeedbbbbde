import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { LIBVIRT_RELEASE } from '../../src/schema/domain/libvirt-release.ts'

// libvirt's schemas and test documents are LGPL: they are read where they lie, and never become part of the project.
const shared =
  process.env.LIBVIRT_DIR ?? fileURLToPath(new URL('../../../shared/libvirt', import.meta.url))

function found(folder: string, what: string): string | undefined {
  if (existsSync(folder)) return folder
  console.log(`skipped: ${what} not found in ${folder} (set LIBVIRT_DIR)`)
  return undefined
}

/** The folder with libvirt's schemas, documents and facts; missing outside of the project's own workplace. */
export const libvirtDir: string | undefined = existsSync(shared) ? shared : undefined

/** The schemas of the libvirt that is installed. */
export const installedSchemas = found(
  '/usr/share/libvirt/schemas',
  'schemas of the installed libvirt',
)

/** The schemas of the newest libvirt that vmc knows. */
export const newestSchemas = found(
  `${shared}/schemas/${LIBVIRT_RELEASE}`,
  `schemas of libvirt ${LIBVIRT_RELEASE}`,
)
