import { defineConfig } from 'libvmc/compiler'

export default defineConfig({
  // UUIDs and MAC addresses come from the project and the names of the machines. Keep it once machines exist.
  project: 'infra',

  // The oldest releases that your hosts run: vmc then reports what is newer as an error.
  // target: 'libvirt=9.0.0,qemu=7.2',

  // The hosts that .host('hv1') names.
  // hosts: { hv1: { uri: 'qemu+ssh://root@hv1/system' } },
})
