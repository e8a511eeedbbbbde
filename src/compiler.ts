/*
 * The API of 'libvmc/compiler'. Its functions never print and never exit the process.
 */

export { build } from './build/build.ts'
export type { BuildOptions, BuildResult, BuiltDomain } from './build/build-options.ts'
export { checkRule } from './build/check-rule.ts'
export { type ImportOptions, type ImportResult, importXml } from './build/documents/import-xml.ts'
export { type Validation, validateFiles } from './build/documents/validate-files.ts'
export { validateXml } from './build/documents/validate-xml.ts'
export type { FileStatus } from './build/output/writer.ts'
export { InvalidDomain, toXml } from './build/to-xml.ts'
export type { Severity } from './diagnostics/code-facts.ts'
export type { DiagnosticCode as Code } from './diagnostics/codes.ts'
export type { Diagnostic, Related, Waived } from './diagnostics/diagnostic.ts'
export { type Config, defineConfig } from './program/config.ts'
export type { HostOptions, PolicyOptions } from './program/policy-options.ts'
