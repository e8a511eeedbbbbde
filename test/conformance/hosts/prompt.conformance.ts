// The prompt of vmc apply in a real terminal, which `script` of util-linux makes.
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { defineDomain, hostDomain } from '../../support/host-domains.ts'
import { hostProject } from '../../support/host-project.ts'
import { missingForHosts, startHost } from '../../support/libvirt-hosts.ts'
import { environment, folder, main, vmc } from '../../support/vmc.ts'

const test = suite('the prompt of vmc apply')
const hasScript = spawnSync('script', ['--version']).stdout?.includes('util-linux') ?? false

const missing = missingForHosts() ?? (hasScript ? undefined : 'not installed: script of util-linux')
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('the prompt of vmc apply')
} else {
  const hv1 = startHost('hv1')
  const state = folder()
  const env = { XDG_STATE_HOME: state }
  const vm = (name: string): string =>
    `domain('${name}').type('qemu').hvm({ arch: 'x86_64', machine: 'pc' }).memory('32MiB')`
  const cwd = hostProject({ hv1 })
  const write = (file: string, ...names: readonly string[]): void =>
    writeFileSync(
      join(cwd, file),
      `import { domain } from 'libvmc'\nexport const all = [${names.map(vm).join(', ')}]\n`,
    )

  /** Runs vmc in a terminal, and types `keys` once it asks. */
  function answer(keys: string, ...args: readonly string[]) {
    const command = [process.execPath, main, ...args].map(word => `'${word}'`).join(' ')
    const child = spawn('script', ['-qec', `exec ${command}`, '/dev/null'], {
      cwd,
      env: environment({ ...env, TERM: 'xterm-256color' }),
      // A prompt that does not end fails the test.
      timeout: 120_000,
    })
    let text = ''
    let isTyped = false
    child.stdout.setEncoding('utf8').on('data', part => {
      text += part
      if (isTyped || !text.includes('[y/N] ')) return
      isTyped = true
      child.stdin.write(keys)
    })
    return new Promise<{ code: number | null; text: string }>(resolve => {
      child.on('close', code => resolve({ code, text: text.replaceAll('\r\n', '\n') }))
    })
  }
  const names = () => hv1.virsh('list', '--all', '--name').trim().split('\n').sort()

  write('one.ts', 'kept')
  write('two.ts', 'kept', 'more')
  write('other.ts', 'other')
  test('Ctrl-C at the prompt ends the command, and changes nothing', async () => {
    await vmc(['apply', '--no-typecheck', '--yes', '-p', 'one.ts'], cwd, env)
    const uuid = hv1.virsh('domuuid', 'kept').trim()
    defineDomain(hv1, hostDomain('theirs'))
    // A backup to restore.
    writeFileSync(
      join(cwd, 'three.ts'),
      `import { domain } from 'libvmc'\nexport const all = [${vm('kept')}.title('x')]\n`,
    )
    await vmc(['apply', '--no-typecheck', '--yes', '-p', 'three.ts'], cwd, env)
    const backups = join(state, 'vmc/shop')
    const [backup] = readdirSync(backups).filter(file => file.startsWith(uuid))
    const before = hv1.virsh('dumpxml', '--inactive', uuid)
    const all = names()
    for (const args of [
      ['-p', 'two.ts'],
      ['-p', 'three.ts', '--restore', join(backups, backup!)],
      ['-p', 'other.ts', '--remove', 'kept'],
    ]) {
      // Another program that has the domain would keep it from being removed.
      if (args.includes('--remove'))
        for (const file of ['one.ts', 'three.ts']) rmSync(join(cwd, file))
      const { code, text } = await answer('\u0003', 'apply', '--no-typecheck', ...args)
      assert.match(text, '[y/N] ')
      assert.is(code, 130, text)
      assert.not.match(text, /VMC7003|not reached/)
      assert.equal(names(), all)
      assert.is(hv1.virsh('dumpxml', '--inactive', uuid), before)
      assert.not.match(hv1.virsh('secret-list'), 'vmc-lock')
    }
  })

  test('the answer decides', async () => {
    const declined = await answer('n\n', 'apply', '--no-typecheck', '-p', 'two.ts', 'more')
    assert.is(declined.code, 2, declined.text)
    assert.not.ok(names().includes('more'))
    const accepted = await answer('y\n', 'apply', '--no-typecheck', '-p', 'two.ts', 'more')
    assert.is(accepted.code, 0, accepted.text)
    assert.ok(names().includes('more'))
  })
}

test.run()
