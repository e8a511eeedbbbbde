// The walk-through of docs/hosts.md, run again on a real libvirt daemon. UPDATE=1 writes its outputs into the page.
import { spawnSync } from 'node:child_process'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { missingForHosts, startHost } from '../../support/libvirt-hosts.ts'
import { environment, folder, main, spawnVmc } from '../../support/vmc.ts'

const test = suite('the walk-through of docs/hosts.md')
const PAGE = join('docs', 'hosts.md')
const URI = 'qemu+ssh://root@hv1/system'

const missing = missingForHosts()
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('the walk-through of docs/hosts.md')
} else {
  const hv1 = startHost('hv1')

  /** Writes the files of the walk-through and runs its commands, and returns the text with what they print. */
  function rerun(text: string, cwd: string): string {
    const state = folder()
    const parts = text.split(/(```(?:ts|text)\n[\s\S]*?```)/)
    const done: string[] = []
    for (const part of parts) {
      const [, file, code] = /^```ts\n(?=\/\/ (\S+)\n)([\s\S]*)```$/.exec(part) ?? []
      // The machine of the test has no KVM.
      if (file && code)
        writeFileSync(
          join(cwd, file),
          code.replace(URI, hv1.uri).replace('.hvm({', ".type('qemu').hvm({"),
        )
      const commands = part.startsWith('```text') ? [...part.matchAll(/^\$ vmc (.*)$/gm)] : []
      if (commands.length === 0) {
        done.push(part)
        continue
      }
      let output = ''
      for (const [line, words = ''] of commands) {
        const { stdout } = spawnSync(
          'sh',
          ['-c', 'exec "$@" 2>&1', 'sh', process.execPath, main, ...words.split(' ')],
          { cwd, env: environment({ XDG_STATE_HOME: state }), encoding: 'utf8' },
        )
        output += `${line}\n${stdout}`.replaceAll(hv1.uri, URI).replaceAll(state, '~/.local/state')
      }
      done.push(`\`\`\`text\n${output}\`\`\``)
    }
    return done.join('')
  }

  test('prints what the page shows', async () => {
    const page = readFileSync(PAGE, 'utf8')
    const [start, end] = [page.indexOf('## From nothing'), page.indexOf('## Connections')]
    const cwd = folder()
    const { code, stderr } = await spawnVmc(['init', 'basic', '.'], cwd)
    assert.is(code, 0, stderr)
    // What npm install would fetch.
    symlinkSync(resolve('node_modules'), join(cwd, 'node_modules'))
    const walk = rerun(page.slice(start, end), cwd)
    const updated = page.slice(0, start) + walk + page.slice(end)
    if (process.env.UPDATE === '1') writeFileSync(PAGE, updated)
    assert.is(updated, readFileSync(PAGE, 'utf8'))
    assert.match(hv1.virsh('dumpxml', '--inactive', 'web0'), '/srv/data.qcow2')
  })
}

test.run()
