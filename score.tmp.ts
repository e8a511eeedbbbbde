import { readFileSync } from 'node:fs'
import { checkSchema } from './src/check/check-schema.ts'
import { checkTarget } from './src/check/target.ts'
import { checkRules } from './src/check/validator.ts'
import { standardPolicy } from './src/rules/standard-policy.ts'
import { domain } from './src/schema/domain/domain.ts'
import { read } from './src/xml/read.ts'
import { hostReason } from './src/libvirt/host-reasons.ts'
const target = { libvirt: process.argv[3] ?? '9.0.0', qemu: process.argv[4] ?? '7.2' }
let [c, m, f, ok] = [0, 0, 0, 0]
const kinds = new Map<string, string[]>()
const add = (k: string, v: string) => kinds.set(k, [...(kinds.get(k) ?? []), v])
for (const line of readFileSync(process.argv[2]!, 'utf8').trimEnd().split('\n')) {
  const [file, base, change, verdict] = line.split('\t') as [string, string, string, string]
  const { node, diagnostics } = read(readFileSync(file, 'utf8'), domain, file)
  const found = [...diagnostics, ...(node ? [...checkSchema(node), ...checkTarget(node, target), ...checkRules([node], { ...standardPolicy, target })] : [])].filter(d => d.severity === 'error')
  const short = `${file.replace(/.*\//, '')} ${change}`
  if (verdict === 'ok') { if (found.length) { f++; add(`ALARM ${found[0]!.code} ${found[0]!.message.replace(/\d+/g, 'N')}`, `${short}: ${found[0]!.message}`) } else ok++ }
  else if (verdict !== 'crash' && !hostReason(verdict)) { if (found.length) c++; else { m++; add(`MISS ${verdict.replace(/'[^']*'|"[^"]*"/g, '*').replace(/\d+/g, 'N')}`, `${short}: ${verdict}`) } }
}
console.log(c, 'caught', m, 'missed', f, 'false', ok, 'right')
for (const [k, v] of [...kinds].sort((a, b) => b[1].length - a[1].length)) { console.log(v.length, k.slice(0, 170)); for (const one of v.slice(0, +(process.env.SHOW ?? 4))) console.log('     ', one.slice(0, 210)) }
