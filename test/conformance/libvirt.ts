import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { LIBVIRT_RELEASE } from '../../src/schema/domain/libvirt-release.ts'

// libvirt's schemas and test documents are LGPL, so tests read them from a folder outside the project and never copy them.
const shared =
  process.env.LIBVIRT_DIR ?? fileURLToPath(new URL('../../../shared/libvirt', import.meta.url))

function found(folder: string, what: string): string | undefined {
  if (existsSync(folder)) return folder
  console.log(`skipped: ${what} not found in ${folder} (set LIBVIRT_DIR)`)
  return undefined
}

/** The folder with libvirt's schemas and test documents, if it exists. */
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
