import { dirname, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { TransformOptions } from 'esbuild'
import { readRegularFile } from '../../diagnostics/regular-file.ts'
import { findUp } from '../find-up.ts'
import { esbuild } from './esbuild.ts'

/** The JavaScript that a TypeScript file compiles to, with an inline source map. */
export const toJavaScript = (file: string): string =>
  esbuild().transformSync(...transformInput(file)).code

/** The CommonJS that a TypeScript file compiles to, with an inline source map. */
export function toCommonJs(file: string): string {
  const [source, options] = transformInput(file)
  return esbuild().transformSync(source, { ...options, format: 'cjs' }).code
}

/** Source texts, by absolute path, that replace the files on disk. `--fix` uses them to try its edits. */
export const textOverrides = new Map<string, string>()

/** The input for esbuild: the source text of a TypeScript file, and the transform options. */
export function transformInput(file: string): [source: string, options: TransformOptions] {
  const extension = extname(file)
  const options: TransformOptions = {
    loader: extension === '.tsx' ? 'tsx' : 'ts',
    format: extension === '.cts' ? 'cjs' : 'esm',
    // With the platform "node", esbuild adds a list of the exports to CommonJS code.
    platform: 'node',
    target: `node${process.versions.node}`,
    sourcefile: pathToFileURL(file).href,
    sourcemap: 'inline',
    sourcesContent: false,
    tsconfigRaw: tsconfigText(dirname(file)),
    logLevel: 'silent',
  }
  return [textOverrides.get(file) ?? readRegularFile(file, 'utf8'), options]
}

/** The text of the nearest tsconfig.json, which configures decorators, class fields and unused imports for esbuild. */
function tsconfigText(folder: string): string {
  const file = findUp('tsconfig.json', folder)
  return file ? readRegularFile(file, 'utf8') : '{}'
}
