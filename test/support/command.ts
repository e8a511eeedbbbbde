// Parts of the built command. The package has no declarations for them: their types are those of the sources.
const built = (path: string): Promise<unknown> =>
  import(new URL(`../../dist/${path}`, import.meta.url).href)

type Run = typeof import('../../src/cli/run.ts')
type Reference = typeof import('../../src/cli/reference.ts')

export const { run } = (await built('cli/run.js')) as Run
export const { reference, references } = (await built('cli/reference.js')) as Reference
