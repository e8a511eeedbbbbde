// A fleet of the same size for KubeVirt: cdk8s writes objects to YAML files, without a schema check.
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s'

const app = new App({ outdir: process.argv[2], yamlOutputType: YamlOutputType.FILE_PER_CHART })

class VirtualMachine extends Chart {
  constructor(scope, name) {
    super(scope, name)
    const disks = ['root', 'data', 'log']
    const networks = ['br0', 'br1']
    new ApiObject(this, 'vm', {
      apiVersion: 'kubevirt.io/v1',
      kind: 'VirtualMachine',
      metadata: { name },
      spec: {
        runStrategy: 'Always',
        template: {
          spec: {
            domain: {
              machine: { type: 'q35' },
              memory: { guest: '4Gi' },
              cpu: { cores: 2 },
              devices: {
                disks: disks.map(role => ({ name: role, disk: { bus: 'virtio' } })),
                interfaces: networks.map(network => ({
                  name: network,
                  model: 'virtio',
                  bridge: {},
                })),
                autoattachSerialConsole: true,
                autoattachGraphicsDevice: true,
              },
            },
            networks: networks.map(network => ({
              name: network,
              multus: { networkName: network },
            })),
            volumes: disks.map(role => ({
              name: role,
              persistentVolumeClaim: { claimName: `${name}-${role}` },
            })),
          },
        },
      },
    })
  }
}

for (let i = 0; i < Number(process.env.N ?? 1); i++)
  new VirtualMachine(app, `vm${String(i).padStart(6, '0')}`)
app.synth()
