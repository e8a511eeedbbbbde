import { rule } from '../../check/rule.ts'

/**
 * `<reservations>` must set whether libvirt starts the helper process for persistent reservations. If libvirt does not start
 * the process, `<reservations>` must contain the socket of the process.
 */
export const diskReservations = rule({
  code: 'VMC2283',
  slug: 'disk-reservations',
  severity: 'error',
  title: '<reservations> requires managed="yes" or a socket',
  help: 'SCSI persistent reservations require a helper process. With managed="yes" in <reservations>, libvirt starts this process. With managed="no", add the UNIX socket of the process, to which QEMU connects as a client: <source type="unix" path="/run/pr.sock" mode="client"/>.',
  for: 'libvirt',
  source: 'storage_source_conf.c: virStoragePRDefParseXML',
  on: ['devices/disk/source/reservations', 'devices/disk/backingStore/source/reservations'],
  example: {
    xml: `<devices>
  <controller type="scsi" index="0" model="virtio-scsi"/>
  <disk type="block" device="lun"><driver name="qemu" type="raw"/>
    <source dev="/dev/sda"><reservations managed="no"><source type="unix" path="/run/pr.sock" mode="{server -> client}"/></reservations></source>
    <target dev="sda" bus="scsi"/>
  </disk>
</devices>`,
  },
  *check(reservations) {
    if (!reservations.has('managed'))
      yield reservations.report(
        '.',
        'the reservations do not say who starts the helper',
        'add managed="yes", or managed="no" and the <source> of the helper',
      )
    const source = reservations.first('source')
    if (!source) {
      if (reservations.text('managed') !== 'no') return
      yield reservations.report(
        '.',
        'the helper has no socket',
        'add its <source>, or use managed="yes"',
      )
    } else if (source.has('mode') && source.text('mode') !== 'client') {
      yield source.report(
        'mode',
        source.text('mode') ? `the mode cannot be "${source.text('mode')}"` : 'the mode is empty',
        'use mode="client": QEMU connects to the helper',
      )
    }
  },
})
