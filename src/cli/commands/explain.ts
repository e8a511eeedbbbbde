import type { ArgumentsCamelCase, Argv } from 'yargs'
import { type Code, codes } from '../../diagnostics/codes.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import { print } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

export const command = 'explain <code>'
export const describe = 'Say what a diagnostic means, with a wrong and a right example'

export const builder = (yargs: Argv) =>
  yargs
    .positional('code', { type: 'string', demandOption: true, describe: 'A code, as VMC1002' })
    .example('$0 explain VMC1002', 'what VMC1002 means')

export async function handler({ code }: ArgumentsCamelCase<{ code: string }>): Promise<void> {
  const known = code.toUpperCase()
  if (!Object.hasOwn(codes, known)) {
    const near = nearest(known, Object.keys(codes))
    throw new UsageError(`there is no code "${code}"`, near && `did you mean ${near}?`)
  }
  await print(process.stdout, explanation(known as Code))
}

function explanation(code: Code): string {
  const { severity, title, help, wrong, right } = codes[code]
  return `${code} (${severity}): ${title}

${help}

Wrong:
  ${wrong}
Right:
  ${right}
`
}
