/*
 * The programmatic face, 'libvmc/compiler': it never prints and never exits.
 */
export type { DiagnosticCode as Code, Severity } from '../diagnostics/codes.ts'
export type { Diagnostic, Related, Waived } from '../diagnostics/diagnostic.ts'
export { type BuildOptions, type BuildResult, type BuiltDomain, build } from './build.ts'
export { checkRule } from './check-rule.ts'
export { type Config, defineConfig } from './config.ts'
export { type ImportOptions, type ImportResult, importXml } from './documents/import-xml.ts'
export { type Validation, validateFiles } from './documents/validate-files.ts'
export { validateXml } from './documents/validate-xml.ts'
export type { FileStatus } from './output/outlet.ts'
export type { HostOptions, PolicyOptions } from './policy.ts'
export { InvalidDomain, toXml } from './to-xml.ts'
