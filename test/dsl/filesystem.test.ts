import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bindMount, domain, MiB, mount, p9, ramfs, virtiofs } from '../../src/index.ts'
import { devices, problemsOf, testSpellings } from '../support/builders.ts'

const test = suite('dsl: filesystem')

testSpellings(
  test,
  'a directory shared over virtiofs',
  devices(`
<filesystem type="mount" accessmode="passthrough">
  <driver type="virtiofs" queue="1024"/>
  <binary path="/usr/libexec/virtiofsd" xattr="on">
    <cache mode="always"/>
    <sandbox mode="chroot"/>
    <lock posix="on" flock="off"/>
    <thread_pool size="16"/>
    <openfiles max="1024"/>
  </binary>
  <source dir="/srv/data"/>
  <idmap>
    <uid start="0" target="100000" count="65535"/>
    <gid start="0" target="100000" count="65535"/>
  </idmap>
  <target dir="data"/>
</filesystem>`),
  {
    factories: () =>
      domain('fv0').filesystem(
        virtiofs('/srv/data', 'data')
          .queue(1024)
          .binary({
            path: '/usr/libexec/virtiofsd',
            xattr: true,
            cache: 'always',
            sandbox: 'chroot',
            lock: { posix: true, flock: false },
            thread_pool: 16,
            openfiles: 1024,
          })
          .idmap({
            uid: { start: 0, target: 100000, count: 65535 },
            gid: { start: 0, target: 100000, count: 65535 },
          }),
      ),
  },
)

testSpellings(
  test,
  'a directory shared over 9p',
  devices(`
<filesystem type="mount" accessmode="mapped" multidevs="remap" fmode="0644" dmode="755">
  <driver type="path" wrpolicy="immediate" packed="on"/>
  <source dir="/srv/data"/>
  <target dir="data"/>
  <readonly/>
</filesystem>`),
  {
    factories: () =>
      domain('fv0').filesystem(
        p9('/srv/data', 'data')
          .accessmode('mapped')
          .multidevs('remap')
          .fmode('0644')
          .dmode('755')
          .driver({ wrpolicy: 'immediate', packed: true })
          .readonly(),
      ),
  },
)

testSpellings(
  test,
  'container file systems',
  devices(`
<filesystem type="mount">
  <source dir="/srv/ct0"/>
  <target dir="/"/>
</filesystem>
<filesystem type="bind">
  <source dir="/srv"/>
  <target dir="/mnt/srv"/>
</filesystem>
<filesystem type="ram">
  <source usage="64" units="MiB"/>
  <target dir="/tmp"/>
</filesystem>
<filesystem type="ram">
  <source usage="1024"/>
  <target dir="/run"/>
</filesystem>
<filesystem type="template">
  <source name="debian-13"/>
  <target dir="/"/>
  <space_hard_limit unit="GiB">2</space_hard_limit>
</filesystem>`),
  {
    factories: () =>
      domain('fv0').filesystem(
        mount('/srv/ct0', '/'),
        bindMount('/srv', '/mnt/srv'),
        ramfs('64MiB', '/tmp'),
        ramfs(1024, '/run'),
        {
          type: 'template',
          source: { name: 'debian-13' },
          target: '/',
          space_hard_limit: '2GiB',
        },
      ),
    sizes: () =>
      domain('fv0').filesystem(
        mount('/srv/ct0', '/'),
        bindMount('/srv', '/mnt/srv'),
        ramfs(MiB(64), '/tmp'),
        ramfs(1024, '/run'),
        {
          type: 'template',
          source: { name: 'debian-13' },
          target: '/',
          space_hard_limit: { value: 2, unit: 'GiB' },
        },
      ),
  },
)

test('sources belong to a type, and options to a driver', () => {
  const problems = problemsOf(
    domain('fv0').filesystem(
      { type: 'file', source: { dir: '/srv' }, target: '/' },
      { source: {}, target: '/' },
      { source: { dir: '/srv', socket: '/run/v.sock' }, target: '/' },
      virtiofs('/srv', 'data').driver({ wrpolicy: 'immediate' }),
      p9('/srv', 'data').driver({ type: 'mtp', packed: true }),
      bindMount('/srv', '/mnt').binary({}),
    ),
  ).map(line => line.replace(/ \(.*/, ''))
  assert.equal(problems, [
    'VMC1004 domain/devices/filesystem[1]/source/@dir: "dir" belongs to <filesystem> with type "mount" or "bind"; this one has type "file"',
    'VMC1003 domain/devices/filesystem[2]/source: <source> is missing "dir" or "socket"',
    'VMC1010 domain/devices/filesystem[3]/source/@socket: "dir" and "socket" of <source> exclude each other',
    'VMC1004 domain/devices/filesystem[4]/driver/@wrpolicy: "wrpolicy" belongs to <driver> with type "path" or "handle" or "loop" or "nbd" or "ploop"; this one has type "virtiofs"',
    'VMC1004 domain/devices/filesystem[5]/driver/@packed: "packed" belongs to <driver> with type "path" or "handle" or "loop" or "nbd" or "ploop" or "virtiofs"; this one has type "mtp"',
    'VMC1004 domain/devices/filesystem[6]/binary: "binary" belongs to <filesystem> with type "mount"; this one has type "bind"',
  ])
})

test.run()
