import type { Node } from '../../tree/node.ts'
import { readDefinition } from './host-definition.ts'
import type { KnownDomain } from './orphans.ts'

/** Something on a host that only one domain can use: an image or a MAC address. */
export interface Resource {
  /** The key by which two uses of the resource are equal. */
  readonly key: string
  /** The value of the attribute that names the resource. */
  readonly name: string
  /** What a domain does with the resource, for messages. */
  readonly text: string
}

/** Finds the domains of a host that use a resource. */
export class HostResources {
  readonly #domains: readonly KnownDomain[]
  readonly #keysOf: (definition: Node) => readonly string[]
  #byName: ReadonlyMap<string, readonly KnownDomain[]> | undefined

  /** `keysOf` returns the keys of the resources that a definition uses. */
  constructor(domains: readonly KnownDomain[], keysOf: (definition: Node) => readonly string[]) {
    this.#domains = domains
    this.#keysOf = keysOf
  }

  usersOf({ name, key }: Resource): readonly KnownDomain[] {
    // Parsing all definitions of a host takes long, so only those are parsed that contain the name at all.
    this.#byName ??= byName(this.#domains)
    return (this.#byName.get(name.toLowerCase()) ?? []).filter(({ domain }) => {
      const { definition } = readDefinition(domain)
      return definition !== undefined && this.#keysOf(definition).includes(key)
    })
  }
}

function byName(domains: readonly KnownDomain[]): ReadonlyMap<string, readonly KnownDomain[]> {
  const found = new Map<string, KnownDomain[]>()
  for (const one of domains) {
    const names = [...one.domain.xml.matchAll(NAMES)].map(([, , value]) =>
      unescaped(value!).toLowerCase(),
    )
    for (const name of new Set(names)) {
      const users = found.get(name)
      if (users) users.push(one)
      else found.set(name, [one])
    }
  }
  return found
}

/** The attributes that name images and MAC addresses. */
const NAMES = / (?:file|dev|volume|name|address)=(['"])(.*?)\1/g

const unescaped = (text: string): string =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => CHARACTERS[name]!)

const CHARACTERS: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  amp: '&',
}
