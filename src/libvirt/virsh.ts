import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { Duplex, Readable, Writable } from 'node:stream'

/** The answer to a command: what virsh wrote to stderr, and why the answer is not complete, if it is not. */
export interface Answer {
  /** Empty if the command succeeded. */
  readonly errors: string
  readonly failure?: Failure
}

/**
 * Why a command has no answer: virsh is not installed, it ended, it did not answer in time, or an earlier command had no
 * answer.
 */
export type Failure = 'not installed' | 'ended' | 'timeout' | 'not run'

/** A command that waits for its answer. */
interface Question {
  /** The line that ends its answer. */
  readonly end: string
  readonly seconds: number
  readonly resolve: (answer: Answer) => void
}

/*
 * The shell cleans up even if vmc is killed, because the pipe 3 then ends. If virsh ends first, the folder stays until vmc has
 * noticed. QEMU processes that libvirt starts to learn what
 * QEMU can do run in the background, and libvirt leaves their numbers in files.
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
 * A virsh process that runs commands one after another. It asks libvirt's QEMU driver, which runs in the virsh process
 * itself and keeps all its files in one folder. The folder is removed when virsh ends, however it ends.
 */
export class Virsh {
  readonly #child: ChildProcess
  /** The pipe whose end tells the shell to kill virsh. */
  readonly #lifeline: Duplex
  readonly #ended: Promise<void>
  // Marks the end of an answer. It is random, so that no text of a document can contain it.
  readonly #mark = `@@${randomBytes(12).toString('hex')}`
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
      // Ctrl-C ends vmc, and the shell then cleans up. It must not end the shell first.
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    })
    const { stdin, stderr } = this.#child as ChildProcess & { stdin: Writable; stderr: Readable }
    this.#lifeline = this.#child.stdio[3] as Duplex
    // Writing to a process that has ended fails; `exit` reports that it has ended.
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
      // What virsh wrote before it ended can arrive later.
      this.#child.once('exit', status => {
        if (stderr.readableEnded) end(status)
        else stderr.once('end', () => end(status))
      })
    })
  }

  /** Whether virsh has ended. Its folder is removed soon after. */
  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /** Runs a command after those before it, and returns its answer. The time limit counts from the previous answer. */
  run(command: string, seconds: number): Promise<Answer> {
    const mark = `${this.#mark}.${this.#count++}`
    this.#child.stdin!.write(`${command}\necho --err ${mark}\n`)
    return new Promise(resolve => {
      this.#questions.push({ end: `error: ${mark}\n`, seconds, resolve })
      if (this.#hasExited) this.#fail()
      else if (this.#questions.length === 1) this.#startTimer()
    })
  }

  /** Gives the first commands the answers that have arrived. */
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
