import { dirname, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { TransformOptions } from 'esbuild'
import { readRegularFile } from '../../diagnostics/regular-file.ts'
import { findUp } from '../find-up.ts'
import { esbuild } from './esbuild.ts'

/** The JavaScript of a TypeScript file, with an inline source map. */
export const toJavaScript = (file: string): string =>
  esbuild().transformSync(...transformInput(file)).code

/** Source texts, by absolute path, that are used instead of the files on disk. `--fix` tries its edits with them. */
export const textOverrides = new Map<string, string>()

/** The source text of a TypeScript file and the options with which esbuild transforms it. */
export function transformInput(file: string): [source: string, options: TransformOptions] {
  const extension = extname(file)
  const options: TransformOptions = {
    loader: extension === '.tsx' ? 'tsx' : 'ts',
    format: extension === '.cts' ? 'cjs' : 'esm',
    target: `node${process.versions.node}`,
    sourcefile: pathToFileURL(file).href,
    sourcemap: 'inline',
    sourcesContent: false,
    tsconfigRaw: tsconfigText(dirname(file)),
    logLevel: 'silent',
  }
  return [textOverrides.get(file) ?? readRegularFile(file, 'utf8'), options]
}

/** The text of the nearest tsconfig.json. It configures decorators, class fields and unused imports. */
function tsconfigText(folder: string): string {
  const file = findUp('tsconfig.json', folder)
  return file ? readRegularFile(file, 'utf8') : '{}'
}
