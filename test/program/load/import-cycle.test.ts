import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { importCycle } from '../../../src/program/load/import-cycle.ts'
import { folder } from '../../support/vmc.ts'

const test = suite('program: import cycles')

test('finds the shortest cycle that contains a file', () => {
  const cwd = folder({
    'a.ts': "import './b.ts'\nimport './d.ts'",
    'b.ts': "import './c'",
    'c.ts': "import './a.ts'",
    'd.ts': "import './e.ts'",
    'e.ts': '',
    'f.ts': "import './f.ts'",
  })
  const cycle = (name: string) =>
    importCycle(join(cwd, name))?.map(file => file.slice(cwd.length + 1))
  assert.equal(cycle('a.ts'), ['a.ts', 'b.ts', 'c.ts', 'a.ts'])
  assert.equal(cycle('c.ts'), ['c.ts', 'a.ts', 'b.ts', 'c.ts'])
  assert.equal(cycle('d.ts'), undefined)
  assert.equal(cycle('f.ts'), ['f.ts', 'f.ts'])
})

test.run()
