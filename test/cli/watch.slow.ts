import { type ChildProcess, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { environment, type Files, folder, main } from '../support/vmc.ts'

const watch = suite('watch')
const started: ChildProcess[] = []
watch.after.each(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

/** A running `vmc build --watch` in a new folder. */
class Session {
  readonly cwd: string
  readonly child: ChildProcess
  #output = ''

  constructor(files: Files, ...options: readonly string[]) {
    this.cwd = folder(files)
    this.child = spawn(process.execPath, [main, 'build', '--watch', ...options], {
      cwd: this.cwd,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    started.push(this.child)
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.setEncoding('utf8').on('data', text => {
        this.#output += text
      })
  }

  /** Waits until the output matches, and returns the output since the last call. */
  async prints(pattern: RegExp): Promise<string> {
    const late = Date.now() + 20_000
    while (!pattern.test(this.#output)) {
      if (Date.now() > late)
        throw new Error(`the output does not match ${pattern}:\n${this.#output}`)
      await setTimeout(20)
    }
    // The rest of the same message may arrive a little later.
    await setTimeout(100)
    const output = this.#output
    this.#output = ''
    return output
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.cwd, name)), { recursive: true })
    writeFileSync(join(this.cwd, name), text)
  }

  read(name: string): string {
    return readFileSync(join(this.cwd, 'vmc.out', name), 'utf8')
  }

  /** Sends SIGINT, and returns the exit code. */
  interrupt(): Promise<number | null> {
    this.child.kill('SIGINT')
    return new Promise(done => this.child.once('close', done))
  }
}

const program = (memory: string): string =>
  `import { domain } from 'libvmc'\nexport default domain('a').hvm().memory('${memory}').acpi()\n`

watch('builds, builds again when a file is saved, and ends at Ctrl-C', async () => {
  const session = new Session({ 'infra.ts': program('1GiB'), 'node_modules/x/y': '' })
  assert.match(
    await session.prints(/ends\n/),
    /^1 domain in vmc\.out: 1 written in \d+ ms\nwatching 1 file; Ctrl-C ends\n$/,
  )
  session.write('infra.ts', program('2GiB'))
  assert.match(
    await session.prints(/ ms\n/),
    /^\ninfra\.ts changed\n1 domain in vmc\.out: 1 written in \d+ ms\n$/,
  )
  assert.match(session.read('a.xml'), '<memory unit="GiB">2</memory>')
  assert.is(await session.interrupt(), 130)
  // No process is left running, and no temporary file of the type check.
  const kept = readdirSync(join(session.cwd, 'node_modules/.cache/vmc'))
  assert.equal(
    kept.filter(name => !/^(js|types)-[0-9a-f]{16}$/.test(name)),
    [],
  )
})

watch('keeps the last good output while something is wrong', async () => {
  const session = new Session({ 'infra.ts': program('1GiB') })
  await session.prints(/ends\n/)
  session.write('infra.ts', program('1GiB').replace('hvm()', 'hvm({ mahcine: 1 })'))
  assert.match(await session.prints(/errors?\n/), /^\ninfra\.ts changed\nerror\[VMC1001\]/)
  assert.match(session.read('a.xml'), '<memory unit="GiB">1</memory>')
  session.write('infra.ts', `import { domain } from 'libvmc'\nexport default domain('a'`)
  assert.match(await session.prints(/errors?\n/), 'error[VMC4002]')
  session.write('infra.ts', `${program('1GiB')}export const n: number = ''`)
  assert.match(
    await session.prints(/errors?\n/),
    /error\[VMC4001\].*\(TS2322\)\n --> infra\.ts:3:14\n/,
  )
  session.write('infra.ts', program('3GiB'))
  await session.prints(/1 written/)
  assert.match(session.read('a.xml'), '<memory unit="GiB">3</memory>')
})

watch('watches imports, also missing ones, tsconfig.json and the configuration', async () => {
  const session = new Session({
    'infra.ts': `import { domain } from 'libvmc'\nimport { memory } from './deep/memory'\n
      export default domain('a').hvm().memory(memory).acpi()`,
    'package.json': '{ "type": "module" }',
  })
  assert.match(await session.prints(/ends\n/), 'VMC4008')
  session.write('deep/memory.ts', `export const memory = '1GiB'`)
  await session.prints(/1 written/)
  // Some editors write a new file and rename it.
  session.write('deep/memory.ts~', `export const memory = '2GiB'`)
  renameSync(join(session.cwd, 'deep/memory.ts~'), join(session.cwd, 'deep/memory.ts'))
  assert.match(await session.prints(/1 written/), /^\ndeep\/memory\.ts changed\n/)
  assert.match(session.read('a.xml'), '<memory unit="GiB">2</memory>')
  session.write('deep/memory.ts', `export const memory = '2GiB'\nconst unused = 1`)
  await session.prints(/1 unchanged/)
  session.write('tsconfig.json', '{ "compilerOptions": { "noUnusedLocals": true } }')
  assert.match(await session.prints(/warning/), 'TS6133')
  rmSync(join(session.cwd, 'tsconfig.json'))
  await session.prints(/1 unchanged/)
  session.write('package.json', '{ "type": "module", "vmc": { "out": "made" } }')
  await session.prints(/1 domain in made: 1 written/)
  session.write('vmc.config.ts', `export default { out: 'elsewhere' }`)
  // The folder, in which the file is new, is not listed beside the file.
  assert.match(
    await session.prints(/1 domain in elsewhere: 1 written/),
    /^\nvmc\.config\.ts changed\n/,
  )
  assert.ok(existsSync(join(session.cwd, 'elsewhere/a.xml')))
})

watch('combines many saves, and stops builds that are out of date', async () => {
  const session = new Session({ 'infra.ts': program('1GiB') }, '--no-typecheck')
  await session.prints(/ends\n/)
  session.write('infra.ts', `${program('1GiB')}console.log('runs')\nwhile (true) {}`)
  await session.prints(/runs\n/)
  for (let n = 1; n <= 30; n++) {
    session.write('infra.ts', program(`${n}GiB`))
    await setTimeout(2)
  }
  await session.prints(/1 written/)
  await setTimeout(500)
  assert.match(session.read('a.xml'), '<memory unit="GiB">30</memory>')
})

watch('ignores saves without changes, and files that are not imported', async () => {
  const session = new Session({ 'infra.ts': program('1GiB') }, '--no-typecheck')
  await session.prints(/ends\n/)
  session.write('infra.ts', program('1GiB'))
  session.write('notes.txt', 'nothing')
  session.write('vmc.out/notes.txt', 'nothing')
  await setTimeout(500)
  session.write('infra.ts', program('2GiB'))
  assert.match(await session.prints(/ ms\n/), /^\ninfra\.ts changed\n1 domain .*\n$/)
})

watch('prints only errors with -q', async () => {
  const session = new Session({ 'infra.ts': program('1GiB') }, '-q', '--no-typecheck')
  while (!existsSync(join(session.cwd, 'vmc.out/a.xml'))) await setTimeout(20)
  session.write('infra.ts', program('').replace('hvm()', 'hvm({ mahcine: 1 })'))
  assert.match(await session.prints(/\^/), /^error\[VMC1001\]/)
})

watch.run()
