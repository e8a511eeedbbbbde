import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Samples } from '../../../src/hosts/apply/samples.ts'
import { domain as domainElement } from '../../../src/schema/domain/domain.ts'
import { emit } from '../../../src/xml/emit.ts'
import { read } from '../../../src/xml/read.ts'

const test = suite('predicted definitions')

const xmlOf = (name: string, more = ''): string =>
  `<domain type="kvm"><name>${name}</name><memory unit="MiB">2048</memory>${more}</domain>`

/** The sample of a domain in `samples`. */
function sampled(samples: Samples, xml: string) {
  const { node } = read(xml, domainElement)
  return samples.sampleFor(node!, emit(node!))
}

/** What vmc predicts of the definition of a domain, after libvirt has made a definition of another one. */
function predicted(first: string, made: string, second: string): string | undefined {
  const samples = new Samples()
  sampled(samples, first).keep({ definition: made, dump: made })
  return sampled(samples, second).prediction()?.dump
}

test('the first domain of a kind is a sample, and the others follow from it', () => {
  const samples = new Samples()
  assert.is(sampled(samples, xmlOf('web0')).isSample, true)
  assert.is(sampled(samples, xmlOf('web1')).isSample, false)
  assert.is(sampled(samples, xmlOf('web1', '<vcpu>2</vcpu>')).isSample, true)
})

test('nothing is predicted before it is known what libvirt makes of the sample', () => {
  const samples = new Samples()
  sampled(samples, xmlOf('web0'))
  assert.is(sampled(samples, xmlOf('web1')).prediction(), undefined)
})

test('predicts names, sizes in KiB and the file of the UEFI variables', () => {
  const made = (name: string, size: number): string =>
    `<domain type='kvm'>
  <name>${name}</name>
  <memory unit='KiB'>${size}</memory>
  <currentMemory unit='KiB'>${size}</currentMemory>
  <os><nvram>/var/lib/libvirt/qemu/nvram/${name}_VARS.fd</nvram></os>
</domain>`
  assert.is(predicted(xmlOf('web0'), made('web0', 2097152), xmlOf('db')), made('db', 2097152))
  assert.is(
    predicted(xmlOf('web0'), made('web0', 2097152), xmlOf('db').replace('2048', '4096')),
    made('db', 4194304),
  )
})

test('predicts nothing from a sample in which one value has two counterparts, or that has a small number', () => {
  const vcpu = (name: string, count: number): string => xmlOf(name, `<vcpu>${count}</vcpu>`)
  assert.is(predicted(vcpu('web0', 2), '', vcpu('web1', 4)), undefined)
  const titled = (name: string, title: string): string => xmlOf(name, `<title>${title}</title>`)
  assert.is(predicted(titled('a web', 'a web'), '', titled('a web', 'a db')), undefined)
})

test.run()
