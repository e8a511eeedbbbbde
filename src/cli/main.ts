#!/usr/bin/env node
import { answerTo } from './answers.ts'

const words = process.argv.slice(2)
const answer = answerTo(words, process.stdout.columns)
if (answer === undefined) {
  const { call } = await import('./call.ts')
  await call(words)
} else process.stdout.write(answer)
