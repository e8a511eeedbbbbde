import { suite } from 'uvu'
import {
  certificateSmartcard,
  domain,
  hostSmartcard,
  smartcard,
  spicevmc,
  tcp,
  usbRedirection,
} from '../../src/index.ts'
import { devices, testSpellings } from '../support/builders.ts'

const test = suite('dsl: redirection')

const far = () => tcp('connect', { host: 'localhost', service: 4000 })

testSpellings(
  test,
  'redirected USB ports, and their filter',
  devices(`
<redirdev bus="usb" type="spicevmc"/>
<redirdev bus="usb" type="tcp">
  <source mode="connect" host="localhost" service="4000"/>
  <boot order="1"/>
</redirdev>
<redirfilter>
  <usbdev class="0x08" vendor="0x1234" product="0xbeef" version="2.56" allow="yes"/>
  <usbdev class="-1" allow="no"/>
</redirfilter>`),
  {
    factories: () =>
      domain('fv0')
        .redirdev(usbRedirection(), usbRedirection(far()).boot(1))
        .redirfilter({
          usbdev: [
            { class: 8, vendor: 0x1234, product: 0xbeef, version: '2.56', allow: true },
            { class: -1, allow: false },
          ],
        }),
  },
)

testSpellings(
  test,
  'every type of smartcard',
  devices(`
<smartcard mode="host"/>
<smartcard mode="host-certificates">
  <certificate>cert1</certificate>
  <certificate>cert2</certificate>
  <certificate>cert3</certificate>
  <database>/etc/pki/nssdb</database>
</smartcard>
<smartcard mode="passthrough" type="spicevmc"/>
<smartcard mode="passthrough" type="tcp">
  <source mode="connect" host="localhost" service="4000"/>
  <protocol type="raw"/>
</smartcard>`),
  {
    factories: () =>
      domain('fv0').smartcard(
        hostSmartcard(),
        certificateSmartcard(['cert1', 'cert2', 'cert3'], '/etc/pki/nssdb'),
        smartcard(spicevmc()),
        smartcard(far()).protocol('raw'),
      ),
  },
)

test.run()
