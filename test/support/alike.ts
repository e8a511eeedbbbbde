import { rightVersion, wrongVersion } from '../../src/check/example.ts'
import { rules } from '../../src/rules/all.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import type { Node } from '../../src/tree/node.ts'
import { read } from '../../src/xml/read.ts'
import { corpus, libvirtDir } from '../conformance/corpus.ts'

/** Which share of libvirt's own documents is used: one in 40 by `npm test`, one in 5 by `npm run conformance`. */
const STEP = Number(process.env.CORPUS_STEP ?? 40)

/** Every domain in the examples of rules, and some of libvirt's own documents if they are installed. */
export const documents: readonly string[] = [
  ...rules.flatMap(({ example }) =>
    [wrongVersion(example), rightVersion(example)].flatMap(
      ({ xml = '' }) => xml.match(/<domain[\s\S]*?<\/domain>/g) ?? inDomain(xml),
    ),
  ),
  ...(libvirtDir ? corpus().filter((_, index) => index % STEP === 0) : []).map(({ xml }) => xml),
]

function inDomain(xml: string): readonly string[] {
  return [`<domain type="kvm"><name>fv0</name>${xml}</domain>`]
}

/** The tree of a document in a list, or an empty list if it cannot be read. */
export const nodeIn = (xml: string): readonly Node[] => [read(xml, domain).node ?? []].flat()

/** Ways to change the numbers and paths of a document without changing its structure. */
export const variants: Readonly<Record<string, (xml: string) => string>> = {
  'as they are': xml => xml,
  'with other numbers': xml => xml.replace(/(?<=["'>])\d+(?=["'<])/g, number => `${+number + 1}`),
  'with zeros': xml => xml.replace(/(?<=["'>])\d+(?=["'<])/g, '0'),
  'with numbers too large': xml => xml.replace(/(?<=["'>])\d+(?=["'<])/g, '9'.repeat(45)),
  'with other paths': xml => xml.replace(/\/[\w./-]+(?=["'])/g, path => `${path}.raw`),
  'with one path for all': xml => xml.replace(/\/[\w./-]+\.\w+(?=["'])/g, '/one.qcow2'),
  'with entities': xml => xml.replace(/\/[\w./-]+(?=["'])/g, '/a&amp;&lt;&quot;b>&#9;'),
  'with empty attributes': xml => xml.replace(/(?<==)(["'])[^"']*[/:][^"']*\1/g, '""'),
}
