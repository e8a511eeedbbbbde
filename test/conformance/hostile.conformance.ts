// Names that every object inherits, such as `constructor` and `toString`, wherever a word can stand in a document.
import { suite } from 'uvu'
import { withstandAll } from '../support/withstand.ts'

const test = suite('hostile documents')
const COUNT = Number(process.env.HOSTILE ?? 2000)
const SEED = Number(process.env.SEED ?? 2009)

test(`${COUNT} hostile documents of seed ${SEED} are read, checked, mended and imported`, () =>
  withstandAll(COUNT, SEED))

test.run()
