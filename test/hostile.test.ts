// Documents that use names which every JavaScript object inherits, such as `constructor`, as names and values.
// HOSTILE sets the number of documents, SEED their random seed. `npm run conformance` tries 2,000.
import { suite } from 'uvu'
import { withstandAll } from './support/withstand.ts'

const test = suite('hostile documents')
const COUNT = Number(process.env.HOSTILE ?? 150)
const SEED = Number(process.env.SEED ?? 2008)

test(`vmc reads, checks, fixes and imports ${COUNT} hostile documents from seed ${SEED}`, () =>
  withstandAll(COUNT, SEED))

test.run()
