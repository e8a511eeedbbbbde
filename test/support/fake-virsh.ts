import { chmodSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { folder } from './vmc.ts'

/**
 * A virsh that refuses a document by words in its title and description. `crash` ends it, and the command
 * `hang` makes it answer no more. It has no KVM, as most machines of tests.
 */
const SCRIPT = `#!${process.execPath}
const { readFileSync, appendFileSync } = require('node:fs')
const { createInterface } = require('node:readline')
appendFileSync(process.env.FAKE_LOG, process.pid + ' ' + process.cwd() + '\\n')
const fail = words => process.stderr.write('error: ' + words + '\\n')
function judge(command, file) {
  const xml = readFileSync(file, 'utf8')
  const title = /<title>(.*)<\\/title>/.exec(xml)?.[1] ?? ''
  const description = /<description>(.*)<\\/description>/.exec(xml)?.[1] ?? ''
  if (title.includes('crash')) process.kill(process.pid, 'SIGKILL')
  const refuse = words => {
    if (command === 'define') fail('Failed to define domain from ' + file)
    fail(words)
  }
  if (xml.includes('type="kvm"')) refuse('KVM is missing')
  else if (xml.includes('host-passthrough')) refuse('no host CPU to pass through')
  else if (title.includes('bad')) refuse('unsupported configuration: bad title of vmc-domain')
  else if (description.includes('bad')) refuse('XML error: bad description')
  else if (title.includes('twin') && description.includes('twin')) refuse('title and description are twins')
  else if (xml.includes('firmware="efi"')) refuse("Unable to find 'efi' firmware that is compatible with the current configuration")
  else if (xml.includes('<acpi/>') && xml.includes('aarch64')) refuse('ACPI requires UEFI on this architecture')
  else if (title === '' && description.includes('needs')) refuse('a description without a title')
  else if (title.includes('file') && (command !== 'define' || !title.includes('start'))) refuse('Cannot access /x: No such file or directory')
  else if (title.includes('start') && command !== 'define') refuse('this title cannot start')
}
let hangs = false
createInterface({ input: process.stdin }).on('line', line => {
  const [command, first, second] = line.split(' ')
  if (hangs) return
  if (command === 'echo') fail(second)
  else if (command === 'domcapabilities' && line.includes('kvm')) fail('no KVM')
  else if (command === 'hang') hangs = true
  else if (command === 'define') judge(command, first)
  else if (command === 'domxml-to-native') judge(command, second)
})
if (process.env.FAKE_HANG) setInterval(() => {}, 1000)
`

/** An environment whose virsh is the fake one. It writes its process number and folder to the file \`log\`. */
export function withFakeVirsh(): { readonly PATH: string; readonly FAKE_LOG: string } {
  const bin = folder()
  const file = join(bin, 'virsh')
  writeFileSync(file, SCRIPT)
  chmodSync(file, 0o755)
  return { PATH: `${bin}${delimiter}${process.env.PATH}`, FAKE_LOG: join(bin, 'log') }
}
