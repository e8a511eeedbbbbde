// The table of semantic changes has a row for each change that libvirt's data lists.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { SEMANTIC_CHANGES } from '../support/semantic-changes.ts'
import { libvirtDir, skipped } from './corpus.ts'

const test = suite('semantic changes')

if (libvirtDir === undefined) test.skip(skipped)
else {
  const path = join(libvirtDir, '12.9/semantic-changes.tsv')
  test('the table has every change, in order', () => {
    const [, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
    const expected = lines.map(line => {
      const [release = '', , area = ''] = line.split('\t')
      return `${release.startsWith('?') ? '?' : release} ${area}`
    })
    assert.equal(
      SEMANTIC_CHANGES.map(({ release, area }) => `${release} ${area}`),
      expected,
    )
  })
}

test.run()
