// vmc import --from a real libvirt daemon.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { uuidOf } from '../../../src/build/domains/identity.ts'
import { defineDomain, hostDomain } from '../../support/host-domains.ts'
import { hostProject } from '../../support/host-project.ts'
import { missingForHosts, startHost } from '../../support/libvirt-hosts.ts'
import { markerXml } from '../../support/marker-xml.ts'
import { vmc } from '../../support/vmc.ts'

const test = suite('vmc import --from')

const missing = missingForHosts()
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('vmc import --from')
} else {
  const hv1 = startHost('hv1')
  const uuid = uuidOf('web0', 'shop')
  const marker = markerXml({
    ...{ project: 'shop', name: 'web0', uuid, host: 'hv1', libvirt: '9.0.0' },
    ...{ program: '', definition: '' },
  })
  const inner = `<uuid>${uuid}</uuid><metadata>${marker}<app:a xmlns:app="urn:app">kept</app:a></metadata>`
  const other = defineDomain(
    hv1,
    hostDomain('db', '<uuid>00000000-0000-4000-8000-000000000001</uuid>'),
  )
  defineDomain(hv1, hostDomain('web0', inner))

  const project = () => hostProject({ hv1 })

  test('writes the program of the domains, with their host, without what libvirt sets', async () => {
    const { code, stdout, stderr } = await vmc(['import', '--from', 'hv1'], project())
    assert.match(stdout, "\n  .host('hv1')\n")
    assert.match(stdout, `.uuid('${other}')`)
    assert.not.match(stdout, uuid)
    assert.match(stdout, '<app:a xmlns:app="urn:app">kept</app:a>')
    assert.not.match(stdout, 'urn:libvmc')
    assert.not.match(stdout, '.controller(')
    assert.match(stderr, 'Left out (libvirt sets these itself)')
    assert.is(code, 0)
  })

  test('the program builds the definition that the host has', async () => {
    const cwd = project()
    await vmc(['import', '--from', 'hv1', 'db', '--into', 'infra.ts'], cwd)
    const before = hv1.virsh('dumpxml', '--inactive', other)
    const built = await vmc(['build', '--no-typecheck'], cwd)
    assert.is(built.code, 0)
    hv1.virsh('define', join(cwd, 'vmc.out/db.xml'))
    assert.is(hv1.virsh('dumpxml', '--inactive', other), before)
  })

  test('imports only the named domains, by name or UUID', async () => {
    for (const name of ['db', other]) {
      const { stdout } = await vmc(['import', '--from', 'hv1', name], project())
      assert.equal([/domain\('db'\)/.test(stdout), /domain\('web0'\)/.test(stdout)], [true, false])
    }
  })

  test('an unknown name is reported, and the others are imported', async () => {
    const { code, stdout, stderr } = await vmc(['import', '--from', 'hv1', 'wbe0', 'db'], project())
    assert.match(stderr, 'error[VMC7006]: no domain on hv1 is named "wbe0"')
    assert.match(stderr, 'did you mean "web0"?')
    assert.match(stdout, "domain('db')")
    assert.is(code, 1)
  })

  test('a host that is named by its URI is not written to the program', async () => {
    const { code, stdout } = await vmc(['import', '--from', hv1.uri, 'db'], {})
    assert.equal([code, stdout.includes('.host(')], [0, false])
  })

  test('no name on a host leads to a file outside of the folder', async () => {
    const evil = defineDomain(hv1, hostDomain('.profile'))
    const cwd = project()
    const { code } = await vmc(['import', '--from', 'hv1', '-o', 'out'], cwd)
    hv1.virsh('undefine', evil)
    assert.is(code, 0)
    for (const name of ['web0', 'db', evil]) assert.ok(existsSync(join(cwd, `out/${name}.ts`)))
    assert.match(readFileSync(join(cwd, `out/${evil}.ts`), 'utf8'), "domain('.profile')")
  })

  test('an unknown host, and one that is down, are reported', async () => {
    const unknown = await vmc(['import', '--from', 'hv9'], project())
    assert.equal([unknown.code, /unknown host "hv9"/.test(unknown.stderr)], [1, true])
    const down = await vmc(['import', '--from', 'qemu+unix:///system?socket=/nope'], {})
    assert.equal([down.code, /VMC7003/.test(down.stderr)], [1, true])
  })
}

test.run()
