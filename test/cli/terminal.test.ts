import { spawn, spawnSync } from 'node:child_process'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { environment, folder, inTerminal, main, spawnVmc } from '../support/vmc.ts'

const terminal = suite('terminal')

const hasScript = spawnSync('script', ['--version']).stdout?.includes('util-linux') ?? false

/** Runs the command in a real terminal, and returns everything that it shows. */
function inRealTerminal(cwd: string, args: string, env = ''): string {
  const command = `stty cols 80 rows 24; exec env ${env} ${process.execPath} ${main} ${args}`
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd,
    env: environment({ TERM: 'xterm-256color' }),
    encoding: 'utf8',
  })
  return stdout.replaceAll('\r\n', '\n')
}

/** Registers a test that needs a real terminal, which `script` of util-linux makes. */
const shows = (name: string, run: () => void | Promise<void>): void => {
  if (hasScript) terminal(name, run)
  else terminal.skip(name, run)
}

const plainText = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, '')

const wrong = `import { domain, file } from 'libvmc'
export const fv0 = domain('fv0').hvm().memory('1GiB').disk(file('/a/long/path/to/an/image/that/does/not/fit.qcow2').bus('virtoi')).vcpu(2)
`

shows('uses colours in a terminal', async () => {
  const at = folder({ 'infra.ts': wrong })
  assert.match(
    inRealTerminal(at, 'build --no-typecheck'),
    '\u001b[1m\u001b[31merror[VMC1002]\u001b[39m\u001b[22m',
  )
  // A count of domains, which slow work shows, also moves the cursor.
  assert.not.match(inRealTerminal(at, 'build --no-typecheck', 'NO_COLOR=1'), /\u001b\[\d+m/)
  const build = ['build', '--no-typecheck']
  assert.match(await inTerminal(build, at), /\u001b\[\d+m/)
  assert.not.match(await inTerminal(build, at, 80, { TERM: 'dumb' }), '\u001b')
  assert.not.match(await inTerminal([...build, '--color', 'never'], at), /\u001b\[\d+m/)
})

terminal('shortens a long line around the location, in wide and narrow terminals', async () => {
  const at = folder({ 'infra.ts': wrong })
  for (const columns of [120, 80, 60, 40]) {
    const shown = await inTerminal(['build', '--no-typecheck'], at, columns)
    const lines = plainText(shown).split('\n')
    const row = lines.findIndex(line => line.startsWith('2 | '))
    const caret = lines[row + 1]!.indexOf('^')
    const label = lines.findIndex(line => line.endsWith(' domain/devices/disk[1]/target/@bus'))
    assert.ok(label > row && lines[label]!.length <= columns, lines[label])
    assert.ok(lines[row]!.length <= columns, `${lines[row]!.length} columns of ${columns}`)
    assert.is(lines[row]!.slice(caret, caret + 13), "bus('virtoi')")
    assert.match(lines[row]!, /^2 \| …/)
  }
})

terminal('wraps the help of a diagnostic', async () => {
  const program = `import { domain, file, GiB } from 'libvmc'
export const fv0 = domain('fv0').hvm().memory(GiB(1)).disk(file('rel.img'))
`
  for (const columns of [80, 60]) {
    const shown = await inTerminal(['build', '--no-typecheck'], { 'infra.ts': program }, columns)
    const lines = plainText(shown).split('\n')
    const help = lines.findIndex(line => line.startsWith('  = help: expected an absolute path'))
    assert.ok(help > 0)
    assert.match(lines[help + 1]!, /^ {10}\S/)
    for (const line of lines.slice(help)) assert.ok(line.length <= columns, line)
  }
})

terminal('fits its help into a narrow terminal', async () => {
  const at = folder()
  for (const columns of [80, 60]) {
    for (const line of (await inTerminal(['build', '--help'], at, columns)).split('\n'))
      assert.ok(line.length <= columns, line)
  }
})

const large = `import { bridge, domain, file, GiB } from 'libvmc'
const started = performance.now()
while (performance.now() - started < 600) {}
export default Array.from({ length: 300 }, (_, i) =>
  domain(\`vm\${i}\`).hvm().memory(GiB(2)).disk(file(\`/x/\${i}.qcow2\`)).nic(bridge('br0')))
`

shows('shows a count during slow work, and removes it', async () => {
  const shown = inRealTerminal(folder({ 'infra.ts': large }), 'build --no-typecheck')
  assert.match(shown, /\r\d+ domains …/)
  assert.match(shown, /\r\u001b\[K300 domains in vmc\.out: 300 written\n$/)
  for (const args of [['-q'], ['--format', 'json']])
    assert.not.match(
      await inTerminal(['build', '--no-typecheck', ...args], { 'infra.ts': large }),
      '…',
    )
})

terminal('shows no count during quick work', async () => {
  const files = { 'infra.ts': `import { domain } from 'libvmc'\nexport default domain('a')` }
  assert.not.match(await inTerminal(['build', '--no-typecheck'], files), '…')
})

terminal('puts no escape codes and no count into a pipe', async () => {
  const { stdout, stderr } = await spawnVmc(['build', '--no-typecheck'], { 'infra.ts': large })
  assert.is(stdout, '')
  assert.is(stderr, '300 domains in vmc.out: 300 written\n')
})

/** The exit code or signal of a build that gets Ctrl-C as soon as its program prints. */
function interrupted(program: string): Promise<[code: number | null, signal: string | null]> {
  const cwd = folder({ 'infra.ts': program })
  const child = spawn(process.execPath, [main, 'build', '--no-typecheck'], { cwd })
  child.stderr.once('data', () => child.kill('SIGINT'))
  return new Promise(resolve => child.on('close', (code, signal) => resolve([code, signal])))
}

// A shell reports this as exit code 130.
terminal('ends at Ctrl-C, if its program waits and if it never stops', async () => {
  const waits = `console.log('runs')\nawait new Promise(done => setTimeout(done, 60_000))\nexport {}`
  assert.equal(await interrupted(waits), [null, 'SIGINT'])
  assert.equal(await interrupted(`console.log('runs')\nwhile (true) {}`), [null, 'SIGINT'])
})

terminal('exits with 130 for a shell when it is interrupted', () => {
  const cwd = folder({
    'infra.ts':
      'process.kill(process.pid, "SIGINT")\nawait new Promise(() => setTimeout(() => {}, 9e3))',
  })
  const { stdout } = spawnSync(
    'sh',
    ['-c', `"${process.execPath}" "${main}" build --no-typecheck; echo $?`],
    { cwd, encoding: 'utf8' },
  )
  assert.is(stdout, '130\n')
})

terminal('exits without an error when its reader closes the pipe', () => {
  const cwd = folder({
    'infra.ts': `import { domain } from 'libvmc'
export default Array.from({ length: 2000 }, (_, i) => domain(\`d\${i}\`).hvm().memory('1GiB'))`,
  })
  const { stdout, stderr } = spawnSync(
    'sh',
    ['-c', `"${process.execPath}" "${main}" build --no-typecheck --stdout | head -1`],
    { cwd, encoding: 'utf8' },
  )
  assert.equal([stdout, stderr], ['<domain type="kvm">\n', ''])
})

terminal.run()
