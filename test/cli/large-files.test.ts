import { statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { folder, vmc } from '../support/vmc.ts'

const test = suite('large files')

// Node cannot read a file of this size at once, so a message about its size shows that vmc does not try.
const SIZE = 3 * 1024 ** 3

for (const args of [
  ['validate', 'a.xml'],
  ['validate', '.'],
  ['validate', '--fix', 'a.xml'],
  ['import', 'a.xml'],
  ['import', '--into', 'a.ts', 'a.xml'],
])
  test(`vmc ${args.join(' ')} does not read a document over the limit`, async () => {
    const cwd = folder({ 'a.xml': '' })
    // The file has no blocks on disk.
    truncateSync(join(cwd, 'a.xml'), SIZE)
    for (const format of ['frame', 'json', 'github']) {
      const { code, stdout, stderr } = await vmc([...args, '--format', format], cwd)
      assert.is(code, 2, stderr)
      assert.match(stdout + stderr, 'the document is larger than 10 MiB, the limit of virsh')
    }
    assert.is(statSync(join(cwd, 'a.xml')).size, SIZE)
  })

test.run()
