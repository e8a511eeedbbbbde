#!/usr/bin/env node
import module from 'node:module'
import { answerTo } from './static-help.ts'

const words = process.argv.slice(2)
const answer = answerTo(words, process.stdout.columns)
if (answer === undefined) {
  // Where Node keeps compiled code, loading takes it a tenth less; Node 20 does not, nor do its types know of it.
  const { enableCompileCache } = module as { readonly enableCompileCache?: () => unknown }
  enableCompileCache?.()
  const { call } = await import('./run.ts')
  await call(words)
} else process.stdout.write(answer)
