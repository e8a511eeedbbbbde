import { dirname, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { TransformOptions } from 'esbuild'
import { readRegularFile } from '../../diagnostics/regular-file.ts'
import { findUp } from '../find-up.ts'
import { esbuild } from './esbuild.ts'

/** The JavaScript of a TypeScript file, with its source map inside. */
export const toJavaScript = (file: string): string => esbuild().transformSync(...inputOf(file)).code

/** Texts to take instead of what stands in files: a rehearsal of fixes puts them here. */
export const instead = new Map<string, string>()

/** What esbuild is given of a file. */
export function inputOf(file: string): [source: string, options: TransformOptions] {
  const extension = extname(file)
  const options: TransformOptions = {
    loader: extension === '.tsx' ? 'tsx' : 'ts',
    format: extension === '.cts' ? 'cjs' : 'esm',
    target: `node${process.versions.node}`,
    sourcefile: pathToFileURL(file).href,
    sourcemap: 'inline',
    sourcesContent: false,
    tsconfigRaw: tsconfig(dirname(file)),
    logLevel: 'silent',
  }
  return [instead.get(file) ?? readRegularFile(file, 'utf8'), options]
}

/** The nearest tsconfig.json decides about decorators, class fields and unused imports. */
function tsconfig(folder: string): string {
  const file = findUp('tsconfig.json', folder)
  return file ? readRegularFile(file, 'utf8') : '{}'
}
