import { defineConfig } from 'libvmc/compiler'

export default defineConfig({ project: 'cluster', hosts: { hv1: {}, hv2: {}, hv3: {} } })
