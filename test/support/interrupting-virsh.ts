import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { folder } from './vmc.ts'

/**
 * Runs the real virsh, and numbers the commands that vmc passes to it. With STOP_AT=N, it runs only the commands up to the one with
 * the number N, and then kills vmc. With STOP_BEFORE=N, it kills vmc before it starts the virsh process with the command N.
 * MEANWHILE is a shell command that it runs once, before it runs the first commands that match the pattern MEANWHILE_BEFORE.
 */
const SCRIPT = `#!/bin/bash
PATH=\${PATH#*:}
text=\${!#}
log=\${0%/*}/commands
if [ -n "$MEANWHILE" ] && [[ $text =~ $MEANWHILE_BEFORE ]] && mkdir "\${0%/*}/meanwhile" 2> /dev/null; then
  eval "$MEANWHILE"
fi
done=0
[ -f "$log" ] && done=$(wc -l < "$log")
mark=$(grep -om1 '@@[0-9a-f]\\{24\\}' <<< "$text" | head -1)
echo_of() { echo "echo $mark $1;echo --err $mark $1;"; }
rest=$text
count=0
while [ -n "$rest" ]; do
  end=$(echo_of $count)
  [ "$rest" = "\${rest#*"$end"}" ] && break
  count=$((count + 1))
  rest=\${rest#*"$end"}
  if [ "\${STOP_BEFORE:-0}" = $((done + count)) ]; then
    kill -9 $PPID
    exit 1
  fi
  echo "$((done + count))" >> "$log"
  if [ "\${STOP_AT:-0}" = $((done + count)) ]; then
    virsh "\${@:1:$#-1}" "\${text%"$rest"}" > /dev/null 2>&1
    kill -9 $PPID
    exit 1
  fi
done
exec virsh "$@"
`

/** A virsh that can kill vmc. */
export interface InterruptingVirsh {
  /** The PATH with this virsh. */
  readonly PATH: string
  /** The number of commands since the last reset. */
  count(): number
  reset(): void
}

/** A virsh that runs the real one, counts its commands, and can kill vmc at one of them or do something else meanwhile. */
export function interruptingVirsh(): InterruptingVirsh {
  const bin = folder()
  writeFileSync(join(bin, 'virsh'), SCRIPT, { mode: 0o755 })
  const log = join(bin, 'commands')
  return {
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    count: () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 1 : 0),
    reset: () => rmSync(log, { force: true }),
  }
}
