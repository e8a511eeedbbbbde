import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import type { Duplex, Readable, Writable } from 'node:stream'
import { ERROR_PREFIX, newMark } from './virsh-output.ts'

/**
 * The answer to a virsh command: the text that virsh wrote to stderr, and the kind of failure if the answer is not complete.
 */
export interface Answer {
  /** The text that virsh wrote to stderr. It is empty if the command succeeded. */
  readonly errors: string
  readonly failure?: Failure
}

/**
 * The reason why the answer to a virsh command is not complete: virsh is not installed, has ended, did not answer in time, or
 * did not run the command because virsh had ended at an earlier command.
 */
export type Failure = 'not installed' | 'ended' | 'timeout' | 'not run'

/** A virsh command whose answer has not arrived yet. */
interface Question {
  /** The line that virsh prints after the answer. */
  readonly end: string
  readonly seconds: number
  readonly resolve: (answer: Answer) => void
}

/*
 * This shell script runs virsh and cleans up afterwards, even if vmc is killed: pipe 3 then ends, and the script kills virsh.
 * If virsh ends first, the folder stays until vmc closes the pipe. To detect the capabilities of QEMU, libvirt starts QEMU
 * processes in the background and writes their process IDs to files. The script kills these processes.
 */
const SCRIPT = `
ulimit -c 0
command -v virsh >/dev/null || exit 127
exec 4<&0
virsh -c "qemu:///embed?root=$1" <&4 3<&- & virsh=$!
exec 4<&- 2>/dev/null
(read -r line <&3; kill -9 "$virsh") & watcher=$!
wait "$virsh"
status=$?
kill "$watcher"
for file in "$1"/lib/qemu/qmp-*/qmp.pid; do
  [ -f "$file" ] && kill -9 "$(cat "$file")"
done
read -r line <&3
rm -rf "$1"
exit "$status"
`

/**
 * A virsh process that runs commands one after another. libvirt's QEMU driver runs inside the virsh process and keeps all its
 * files in one folder. When virsh ends for any reason, the folder is removed.
 */
export class Virsh {
  readonly #child: ChildProcess
  /** A pipe to the shell that has started virsh. When the pipe is closed, the shell kills virsh. */
  readonly #lifeline: Duplex
  readonly #ended: Promise<void>
  /** The beginning of the line that virsh prints after each answer. */
  readonly #mark = newMark()
  #count = 0
  #failure: Failure = 'ended'
  #hasEnded = false
  #hasExited = false
  #stderr = ''
  readonly #questions: Question[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(folder: string, env: Readonly<Record<string, string | undefined>>) {
    this.#child = spawn('/bin/sh', ['-c', SCRIPT, 'vmc', folder], {
      cwd: folder,
      env,
      // The shell runs in a separate process group, so that Ctrl-C does not end the shell. The shell cleans up after vmc has
      // ended.
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    })
    const { stdin, stderr } = this.#child as ChildProcess & { stdin: Writable; stderr: Readable }
    this.#lifeline = this.#child.stdio[3] as Duplex
    // Errors from writing to an ended process are ignored, because the event `exit` reports that the process has ended.
    stdin.on('error', () => {})
    this.#lifeline.on('error', () => {})
    stderr.setEncoding('utf8').on('data', text => {
      this.#stderr += text
      this.#settle()
    })
    stderr.once('end', () => {
      this.#hasEnded = true
      this.#lifeline.destroy()
    })
    this.#ended = new Promise(resolve => {
      const end = (status: number | null): void => {
        if (status === 127 || status === null) this.#failure = 'not installed'
        this.#hasEnded = true
        this.#hasExited = true
        rmSync(folder, { recursive: true, force: true })
        this.#fail()
        resolve()
      }
      this.#child.once('error', () => end(null))
      // The last output of virsh can arrive after its `exit` event, so vmc also waits for the end of stderr.
      this.#child.once('exit', status => {
        if (stderr.readableEnded) end(status)
        else stderr.once('end', () => end(status))
      })
    })
  }

  /** Whether virsh has ended. The shell removes the folder with virsh's files soon after. */
  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /**
   * Runs a virsh command after all earlier commands, and returns the answer. The time limit for the answer starts when the
   * previous answer has arrived.
   */
  run(command: string, seconds: number): Promise<Answer> {
    const mark = `${this.#mark}.${this.#count++}`
    this.#child.stdin!.write(`${command}\necho --err ${mark}\n`)
    return new Promise(resolve => {
      this.#questions.push({ end: `${ERROR_PREFIX}${mark}\n`, seconds, resolve })
      if (this.#hasExited) this.#fail()
      else if (this.#questions.length === 1) this.#startTimer()
    })
  }

  /** Gives the answers that have arrived to the commands that have waited longest. */
  #settle(): void {
    for (;;) {
      const [first] = this.#questions
      const at = first ? this.#stderr.indexOf(first.end) : -1
      if (!first || at < 0) return
      first.resolve({ errors: this.#stderr.slice(0, at) })
      this.#stderr = this.#stderr.slice(at + first.end.length)
      this.#questions.shift()
      this.#startTimer()
    }
  }

  #startTimer(): void {
    clearTimeout(this.#timer)
    const [first] = this.#questions
    if (!first) return
    this.#timer = setTimeout(() => {
      this.#failure = 'timeout'
      this.#lifeline.destroy()
    }, first.seconds * 1000)
  }

  #fail(): void {
    clearTimeout(this.#timer)
    for (const { resolve } of this.#questions.splice(0)) {
      resolve({ errors: this.#stderr, failure: this.#failure })
      this.#failure = 'not run'
    }
  }

  /** Ends virsh, and waits until its folder is removed. */
  async close(): Promise<void> {
    this.#child.stdin!.end()
    const timer = setTimeout(() => this.#lifeline.destroy(), 2000)
    await this.#ended
    clearTimeout(timer)
  }
}
