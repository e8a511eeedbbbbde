import {
  accessSync,
  constants,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Failure, Virsh } from './virsh.ts'

/** A refusal of libvirt. */
export interface Refusal {
  /** Whether libvirt refuses to define the domain, or only to start it. */
  readonly stage: Stage
  /** libvirt's own words. */
  readonly words: string
}

export type Stage = 'define' | 'start'

/** libvirt gave no answer: it crashed, or took too long. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure === 'timeout' ? 'libvirt did not answer in time' : 'libvirt crashed')
    this.failure = failure
  }
}

/** The commands of a question. Neither runs a domain: the second only makes QEMU's command line. */
const COMMANDS = { define: 'define', start: 'domxml-to-native qemu-argv' }

// The first answer takes longer, because libvirt learns what QEMU can do.
const SECONDS = { first: 120, other: 30 }

/** A private instance of libvirt's QEMU driver. It needs no daemon, and sees no domain of the host. */
export class Driver {
  #virsh = start()
  #hasAnswered = false
  #count = 0
  readonly #kvm = new Map<string, Promise<boolean>>()

  /** Why libvirt cannot be asked, in its own words or the reason that there are none; `undefined` if it can. */
  async unavailable(): Promise<string | Failure | undefined> {
    for (const command of ['uri', 'domcapabilities --virttype qemu']) {
      const answer = await this.#virsh.process.run(command, SECONDS.first)
      const words = wordsOf(answer.errors)
      if (words !== '') return words
      // virsh itself may not start, because a library is missing for example.
      if (answer.failure === 'ended') return answer.errors.trim() || answer.failure
      if (answer.failure) return answer.failure
    }
    return undefined
  }

  /** Whether libvirt can run domains of an architecture with KVM. Default: the architecture of the host. */
  hasKvm(arch = ''): Promise<boolean> {
    const known = this.#kvm.get(arch)
    if (known) return known
    const option = arch === '' ? '' : ` --arch ${arch}`
    const answer = this.#run(() => `domcapabilities --virttype kvm${option}`)
    const has = answer.then(errors => errors === '')
    this.#kvm.set(arch, has)
    return has
  }

  /**
   * Asks about a document at one stage. Returns the refusal in libvirt's words; empty if libvirt accepts it. Several
   * questions can wait at the same time.
   */
  async ask(xml: string, stage: Stage): Promise<string> {
    const name = `${this.#count++}.xml`
    let file = ''
    const errors = await this.#run(folder => {
      file = join(folder, name)
      writeFileSync(file, xml, { mode: 0o600 })
      return `${COMMANDS[stage]} ${name}`
    })
    rmSync(file, { force: true })
    return wordsOf(errors)
  }

  /** Removes everything but what libvirt knows about QEMU. */
  close(): Promise<void> {
    return this.#virsh.process.close()
  }

  /** Runs a command. If it has no answer, virsh is started anew for the commands after it. */
  async #run(commandIn: (folder: string) => string): Promise<string> {
    if (this.#virsh.process.hasEnded) {
      this.#virsh = start()
      this.#hasAnswered = false
    }
    const { process, folder } = this.#virsh
    const seconds = this.#hasAnswered ? SECONDS.other : SECONDS.first
    const answer = await process.run(commandIn(folder), seconds)
    if (answer.failure === undefined) {
      this.#hasAnswered = true
      return answer.errors
    }
    if (answer.failure === 'not run') return this.#run(commandIn)
    throw new NoAnswer(answer.failure)
  }
}

function start(): { readonly process: Virsh; readonly folder: string } {
  const folder = newFolder()
  keepCapabilities(folder)
  mkdirSync(join(folder, 'etc'))
  // Otherwise libvirt would start QEMU as another user, for whom /dev/kvm can be missing, and would then learn what QEMU can
  // do again for each document.
  if (process.getuid?.() === 0)
    writeFileSync(join(folder, 'etc/qemu.conf'), 'user = "root"\ngroup = "root"\n')
  const env = { ...process.env, ...privateFolders(folder), LC_ALL: 'C', TERM: 'dumb' }
  return { process: new Virsh(folder, env), folder }
}

/** A new folder, in memory if possible: libvirt waits until the disk has written each domain that it defines. */
function newFolder(): string {
  try {
    return mkdtempSync('/dev/shm/vmc-libvirt-')
  } catch {
    return mkdtempSync(join(tmpdir(), 'vmc-libvirt-'))
  }
}

/** The variables by which libvirt, virsh and QEMU find the user's own files: here they find none. */
const privateFolders = (folder: string) => ({
  HOME: folder,
  XDG_CACHE_HOME: join(folder, 'home'),
  XDG_CONFIG_HOME: join(folder, 'home'),
  XDG_DATA_HOME: join(folder, 'home'),
  XDG_RUNTIME_DIR: join(folder, 'home'),
})

/** Keeps what libvirt knows about QEMU for the next run. libvirt finds out itself when it is out of date. */
function keepCapabilities(folder: string): void {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  // Each user needs files of its own, even if sudo keeps the home folder.
  const kept = join(cache, 'vmc', process.getuid?.() === 0 ? 'libvirt-root' : 'libvirt')
  mkdirSync(join(folder, 'cache/qemu'), { recursive: true })
  try {
    mkdirSync(kept, { recursive: true, mode: 0o700 })
    accessSync(kept, constants.R_OK | constants.W_OK)
  } catch {
    // A user without a home folder keeps nothing, and waits a second longer each time.
    return
  }
  symlinkSync(kept, join(folder, 'cache/qemu/capabilities'))
}

/** The words of libvirt in what virsh printed: without virsh's own words and log lines. Empty without an error. */
function wordsOf(printed: string): string {
  const lines = printed.split('\n').filter(line => !/^\d{4}-\d\d-\d\d [\d:.+]+: /.test(line))
  const first = lines.findIndex(line => line.startsWith('error: '))
  if (first < 0) return ''
  const errors = lines.slice(first).map(line => line.replace(/^error: /, ''))
  // virsh first says which command failed, and then gives the words of libvirt.
  const words = errors.filter(
    line => !/^(Failed to define domain|failed to (connect|get))/.test(line),
  )
  return (words.join(' ').trim() || errors.join(' ')).replace(/\s+/g, ' ').trim()
}
