import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Virsh } from '../../src/libvirt/virsh.ts'
import { withFakeVirsh } from '../support/fake-virsh.ts'
import { folder } from '../support/vmc.ts'

const virsh = suite('virsh')
const env = { ...process.env, ...withFakeVirsh() }

virsh('each command gets its own answer, also if several wait', async () => {
  const own = folder({ 'a.xml': '<title>bad</title>', 'b.xml': '' })
  const one = new Virsh(own, env)
  const answers = await Promise.all(
    ['define a.xml', 'define b.xml', 'uri', 'define a.xml'].map(command => one.run(command, 60)),
  )
  const refusal =
    'error: Failed to define domain from a.xml\nerror: unsupported configuration: bad title of vmc-domain\n'
  assert.equal(
    answers.map(({ errors }) => errors),
    [refusal, '', '', refusal],
  )
  await one.close()
})

virsh(
  'a command that takes too long ends virsh, and the commands after it are not run',
  async () => {
    const own = folder({ 'a.xml': '' })
    const one = new Virsh(own, env)
    assert.equal(await one.run('uri', 60), { errors: '' })
    const answers = await Promise.all([one.run('hang', 0.2), one.run('define a.xml', 60)])
    assert.equal(
      answers.map(({ failure }) => failure),
      ['timeout', 'not run'],
    )
    assert.ok(one.hasEnded)
    assert.is((await one.run('uri', 60)).failure, 'not run')
  },
)

virsh('a crash ends only the answers that are missing', async () => {
  const own = folder({ 'a.xml': '', 'b.xml': '<title>crash</title>' })
  const one = new Virsh(own, env)
  const commands = ['define a.xml', 'define b.xml', 'define a.xml']
  const answers = await Promise.all(commands.map(command => one.run(command, 60)))
  assert.equal(
    answers.map(({ failure }) => failure),
    [undefined, 'ended', 'not run'],
  )
})

virsh('the end of virsh removes its folder', async () => {
  const own = folder()
  const one = new Virsh(own, env)
  await one.run('uri', 60)
  writeFileSync(join(own, 'left'), '')
  await one.close()
  assert.not(existsSync(own))
})

virsh('virsh that is not installed is distinguished from one that ended', async () => {
  const one = new Virsh(folder(), { PATH: '' })
  assert.is((await one.run('uri', 60)).failure, 'not installed')
  await one.close()
})

virsh.run()
