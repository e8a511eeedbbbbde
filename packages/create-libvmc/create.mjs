#!/usr/bin/env node
// `npm create libvmc [DIR] [TEMPLATE]` runs `vmc init TEMPLATE DIR` of the libvmc that npm has installed beside this package.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const manifest = createRequire(import.meta.url).resolve('libvmc/package.json')
const { bin } = JSON.parse(readFileSync(manifest, 'utf8'))

const given = process.argv.slice(2)
const [dir = '.', template = 'basic', ...others] = given.filter(word => !word.startsWith('-'))
const options = given.filter(word => word.startsWith('-'))
process.argv = [...process.argv.slice(0, 2), 'init', template, dir, ...others, ...options]
await import(pathToFileURL(join(dirname(manifest), bin.vmc)).href)
