// The lists of CPU models and features have all names of the installed libvirt.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  ARM_FEATURES,
  ARM_MODELS,
  type KnownNames,
  POWER_MODELS,
  X86_FEATURES,
  X86_MODELS,
} from '../../src/check/facts/cpu-names.ts'

const test = suite('CPU names')
const folder = `${process.env.SEMANTIC_ROOT ?? ''}/usr/share/libvirt/cpu_map`
const [libvirt = '9.0.0'] = process.env.SEMANTIC_TARGET?.split(' ') ?? []

/** The lists, by the first part of the names of libvirt's files. */
const LISTS: ReadonlyMap<string, { readonly models: KnownNames; readonly features?: KnownNames }> =
  new Map([
    ['x86', { models: X86_MODELS, features: X86_FEATURES }],
    ['arm', { models: ARM_MODELS, features: ARM_FEATURES }],
    ['ppc64', { models: POWER_MODELS }],
  ])

if (!existsSync(folder)) {
  console.log(`skipped: ${folder} does not exist`)
  test.skip('CPU names')
} else {
  test(`every model and feature of libvirt ${libvirt} is known`, () => {
    const missing = readdirSync(folder).flatMap(file => {
      const lists = LISTS.get(file.split('_')[0]!)
      const xml = readFileSync(join(folder, file), 'utf8')
      const names = (element: string) =>
        [...xml.matchAll(new RegExp(`<${element} name=['"]([^'" ]+)['"]`, 'g'))].map(
          ([, name]) => name!,
        )
      const features = file.endsWith('features.xml') ? names('feature') : []
      return [
        ...names('model').filter(name => lists?.models.has(name, { libvirt }) === false),
        ...features.filter(name => lists?.features?.has(name, { libvirt }) === false),
      ]
    })
    assert.equal(missing, [])
  })
}

test.run()
