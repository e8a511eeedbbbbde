const reserved = new Set(
  (
    'abstract any arguments as async await boolean break case catch class const continue debugger declare default delete ' +
    'do else enum eval export extends false finally for from function get if implements import in infer instanceof ' +
    'interface is keyof let module namespace never new null number object of package private protected public readonly ' +
    'require return set static string super switch symbol this throw true try type typeof undefined unique unknown using ' +
    'var void while with yield globalThis NaN Infinity exports Object Array String Number Boolean Symbol Promise Map Set'
  ).split(' '),
)

/** Whether a name is a TypeScript keyword or a global name. A program must not use such a name for an export. */
export const isReserved = (name: string): boolean => reserved.has(name)

/** Turns domain names into unique identifiers for the exports of a program. */
export class Identifiers {
  readonly #reserved: ReadonlySet<string>
  readonly #claimed = new Set<string>()
  readonly #numbers = new Map<string, number>()

  constructor(used: Iterable<string>) {
    this.#reserved = new Set([...reserved, ...used])
  }

  /** Whether a name can be used as an identifier without changes. */
  isFree(name: string): boolean {
    return !this.#reserved.has(name) && !this.#claimed.has(name)
  }

  /**
   * Returns an unused identifier for a domain name, and marks it as used. `my-web.0` becomes `myWeb0`, `3com` becomes
   * `vm3com`, and a second `fv0` becomes `fv0_2`.
   */
  claim(name: string): string {
    const start = identifierOf(name)
    const free = this.#reserved.has(start) ? `${start}Vm` : start
    let unique = free
    let nth = this.#numbers.get(free) ?? 1
    while (this.#claimed.has(unique)) unique = `${free}_${++nth}`
    this.#numbers.set(free, nth)
    this.#claimed.add(unique)
    return unique
  }
}

/** Returns the name of a domain, converted to an identifier. Another domain may already use this identifier. */
export function identifierOf(name: string): string {
  const [first = 'vm', ...rest] = name.split(/[^\p{L}\p{N}_]+/u).filter(part => part !== '')
  const camel = first + rest.map(part => part[0]!.toUpperCase() + part.slice(1)).join('')
  const plain = camel.replace(/[^A-Za-z0-9_]/g, '')
  return /^[A-Za-z_]/.test(plain) ? plain : `vm${plain}`
}
