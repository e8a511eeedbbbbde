import { bindMount, domain, MiB, mount, network, pty } from 'libvmc'

export const ctWeb = domain('ct-web')
  .exe('/sbin/init', { arch: 'x86_64' })
  .uuid('e2a6c3d1-4b5f-4d77-8c90-1a2b3c4d5e6f')
  .memory(MiB(512))
  .vcpu(1)
  .idmap({
    uid: { start: 0, target: 100000, count: 65536 },
    gid: { start: 0, target: 100000, count: 65536 },
  })
  .capabilities({ policy: 'default', mknod: false })
  .filesystem(mount('/srv/containers/ct-web', '/').accessmode('passthrough'))
  .filesystem(bindMount('/srv/www', '/var/www').readonly())
  .nic(network('default').mac('00:16:3e:01:02:03'))
  .console(pty())
