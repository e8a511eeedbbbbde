import { fill } from '../../src/build/domains/fill.ts'
import type { HostDomain } from '../../src/hosts/inventory.ts'
import type { Marker } from '../../src/hosts/marker.ts'
import { makePlan, type Plan } from '../../src/hosts/plan/plan.ts'
import type { DomainBuilder } from '../../src/index.ts'
import { emit } from '../../src/xml/emit.ts'
import { nodeOf } from './builders.ts'
import { markerXml } from './marker-xml.ts'

/** The state of a domain on a host. */
export interface OnHost {
  /** The program that vmc applied. */
  readonly applied: DomainBuilder
  /** The definition on the host, if others changed it. */
  readonly changed?: DomainBuilder
  readonly marker?: Partial<Marker>
  readonly facts?: Partial<HostDomain>
}

/** A domain of a program as vmc fills it in. */
const filled = (program: DomainBuilder) => fill([nodeOf(program)], 'shop')[0]!

/** The plan for a program whose domain the host hv1 has in a state; without a state, no host has it. */
export function planFor(program: DomainBuilder, state?: OnHost): Plan {
  const domains = [{ written: nodeOf(program), filled: filled(program) }]
  const inventory = { libvirt: '9.0.0', domains: state ? [onHost(state)] : [] }
  const hosts = [{ name: 'hv1', uri: 'qemu:///system', inventory }]
  return makePlan({ project: 'shop', domains, hosts })
}

function onHost({ applied, changed = applied, marker, facts }: OnHost): HostDomain {
  const [before, xml] = [applied, changed].map(one => emit(filled(one))) as [string, string]
  const [uuid, name] = ['uuid', 'name'].map(tag => textIn(xml, tag)) as [string, string]
  const recorded = markerXml({
    ...{ project: 'shop', name, uuid, host: 'hv1', libvirt: '9.0.0' },
    ...{ program: before, definition: before },
    ...marker,
  })
  return {
    ...{ uuid, name, state: 'shut off', isActive: false, isPersistent: true },
    ...{ hasAutostart: false, hasManagedSave: false },
    xml: xml.replace('</uuid>', `</uuid><metadata>${recorded}</metadata>`),
    ...facts,
  }
}

const textIn = (xml: string, tag: string): string =>
  new RegExp(`<${tag}>(.*?)</${tag}>`).exec(xml)![1]!
