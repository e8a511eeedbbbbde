import { domain, file } from 'libvmc'
import { webServer } from './presets.ts'

export default Array.from({ length: 3 }, (_, i) =>
  domain(`web${i}`)
    .use(webServer)
    .disk(file(`/var/lib/libvirt/images/web${i}.qcow2`)),
)
