import { block, bridge, domain, file } from 'libvmc'
import { server, sized } from './presets.ts'

const images = '/var/lib/libvirt/images'

export const db = domain('db')
  .use(server)
  .use(sized(8, 32))
  .disk(file(`${images}/db.qcow2`), block('/dev/vg0/db'))
  .nic(bridge('br1').model('virtio').alias('ua-replication'))

export default Array.from({ length: 4 }, (_, i) =>
  domain(`web${i}`)
    .use(server)
    .use(sized(2, 4))
    .disk(file(`${images}/web${i}.qcow2`)),
)
