import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { dimm, domain, GiB, nvdimm, pmem, sgxEpc, virtioMem, virtioPmem } from '../../src/index.ts'
import { devices, problemsOf, testSpellings } from '../support/builders.ts'

const test = suite('dsl: memory devices')

testSpellings(
  test,
  'a memory module',
  devices(`
<memory model="dimm" access="private" discard="yes">
  <source>
    <nodemask>1-3</nodemask>
    <pagesize unit="MiB">2</pagesize>
  </source>
  <target>
    <size unit="GiB">1</size>
    <node>0</node>
  </target>
  <address type="dimm" slot="0" base="0x100000000"/>
</memory>`),
  {
    factories: () =>
      domain('fv0').dimm(
        dimm('1GiB', 0)
          .access('private')
          .discard(true)
          .nodemask('1-3')
          .pagesize('2MiB')
          .address({ type: 'dimm', slot: 0, base: '0x100000000' }),
      ),
    objects: () =>
      domain('fv0').devices({
        memory: {
          model: 'dimm',
          access: 'private',
          discard: true,
          source: { nodemask: '1-3', pagesize: '2MiB' },
          target: { size: GiB(1), node: 0 },
          address: { type: 'dimm', slot: 0, base: '0x100000000' },
        },
      }),
  },
)

testSpellings(
  test,
  'persistent memory',
  devices(`
<memory model="nvdimm">
  <source>
    <path>/var/lib/fv0.nvdimm</path>
  </source>
  <target>
    <size unit="GiB">1</size>
    <node>0</node>
    <label>
      <size unit="KiB">128</size>
    </label>
    <readonly/>
  </target>
</memory>
<memory model="nvdimm" access="shared">
  <source>
    <path>/dev/dax0.0</path>
    <alignsize unit="MiB">2</alignsize>
    <pmem/>
  </source>
  <target>
    <size unit="GiB">4</size>
  </target>
</memory>
<memory model="virtio-pmem" access="shared">
  <source>
    <path>/var/lib/fv0.pmem</path>
  </source>
  <target>
    <size>524288</size>
    <address base="0x140000000"/>
  </target>
</memory>`),
  {
    factories: () =>
      domain('fv0').dimm(
        nvdimm('/var/lib/fv0.nvdimm', '1GiB', 0).label('128KiB').readonly(),
        pmem('/dev/dax0.0', '4GiB').alignsize('2MiB'),
        virtioPmem('/var/lib/fv0.pmem', 524288).target({ size: 524288, address: 0x140000000 }),
      ),
  },
)

testSpellings(
  test,
  'resizable memory, and SGX memory',
  devices(`
<memory model="virtio-mem">
  <target dynamicMemslots="yes">
    <size unit="GiB">8</size>
    <node>0</node>
    <block unit="MiB">2</block>
    <requested unit="GiB">2</requested>
  </target>
</memory>
<memory model="sgx-epc">
  <target>
    <size unit="MiB">16</size>
  </target>
</memory>`),
  {
    factories: () =>
      domain('fv0')
        .dimm(virtioMem('8GiB', '2GiB', 0).block('2MiB').dynamicMemslots(true))
        .dimm(sgxEpc('16MiB')),
  },
)

test('a source has a page size or a path, and pmem needs the path', () => {
  const problems = problemsOf(
    domain('fv0').dimm(
      nvdimm('/fv0.nvdimm', '1GiB').pagesize('2MiB'),
      dimm('1GiB').source({ pmem: true }),
    ),
  ).map(line => line.replace(/ \(.*/, ''))
  assert.equal(problems, [
    'VMC1010 domain/devices/memory[1]/source/path: "pagesize" and "path" of <source> exclude each other',
    'VMC1003 domain/devices/memory[2]/source: <source> has "pmem" but not "path"',
  ])
})

test('.memory() sets the size, .dimm() adds a device', () => {
  assert.equal(problemsOf(domain('fv0').memory(GiB(2)).dimm(dimm('1GiB'))), [])
})

test.run()
