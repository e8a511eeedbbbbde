import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { spawnVmc } from '../support/vmc.ts'

const test = suite('--timeout')

const loops: Readonly<Record<string, string>> = {
  'an endless loop': 'let n = 0\nfor (;;) n++\n',
  'a loop in a default function': 'export default () => { for (;;); }\n',
  'a thenable that never returns': 'export default { then: () => { for (;;); } }\n',
  'a getter that never returns': 'export default { get a() { for (;;); } }\n',
}

for (const [what, text] of Object.entries(loops))
  test(`${what} ends with a message`, async () => {
    const args = ['build', '--no-typecheck', '--timeout', '1']
    const { code, stdout, stderr } = await spawnVmc(args, { 'infra.ts': text })
    assert.equal([code, stdout], [1, ''])
    assert.match(stderr, 'did not finish within 1 seconds')
    assert.match(stderr, 'infra.ts')
    assert.not.match(stderr, 'debugger')
  })

test('the message has the format of a report', async () => {
  const args = ['validate', '--no-typecheck', '--timeout', '1', '--format', 'json', 'infra.ts']
  const { code, stdout, stderr } = await spawnVmc(args, { 'infra.ts': 'for (;;);\n' })
  assert.equal([code, stderr], [1, ''])
  assert.is(JSON.parse(stdout)[0].code, 'VMC4006')
})

test.run()
