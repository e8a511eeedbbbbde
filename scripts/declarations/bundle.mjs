// Bundles the declarations in dist/: a file for each entry of the package, and `language.d.ts` for what they share.
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { dts } from 'rolldown-plugin-dts'

const ENTRIES = ['index', 'compiler', 'rules/index', 'hosts/index', 'testing/index']

/** Replaces all declarations in dist/ by bundles. */
export async function bundleDeclarations(dist) {
  const bundle = await rolldown({
    input: Object.fromEntries(ENTRIES.map(name => [name, join(dist, `${name}.d.ts`)])),
    plugins: [dts({ dtsInput: true, oxc: true, tsconfig: false })],
    external: /^node:/,
    logLevel: 'warn',
    checks: { pluginTimings: false },
  })
  const { output } = await bundle.generate({
    dir: dist,
    format: 'esm',
    entryFileNames: '[name].ts',
    chunkFileNames: '[name].d.ts',
    minifyInternalExports: false,
    codeSplitting: { groups: [{ name: 'language', test: /./, minShareCount: 2 }] },
  })
  await bundle.close()
  for (const path of readdirSync(dist, { recursive: true }))
    if (/\.d\.ts(\.map)?$/.test(path)) rmSync(join(dist, path))
  for (const { fileName, code } of output) writeFileSync(join(dist, fileName), code)
}
