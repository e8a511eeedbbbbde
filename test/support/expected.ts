import { readdirSync, readFileSync } from 'node:fs'

const examples = new URL('../../examples/', import.meta.url)

/** Every document that an example is expected to build, by its path below examples/. */
export const expectedDocuments: readonly { readonly path: string; readonly xml: string }[] =
  readdirSync(examples, { recursive: true, encoding: 'utf8' })
    .filter(path => /expected[\\/][^\\/]+\.xml$/.test(path) && !path.includes('node_modules'))
    .sort()
    .map(path => ({ path, xml: readFileSync(new URL(path, examples), 'utf8') }))
