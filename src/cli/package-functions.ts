import { lookup } from '../schema/core/lookup.ts'

/** Where a program imports a function from, and what the function does. */
interface PackageFunction {
  readonly entry: string
  readonly does: string
}

const of = (
  entry: string,
  functions: Readonly<Record<string, string>>,
): readonly (readonly [string, PackageFunction])[] =>
  Object.entries(functions).map(([name, does]) => [name, { entry, does }])

/** The functions and classes of the package that are not words of the language. A program imports them from other entries. */
const functions: Readonly<Record<string, PackageFunction>> = Object.fromEntries([
  ...of('libvmc/compiler', {
    build: 'Builds the domains of programs, as `vmc build` does.',
    checkRule: 'Tests a rule of your own with its example.',
    defineConfig: 'Gives the configuration in vmc.config.ts its type.',
    importXml: 'Converts XML to a program, as `vmc import` does.',
    InvalidDomain: 'The error that `toXml()` throws for a domain with errors.',
    toXml: 'Returns the XML of a domain.',
    validateFiles: 'Validates XML files, as `vmc validate` does.',
    validateXml: 'Validates the text of an XML document.',
  }),
  ...of('libvmc/hosts', {
    applyPlan: 'Carries out a plan, as `vmc apply` does.',
    decide: 'Decides what to do with each domain of a plan.',
    differingDomains: 'Returns the names of the domains for which a plan and a saved plan differ.',
    HostError: 'The error for a host that does not answer or refuses a command.',
    impactOf: 'Determines the effect of a change on a running guest.',
    isSettled: 'Says whether the definition of a domain on its host matches the program.',
    LockedError: 'The error for a host that somebody else is changing.',
    planHosts: 'Compares the hosts with the program, as `vmc diff` does.',
    planRestoration: 'Determines what restoring a backup changes, for `restore()`.',
    readHosts: 'Reads the domains of the hosts, as `vmc list` does.',
    removeDomains: 'Removes domains from the hosts, as `vmc apply --remove` does.',
    restore: 'Defines a domain again from a backup, as `vmc apply --restore` does.',
    savedPlan: 'Returns a plan as a text, to compare a later plan with it.',
  }),
  ...of('libvmc/rules', {
    duplicates: 'Finds elements with the same key, for a rule.',
    hostOf: 'Returns the host of a domain, for a rule.',
    nameOf: 'Returns the name of a domain, for a rule.',
    numberSet: 'Reads a set of numbers such as `0-3,^2`, for a rule.',
    rule: 'Defines a rule of your own.',
  }),
  ...of('libvmc/testing', {
    fleet: 'Builds a program, and returns its domains as data for tests.',
    like: 'Matches a text in `has()`: with a regular expression, a part of the text or a test.',
  }),
])

/** The page about a function that is not a word of the language. `undefined` if the package has no such function. */
export function functionPage(name: string): string | undefined {
  const found = lookup(functions, name)
  return found === undefined
    ? undefined
    : `${name}  from '${found.entry}'\n\n${found.does}\n\n  import { ${name} } from '${found.entry}'\n`
}
