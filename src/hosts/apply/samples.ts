import { type Fingerprint, FingerprintIndex } from '../../tree/fingerprint.ts'
import type { Node } from '../../tree/node.ts'

/** The definition that libvirt returns for a new domain. */
export interface Made {
  /** The definition in the form in which vmc records it. */
  readonly definition: string
  /** The definition in the form in which libvirt prints it, without the marker. */
  readonly dump: string
}

/**
 * A new domain from which vmc predicts the definitions of similar domains. Similar domains differ only in values such as names.
 */
interface Sample {
  readonly tokens: readonly string[]
  made?: Made
}

/** The sample of a domain. */
export interface Sampled {
  /** Whether the domain itself is the sample. */
  readonly isSample: boolean
  /**
   * The definition that libvirt will probably return for the domain. `undefined` until the definition of the sample is known.
   * The prediction can be wrong.
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
   * Finds the sample for a domain. `text` is the domain in the form in which vmc records it. Without a similar sample, the domain itself becomes a sample.
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
 * The pairs of values in which a sample and another domain differ. `undefined` if a value of the sample corresponds to several
 * different values.
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

/** Adds the numbers that libvirt writes for sizes in MiB and GiB. */
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
