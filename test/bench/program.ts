import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The path of the built command. */
export const main = join(root, 'dist/cli/main.js')

/**
 * Makes a project with the program of the fleet and libvmc in its node_modules, and returns its path. `home` is the folder of
 * the package.
 */
export function project(work: string, home = root): string {
  const program = join(work, 'program')
  mkdirSync(join(program, 'node_modules'), { recursive: true })
  symlinkSync(home, join(program, 'node_modules/libvmc'))
  symlinkSync(join(root, 'node_modules/@types'), join(program, 'node_modules/@types'))
  cpSync(join(root, 'templates/common/tsconfig.json'), join(program, 'tsconfig.json'))
  writeFileSync(join(program, 'package.json'), '{ "type": "module" }\n')
  cpSync(join(root, 'test/bench/fleet/infra.ts'), join(program, 'infra.ts'))
  return program
}
