// vmc apply on hosts where everything goes wrong: each case of a table leaves every other VM, definition, NVRAM file and password as it was.
import { readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { markerIn } from '../../../src/hosts/marker.ts'
import { defineDomain, hostDomain, lockHost, takeSnapshot } from '../../support/host-domains.ts'
import { hostProject } from '../../support/host-project.ts'
import { interruptingVirsh } from '../../support/interrupting-virsh.ts'
import {
  labFolder,
  missingForHosts,
  runInside,
  startHost,
  startSsh,
} from '../../support/libvirt-hosts.ts'
import { folder, type Result, spawnVmc, vmc } from '../../support/vmc.ts'

const test = suite('vmc apply on hostile hosts')

const missing = missingForHosts()
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('vmc apply on hostile hosts')
} else {
  const hv1 = startHost('hv1')
  const env = { XDG_STATE_HOME: folder() }
  const nvram = join(labFolder, 'treasure_VARS.fd')

  // What must survive every case: a running guest, UEFI variables, a password, metadata of others, a snapshot, a saved guest.
  writeFileSync(nvram, 'UEFI variables')
  const treasures = [
    hostDomain('running'),
    hostDomain(
      'secrets',
      '<metadata><app:note xmlns:app="urn:app">note</app:note></metadata>',
    ).replace('</domain>', '<devices><graphics type="vnc" passwd="hunter22"/></devices></domain>'),
    hostDomain('firmware')
      .replace(
        '</os>',
        `<loader readonly="yes" type="pflash">/fw/CODE.fd</loader><nvram>${nvram}</nvram></os>`,
      )
      .replace('<os>', '<features><acpi/></features><os>'),
    hostDomain('snapped'),
    hostDomain('saved'),
  ].map(xml => defineDomain(hv1, xml))
  for (const name of ['running', 'saved']) hv1.virsh('start', name)
  hv1.virsh('managedsave', 'saved')
  takeSnapshot(hv1, 'snapped', 's1')
  const survey = () => ({
    domains: treasures.map(uuid => [
      hv1.virsh('dumpxml', '--inactive', '--security-info', uuid),
      hv1.virsh('dominfo', uuid).replace(/^CPU time.*\n/m, ''),
    ]),
    snapshots: hv1.virsh('snapshot-list', '--name', 'snapped').trim(),
    nvram: readFileSync(nvram, 'utf8'),
  })
  const before = survey()

  const vm = (name: string, more = ''): string =>
    `domain(${JSON.stringify(name)}).type('qemu').hvm({ arch: 'x86_64', machine: 'pc' }).memory('32MiB')${more}`
  let count = 0
  /** A project with a program that exports these domains. */
  const project = (
    domains: readonly string[],
    hosts: Parameters<typeof hostProject>[0] = { hv1 },
  ) =>
    hostProject(hosts, {
      'infra.ts': `import { domain, file, vnc } from 'libvmc'\nexport const all = [\n${domains.join(',\n')},\n]\n`,
    })
  const apply = (cwd: string, ...args: readonly string[]): Promise<Result> =>
    vmc(['apply', '--no-typecheck', '--yes', ...args], cwd, env)
  const spawnApply = (cwd: string, more: Readonly<Record<string, string>> = {}) =>
    spawnVmc(['apply', '--no-typecheck', '--yes'], cwd, { ...env, ...more })
  const inactive = (uuid: string): string =>
    hv1.virsh('dumpxml', '--inactive', '--security-info', uuid)

  /** A new domain that vmc has applied, and a project whose program changes it. */
  async function applied(more = ".title('changed')", first = '') {
    const name = `vm${count++}`
    const { code, stderr } = await apply(project([vm(name, first)]))
    assert.is(code, 0, stderr)
    const uuid = hv1.virsh('domuuid', name).trim()
    return { name, uuid, xml: inactive(uuid), cwd: project([vm(name, first + more)]) }
  }

  /** A case: it returns nothing, and throws if something is not as expected. */
  const cases: Readonly<Record<string, () => Promise<void>>> = {
    'the host of the domain is down': async () => {
      const { uuid, xml, name } = await applied()
      const down = { uri: 'qemu+unix:///system?socket=/nope' }
      const { code, stderr } = await apply(
        project([vm(name, ".title('x').host('down')")], { hv1, down }),
      )
      assert.match(stderr, 'VMC7003')
      assert.match(stderr, 'the domain is on hv1')
      assert.is(code, 1)
      assert.is(inactive(uuid), xml)
    },
    'the host refuses the ssh key': async () => {
      const { name, uuid, xml } = await applied()
      const ssh = startSsh(hv1, 'wrong')
      const { code, stderr } = await apply(project([vm(name, ".title('x')")], { hv1: ssh }))
      ssh.stop()
      assert.match(stderr, /VMC7003[\s\S]*Permission denied/)
      assert.is(code, 1)
      assert.is(inactive(uuid), xml)
    },
    'four runs at once': async () => {
      const { name, uuid, cwd } = await applied(".title('changed').vcpu(2)")
      const other = `vm${count++}`
      const both = project([vm(name, ".title('changed').vcpu(2)"), vm(other)])
      const runs = await Promise.all([both, both, both, cwd].map(one => spawnApply(one)))
      assert.ok(runs.some(({ code }) => code === 0))
      for (const { code, stderr } of runs)
        assert.ok(code === 0 || /VMC7009|since (it was|the hosts were) read/.test(stderr), stderr)
      assert.is((await apply(both)).code, 0)
      assert.match(inactive(uuid), '<title>changed</title>')
      assert.match(hv1.virsh('list', '--all', '--name'), new RegExp(`^${other}$`, 'm'))
    },
    'the lock of an ended run': async () => {
      const { cwd, uuid } = await applied()
      lockHost(hv1, hostname(), 4_194_305)
      assert.is((await apply(cwd)).code, 0)
      assert.match(inactive(uuid), '<title>changed</title>')
    },
    'the lock of a colleague': async () => {
      const { cwd, uuid, xml } = await applied()
      lockHost(hv1, 'elsewhere', 1)
      const { code, stderr, stdout } = await apply(cwd)
      assert.match(stderr, 'VMC7009]: hv1 is locked: root on elsewhere')
      assert.match(stdout, 'not begun')
      assert.is(code, 1)
      assert.is(inactive(uuid), xml)
      assert.is((await apply(cwd, '--break-lock')).code, 0)
    },
    'a lock that is broken while vmc works': async () => {
      const { cwd, uuid, xml } = await applied()
      const { PATH } = interruptingVirsh()
      const undefine = `virsh -c '${hv1.uri}' secret-undefine $(virsh -c '${hv1.uri}' secret-list | grep vmc-lock | cut -c2-37)`
      const { code, stderr } = await spawnApply(cwd, {
        ...{ PATH, MEANWHILE: undefine, MEANWHILE_BEFORE: 'security-info' },
      })
      assert.match(stderr, 'VMC7009]: hv1 is locked: someone')
      assert.is(code, 1)
      assert.is(inactive(uuid), xml)
    },
    'names that virsh could read as something else': async () => {
      const names = ['17', "x'; undefine running #", '$(reboot)', '--all']
      assert.is((await apply(project(names.map(name => vm(name))))).code, 0)
      const changed = await apply(project(names.map(name => vm(name, ".title('x')"))))
      assert.is(changed.code, 0, changed.stderr)
      for (const name of names)
        assert.ok(hv1.virsh('list', '--all', '--name').split('\n').includes(name), name)
    },
    'saved memory': async () => {
      const { cwd, uuid, xml, name } = await applied()
      hv1.virsh('start', name)
      hv1.virsh('managedsave', name)
      const { code, stderr } = await apply(cwd)
      assert.match(stderr, 'its memory is saved')
      assert.is(code, 2)
      assert.is(inactive(uuid), xml)
      assert.match(hv1.virsh('dominfo', uuid), /Managed save: +yes/)
      hv1.virsh('managedsave-remove', uuid)
    },
    'a snapshot that appears while vmc works': async () => {
      const { cwd, uuid, xml, name } = await applied('.vcpu(2)')
      takeSnapshot(hv1, name, 's1')
      const { code, stderr } = await apply(cwd)
      assert.match(stderr, 'it has snapshots (s1)')
      assert.is(code, 2)
      assert.is(inactive(uuid), xml)
    },
    'a guest that runs, pauses or crashes goes on': async () => {
      const { cwd, uuid, name } = await applied('.vcpu(2)')
      hv1.virsh('start', name)
      hv1.virsh('suspend', name)
      const [id, live] = [hv1.virsh('domid', uuid), hv1.virsh('dumpxml', uuid)]
      const { code, stdout } = await apply(cwd)
      assert.match(stdout, 'takes effect at its next boot')
      assert.is(code, 0)
      assert.equal([hv1.virsh('domid', uuid), hv1.virsh('dumpxml', uuid)], [id, live])
      assert.match(hv1.virsh('domstate', uuid), 'paused')
    },
    'a definition that changes between plan and write': async () => {
      const { cwd, uuid } = await applied('.vcpu(2)')
      const { PATH } = interruptingVirsh()
      const { code, stderr } = await spawnApply(cwd, {
        PATH,
        MEANWHILE: `virsh -c '${hv1.uri}' desc ${uuid} --config --new-desc meanwhile`,
        MEANWHILE_BEFORE: 'security-info',
      })
      assert.match(stderr, 'its definition has changed since it was read')
      assert.is(code, 2)
      assert.not.match(inactive(uuid), "<vcpu placement='static'>2")
      assert.match(inactive(uuid), '<description>meanwhile</description>')
    },
    'a new domain that someone else defines meanwhile': async () => {
      const name = `vm${count++}`
      const file = join(labFolder, 'meanwhile.xml')
      writeFileSync(file, hostDomain(name))
      const { PATH } = interruptingVirsh()
      const { code, stderr } = await spawnApply(project([vm(name)]), {
        PATH,
        MEANWHILE: `virsh -c '${hv1.uri}' define ${file}`,
        MEANWHILE_BEFORE: 'secret-define',
      })
      assert.match(stderr, 'someone has defined it since the hosts were read')
      assert.is(code, 2)
      assert.is(markerIn(inactive(name)), undefined)
    },
    'libvirt does not keep what the program sets': async () => {
      const { cwd, uuid, xml } = await applied(".xml('<bogus/>').vcpu(2)")
      const { code, stderr, stdout } = await apply(cwd)
      assert.match(stderr, /VMC7021.*libvirt did not keep .*its definition is as before/)
      assert.match(stdout, 'failed, and is as before')
      assert.is(code, 1)
      assert.is(inactive(uuid), xml)
    },
    'the definition changes again before it is rolled back': async () => {
      const { cwd, uuid } = await applied(".xml('<bogus/>').vcpu(2)")
      const { PATH } = interruptingVirsh()
      const { code, stderr } = await spawnApply(cwd, {
        PATH,
        MEANWHILE: `virsh -c '${hv1.uri}' desc ${uuid} --config --new-desc meanwhile`,
        // The dump before the roll-back is the first without passwords that checks the lock.
        MEANWHILE_BEFORE: `^dumpxml --inactive ${uuid};(echo [^;]*;){2}secret-dumpxml`,
      })
      assert.match(stderr, 'its definition has changed again since')
      assert.match(stderr, 'the earlier definition of the domain is in ')
      assert.is(code, 3)
      assert.match(inactive(uuid), '<description>meanwhile</description>')
    },
    'a clone with a copied record': async () => {
      const { uuid, xml } = await applied()
      const clone = '00000000-0000-4000-8000-0000000000c1'
      defineDomain(hv1, xml.replace(/<name>.*<\/name>/, '<name>clone</name>').replace(uuid, clone))
      const dump = inactive(clone)
      const { code, stderr } = await apply(project([vm('clone', `.uuid('${clone}').title('x')`)]))
      assert.match(stderr, 'vmc does not manage it yet')
      assert.is(code, 2)
      assert.equal([inactive(clone), inactive(uuid)], [dump, xml])
    },
    'a forged record that makes the disk of the guest look removed': async () => {
      const { uuid, name, xml } = await applied('', ".disk(file('/srv/data.qcow2'))")
      // The record says that the program had the disk that now only the host has.
      const { code, stderr } = await apply(project([vm(name)]))
      assert.match(stderr, "pass --allow 'devices/disk[vda]'")
      assert.is(code, 2)
      assert.is(inactive(uuid), xml)
    },
    'a record that inflates to a gigabyte': async () => {
      const { uuid, name, xml } = await applied()
      const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024)).toString('base64')
      defineDomain(hv1, xml.replace(/(<vmc:domain[^>]*>)[^<]*/, `$1${bomb}`))
      const dump = inactive(uuid)
      const { code, stderr } = await apply(project([vm(name, ".title('x')")]))
      assert.match(stderr, 'vmc does not manage it yet')
      assert.is(code, 2)
      assert.is(inactive(uuid), dump)
      hv1.virsh('undefine', uuid)
    },
    'Ctrl-C finishes what is under way, and unlocks': async () => {
      const [first, second] = [await applied(), await applied()]
      const cwd = project([vm(first.name, ".title('x')"), vm(second.name, ".title('x')")])
      const { PATH } = interruptingVirsh()
      const { code, stdout } = await spawnApply(cwd, {
        ...{ PATH, MEANWHILE: 'kill -INT $PPID; sleep 0.3', MEANWHILE_BEFORE: '^define' },
      })
      assert.equal(
        [code, stdout],
        [130, `hv1  ${first.name}  changed\nhv1  ${second.name}  not begun\n`],
      )
      assert.match(inactive(first.uuid), '<title>x</title>')
      assert.is(inactive(second.uuid), second.xml)
    },
    'the disk of the host is full': async () => {
      const { uuid, cwd, name } = await applied(".title('changed')")
      // The folder with the definitions becomes a small file system, without space left.
      runInside(
        hv1,
        `cp -a /etc/libvirt/qemu /tmp/qemu-$$ && mount -t tmpfs -o size=400k tmpfs /etc/libvirt/qemu &&
        cp -a /tmp/qemu-$$/. /etc/libvirt/qemu/ && rm -r /tmp/qemu-$$ && ! cat /dev/zero > /etc/libvirt/qemu/full 2> /dev/null`,
      )
      const xml = inactive(uuid)
      const changed = await apply(cwd)
      assert.match(changed.stderr, /VMC7021.*No space left/)
      assert.is(changed.code, 1)
      const created = await apply(project([vm(name), vm(`vm${count++}`)]))
      assert.match(created.stderr, /VMC7021.*No space left/)
      assert.is(created.code, 1)
      assert.is(inactive(uuid), xml)
      runInside(hv1, 'rm /etc/libvirt/qemu/full')
      assert.is((await apply(cwd)).code, 0)
      runInside(hv1, `grep -q changed /etc/libvirt/qemu/${name}.xml`)
    },
  }

  for (const [what, run] of Object.entries(cases))
    test(what, async () => {
      await run()
      assert.equal(survey(), before)
      assert.not.match(hv1.virsh('secret-list'), 'vmc-lock')
    })
}

test.run()
