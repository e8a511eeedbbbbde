import { domain, file } from 'libvmc'
import { webServer } from './presets.ts'

// Every domain that this file exports becomes a file in vmc.out.
export const webs = Array.from({ length: 3 }, (_, n) =>
  domain(`web${n}`)
    .use(webServer)
    // The image must exist on the host.
    .disk(file(`/var/lib/libvirt/images/web${n}.qcow2`)),
)
