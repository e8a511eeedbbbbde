import { rightVersion, wrongVersion } from '../../src/check/example.ts'
import { rules } from '../../src/rules/all.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import type { Node } from '../../src/tree/node.ts'
import { read } from '../../src/xml/read.ts'
import { corpus, libvirtDir } from '../conformance/corpus.ts'

/** How many of libvirt's own documents there are for each that is taken. `npm run conformance` takes more than `npm test`. */
const STEP = Number(process.env.CORPUS_STEP ?? 40)

/** Every domain in an example of a rule, and some of libvirt's own documents if they are installed. */
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

export const nodeIn = (xml: string): readonly Node[] => [read(xml, domain).node ?? []].flat()

/** The same documents with other numbers, names and paths. */
export const variants: Readonly<Record<string, (xml: string) => string>> = {
  'as they are': xml => xml,
  'with other numbers': xml => xml.replace(/(?<=["'>])\d+(?=["'<])/g, number => `${+number + 1}`),
  'with numbers of none': xml => xml.replace(/(?<=["'>])\d+(?=["'<])/g, '0'),
  'with numbers too large': xml => xml.replace(/(?<=["'>])\d+(?=["'<])/g, '9'.repeat(45)),
  'with other paths': xml => xml.replace(/\/[\w./-]+(?=["'])/g, path => `${path}.raw`),
  'with one path for all': xml => xml.replace(/\/[\w./-]+\.\w+(?=["'])/g, '/one.qcow2'),
  'with entities': xml => xml.replace(/\/[\w./-]+(?=["'])/g, '/a&amp;&lt;&quot;b>&#9;'),
  'with nothing in attributes': xml => xml.replace(/(?<==)(["'])[^"']*[/:][^"']*\1/g, '""'),
}
