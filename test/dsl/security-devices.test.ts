import { suite } from 'uvu'
import {
  builtinRng,
  domain,
  egd,
  externalTpm,
  hostTpm,
  pstore,
  rng,
  tpm,
  udp,
  virtioCrypto,
} from '../../src/index.ts'
import { devices, testSpellings } from '../support/builders.ts'

const test = suite('dsl: rng, tpm, crypto, pstore')

testSpellings(
  test,
  'random number generators',
  devices(`
<rng model="virtio">
  <rate bytes="1024" period="2000"/>
  <backend model="random">/dev/urandom</backend>
</rng>
<rng model="virtio-non-transitional">
  <backend model="builtin"/>
</rng>
<rng model="virtio">
  <backend model="egd" type="udp">
    <source mode="bind" host="0.0.0.0" service="1234"/>
    <source mode="connect" host="10.0.0.1" service="1234"/>
  </backend>
</rng>`),
  {
    factories: () =>
      domain('fv0').rng(
        rng().rate({ bytes: 1024, period: 2000 }),
        builtinRng().model('virtio-non-transitional'),
        egd(udp({ host: '10.0.0.1', service: 1234 }, { host: '0.0.0.0', service: 1234 })),
      ),
  },
)

testSpellings(
  test,
  'TPM devices',
  devices(`
<tpm model="tpm-crb">
  <backend type="emulator" version="2.0" persistent_state="yes" debug="3">
    <encryption secret="6dd3e4a5-1d76-44ce-961f-f119f5aad935"/>
    <profile source="local:restricted" removeDisabled="check"/>
    <active_pcr_banks>
      <sha256/>
    </active_pcr_banks>
    <source type="dir" path="/var/lib/fv0-tpm"/>
  </backend>
</tpm>
<tpm>
  <backend type="passthrough">
    <device path="/dev/tpm0"/>
  </backend>
</tpm>
<tpm>
  <backend type="external">
    <source type="unix" path="/run/fv0-tpm.sock" mode="connect"/>
  </backend>
</tpm>`),
  {
    factories: () =>
      domain('fv0').tpm(
        tpm()
          .model('tpm-crb')
          .persistent_state(true)
          .debug(3)
          .encryption('6dd3e4a5-1d76-44ce-961f-f119f5aad935')
          .profile({ source: 'local:restricted', removeDisabled: 'check' })
          .active_pcr_banks({ sha256: true })
          .source({ type: 'dir', path: '/var/lib/fv0-tpm' }),
        hostTpm('/dev/tpm0'),
        externalTpm('/run/fv0-tpm.sock'),
      ),
  },
)

testSpellings(
  test,
  'crypto and pstore devices',
  devices(`
<crypto model="virtio" type="qemu">
  <backend model="lkcf" queues="2"/>
</crypto>
<pstore backend="acpi-erst">
  <path>/var/lib/fv0.pstore</path>
  <size unit="KiB">64</size>
</pstore>`),
  {
    factories: () =>
      domain('fv0')
        .crypto(virtioCrypto('lkcf', { queues: 2 }))
        .pstore(pstore('64KiB', '/var/lib/fv0.pstore')),
  },
)

test.run()
