import { rule } from '../../check/rule.ts'

/**
 * libvirt knows the NVRAM templates only of installed firmware. A UEFI image at another path needs a template in the
 * definition.
 */
export const firmwareTemplate = rule({
  code: 'VMC2176',
  slug: 'firmware-template',
  severity: 'warning',
  title: 'UEFI image has no NVRAM template',
  help: 'libvirt creates the NVRAM of a guest from a template. libvirt finds the template by itself only for firmware that is installed on the host or listed in the qemu.conf of the host. With any other UEFI image, the guest does not start. Set the attribute "template" of <nvram>, for example to the path of OVMF_VARS.fd. Ignore this warning if qemu.conf lists the image.',
  for: 'qemu',
  source: 'qemu_process.c: qemuPrepareNVRAMHelper; qemu_domain.c: qemuDomainNVRAMPathFormat',
  on: 'os/loader',
  example: {
    xml: `<os>
  <type>hvm</type>
  <loader readonly="yes" type="pflash">/srv/ovmf/OVMF_CODE.fd</loader>
  {<nvram/> -> <nvram template="/srv/ovmf/OVMF_VARS.fd"/>}
</os>`,
  },
  *check(loader, { domain }) {
    const path = loader.text('path')
    if (path === undefined || INSTALLED.test(path) || domain.has('os/firmware')) return
    if (loader.text('type') !== 'pflash' || loader.text('readonly') !== 'yes') return
    if (loader.text('stateless') === 'yes' || domain.has('os/varstore')) return
    const nvram = domain.first('os/nvram')
    // If <nvram> has a path, no template is necessary, because the NVRAM image may already exist.
    if (nvram?.has('template') || nvram?.has('path') || nvram?.has('source')) return
    yield loader.report(
      'path',
      `libvirt knows no NVRAM template for "${path}"`,
      'add the template: <nvram template="…/OVMF_VARS.fd"/>',
    )
  },
})

// Matches the paths of installed firmware. Distributions install firmware below /usr, and Nix installs it below its store.
const INSTALLED = /^\/(usr|nix|run\/libvirt|etc)\//
