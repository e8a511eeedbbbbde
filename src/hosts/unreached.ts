/** Says that one of the hosts that vmc could not reach may have a domain. */
export const unreachedHolders = (names: readonly string[]): string =>
  `${joined(names)} may have it, and ${names.length === 1 ? 'is' : 'are'} not reached`

const joined = (names: readonly string[]): string =>
  names.length < 3
    ? names.join(' and ')
    : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`
