// Names that every object inherits, such as `constructor` and `toString`, wherever a word can stand in a document.
// HOSTILE says how many documents are tried, SEED which; `npm run conformance` tries 2,000.
import { suite } from 'uvu'
import { withstandAll } from './support/withstand.ts'

const test = suite('hostile documents')
const COUNT = Number(process.env.HOSTILE ?? 300)
const SEED = Number(process.env.SEED ?? 2008)

test(`${COUNT} hostile documents of seed ${SEED} are read, checked, mended and imported`, () =>
  withstandAll(COUNT, SEED))

test.run()
