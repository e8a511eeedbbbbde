// Documents that use names which every JavaScript object inherits, such as `constructor`, as names and values.
import { suite } from 'uvu'
import { withstandAll } from '../support/withstand.ts'

const test = suite('hostile documents')
const COUNT = Number(process.env.HOSTILE ?? 2000)
const SEED = Number(process.env.SEED ?? 2009)

test(`vmc reads, checks, fixes and imports ${COUNT} hostile documents from seed ${SEED}`, () =>
  withstandAll(COUNT, SEED))

test.run()
