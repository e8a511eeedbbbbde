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
import { ERROR_PREFIX } from './virsh-output.ts'

/** An error message with which libvirt refuses a domain. */
export interface Refusal {
  /**
   * The step of the check at which libvirt refuses the domain: `define`, or `start`, when libvirt generates the command line of
   * QEMU.
   */
  readonly stage: Stage
  /** The error message of libvirt. */
  readonly words: string
}

export type Stage = 'define' | 'start'

/** The error that is thrown if a check has no result, because libvirt crashed or did not answer in time. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure === 'timeout' ? 'libvirt did not answer in time' : 'libvirt crashed')
    this.failure = failure
  }
}

/**
 * For each step of the check, the virsh command. Neither command runs a domain: `domxml-to-native` only generates the command
 * line of QEMU.
 */
const COMMANDS = { define: 'define', start: 'domxml-to-native qemu-argv' }

// The time limits for answers in seconds. The first answer takes longer, because libvirt first detects the capabilities of
// QEMU.
const SECONDS = { first: 120, other: 30 }

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * A private instance of libvirt's QEMU driver. It runs in virsh without a daemon, and has no access to the domains of the host.
 */
export class Driver {
  readonly #env: Environment
  #virsh: ReturnType<typeof start>
  #hasAnswered = false
  #count = 0
  readonly #kvm = new Map<string, Promise<boolean>>()

  /** `env` contains the environment variables for virsh. The variables that determine the folders of the user are replaced. */
  constructor(env: Environment) {
    this.#env = env
    this.#virsh = start(env)
  }

  /**
   * Returns the reason why libvirt cannot check domains, or `undefined` if it can. The reason is libvirt's error message or,
   * if there is none, the kind of failure.
   */
  async unavailable(): Promise<string | Failure | undefined> {
    for (const command of ['uri', 'domcapabilities --virttype qemu']) {
      const answer = await this.#virsh.process.run(command, SECONDS.first)
      const words = wordsOf(answer.errors)
      if (words !== '') return words
      // Even virsh itself can fail to start, for example because a library is missing.
      if (answer.failure === 'ended') return answer.errors.trim() || answer.failure
      if (answer.failure) return answer.failure
    }
    return undefined
  }

  /** Whether libvirt can run domains of an architecture with KVM. Without `arch`, this is the architecture of the host. */
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
   * Lets libvirt check an XML document in one step of the check. Returns libvirt's error message, or an empty text if libvirt
   * accepts the document. This method can be called again before earlier calls have ended.
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

  /** Ends virsh and removes its files, except libvirt's cache of QEMU's capabilities. */
  close(): Promise<void> {
    return this.#virsh.process.close()
  }

  /** Runs a virsh command. If virsh does not answer, the next command starts a new virsh process. */
  async #run(commandIn: (folder: string) => string): Promise<string> {
    if (this.#virsh.process.hasEnded) {
      this.#virsh = start(this.#env)
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

function start(own: Environment): { readonly process: Virsh; readonly folder: string } {
  const folder = newFolder()
  keepCapabilities(folder, own)
  mkdirSync(join(folder, 'etc'))
  // If vmc runs as root, libvirt is configured to run QEMU as root too. Otherwise, it would run QEMU as another user, who may
  // not have access to /dev/kvm, and would detect the capabilities of QEMU again for each document.
  if (process.getuid?.() === 0)
    writeFileSync(join(folder, 'etc/qemu.conf'), 'user = "root"\ngroup = "root"\n')
  const env = { ...own, ...privateFolders(folder), LC_ALL: 'C', TERM: 'dumb' }
  return { process: new Virsh(folder, env), folder }
}

/**
 * Creates the folder for libvirt's files, in memory if possible. On a disk, libvirt would wait after each definition until the
 * definition is stored.
 */
function newFolder(): string {
  try {
    return mkdtempSync('/dev/shm/vmc-libvirt-')
  } catch {
    return mkdtempSync(join(tmpdir(), 'vmc-libvirt-'))
  }
}

/** Returns environment variables that make libvirt, virsh and QEMU search for the files of the user in empty folders. */
const privateFolders = (folder: string) => ({
  HOME: folder,
  XDG_CACHE_HOME: join(folder, 'home'),
  XDG_CONFIG_HOME: join(folder, 'home'),
  XDG_DATA_HOME: join(folder, 'home'),
  XDG_RUNTIME_DIR: join(folder, 'home'),
})

/**
 * Keeps libvirt's cache of QEMU's capabilities in the user's cache folder for the next run. libvirt itself detects when the
 * cache is out of date.
 */
function keepCapabilities(folder: string, { XDG_CACHE_HOME }: Environment): void {
  const cache = XDG_CACHE_HOME || join(homedir(), '.cache')
  // root has a separate cache folder, because with sudo, root can have the same home folder as the user.
  const kept = join(cache, 'vmc', process.getuid?.() === 0 ? 'libvirt-root' : 'libvirt')
  mkdirSync(join(folder, 'cache/qemu'), { recursive: true })
  try {
    mkdirSync(kept, { recursive: true, mode: 0o700 })
    accessSync(kept, constants.R_OK | constants.W_OK)
  } catch {
    // Without a home folder, vmc cannot keep libvirt's cache of QEMU capabilities, and each run takes one second longer.
    return
  }
  symlinkSync(kept, join(folder, 'cache/qemu/capabilities'))
}

/**
 * Returns libvirt's error message from the output of virsh. Messages and log lines of virsh itself are left out. If there is no
 * error, returns an empty text.
 */
function wordsOf(printed: string): string {
  const lines = printed.split('\n').filter(line => !/^\d{4}-\d\d-\d\d [\d:.+]+: /.test(line))
  const first = lines.findIndex(line => line.startsWith(ERROR_PREFIX))
  if (first < 0) return ''
  const errors = lines
    .slice(first)
    .map(line => (line.startsWith(ERROR_PREFIX) ? line.slice(ERROR_PREFIX.length) : line))
  // virsh prints that its command has failed, followed by the error message of libvirt. Only the error message of libvirt is
  // kept.
  const words = errors.filter(
    line => !/^(Failed to define domain|failed to (connect|get))/.test(line),
  )
  return (words.join(' ').trim() || errors.join(' ')).replace(/\s+/g, ' ').trim()
}
