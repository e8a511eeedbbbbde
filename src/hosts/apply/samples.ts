import { type Fingerprint, FingerprintIndex } from '../../tree/fingerprint.ts'
import type { Node } from '../../tree/node.ts'

/** The definition that libvirt returns after it has defined a new domain. */
export interface Made {
  /** The definition in the form in which vmc records it. */
  readonly definition: string
  /** The definition as libvirt prints it, without vmc's marker. */
  readonly dump: string
}

/**
 * A new domain whose definition vmc uses to predict the definitions of similar domains. Similar domains differ only in values
 * such as names.
 */
interface Sample {
  readonly tokens: readonly string[]
  made?: Made
}

/** The sample from which vmc predicts the definition of a new domain. */
export interface Sampled {
  /** Whether the domain itself is the sample, because no earlier domain is similar. */
  readonly isSample: boolean
  /**
   * Returns the definition that libvirt will probably return for the domain. Returns `undefined` until libvirt has returned the
   * definition of the sample. The prediction can be wrong.
   */
  prediction(): Made | undefined
  /** Stores the definition that libvirt returned for the domain. Has an effect only if the domain is a sample. */
  keep(made: Made): void
}

// The maximum number of sample domains with which a new domain is compared.
const MAX_SAMPLES = 16

/**
 * Predicts the definitions that libvirt returns for new domains. The record of a domain contains this definition. Without a
 * prediction, vmc must write the domain twice: once to get the definition, and once to record it. Most new domains are similar
 * to another one, so they can be written once, together with a record that contains the predicted definition.
 */
export class Samples {
  readonly #fingerprints = new FingerprintIndex()
  readonly #samples = new Map<Fingerprint, Sample[]>()

  /**
   * Returns the sample whose definition predicts the definition of this domain. `text` is the domain as XML, in the form in
   * which vmc records it. If no earlier domain is similar, the domain itself becomes a sample.
   */
  sampleFor(program: Node, text: string): Sampled {
    const tokens = tokensOf(text)
    const samples = this.#samplesFor(program)
    for (const sample of samples) {
      const pairs = pairsOf(sample.tokens, tokens)
      if (!pairs) continue
      const predict = ({ definition, dump }: Made): Made => ({
        definition: replaced(definition, pairs),
        dump: replaced(dump, pairs),
      })
      return {
        isSample: false,
        prediction: () => sample.made && predict(sample.made),
        keep: () => {},
      }
    }
    const own: Sample = { tokens }
    if (samples.length < MAX_SAMPLES) samples.push(own)
    return {
      isSample: true,
      prediction: () => undefined,
      keep: made => {
        own.made = made
      },
    }
  }

  #samplesFor(program: Node): Sample[] {
    // For the first domain of a kind, the first call of match() finds no match but stores the fingerprint of the domain. The
    // second call then finds this fingerprint.
    const match = this.#fingerprints.match(program) ?? this.#fingerprints.match(program)
    if (!match) return []
    const known = this.#samples.get(match.fingerprint)
    if (known) return known
    const samples: Sample[] = []
    this.#samples.set(match.fingerprint, samples)
    return samples
  }
}

const DELIMITERS = /([<>"'])/

const tokensOf = (xml: string): readonly string[] => xml.split(DELIMITERS)

/**
 * Returns the values of a sample, paired with the values of another domain at the same positions. Returns `undefined` if a
 * value of the sample is paired with several different values.
 */
function pairsOf(
  sample: readonly string[],
  other: readonly string[],
): ReadonlyMap<string, string> | undefined {
  if (sample.length !== other.length) return undefined
  const pairs = new Map<string, string>()
  for (const [index, from] of sample.entries()) {
    const to = other[index]!
    if ((pairs.get(from) ?? to) !== to || (from !== to && SMALL.test(from))) return undefined
    pairs.set(from, to)
  }
  for (const [from, to] of [...pairs]) if (from !== to) addSizes(pairs, from, to)
  return pairs
}

// Matches numbers that are too common to be compared. libvirt fills in many small numbers, so two equal small numbers are
// usually not related.
const SMALL = /^(\d{1,3}|0x[\da-f]*)$/

/**
 * If two paired values are numbers, pairs their multiples by 1024 and 1,048,576 too. The numbers may be sizes in MiB or GiB,
 * which libvirt writes in KiB.
 */
function addSizes(pairs: Map<string, string>, from: string, to: string): void {
  if (!/^\d+$/.test(from) || !/^\d+$/.test(to)) return
  for (const factor of [1024, 1024 * 1024]) {
    const [size, next] = [from, to].map(text => String(Number(text) * factor)) as [string, string]
    if (!pairs.has(size)) pairs.set(size, next)
  }
}

const replaced = (xml: string, pairs: ReadonlyMap<string, string>): string =>
  tokensOf(xml)
    .map(token => pairs.get(token) ?? token.replace(NVRAM_NAME, name => pairs.get(name) ?? name))
    .join('')

// libvirt derives the name of the file with the UEFI variables from the name of the domain.
const NVRAM_NAME = /(?<=^\/.*\/)[^/]+(?=_VARS\.fd$)/
