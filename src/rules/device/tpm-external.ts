import { rule } from '../../check/rule.ts'

/** A TPM with an external backend needs the socket of the TPM emulator. */
export const tpmExternal = rule({
  code: 'VMC2884',
  slug: 'tpm-external',
  severity: 'error',
  title: 'external TPM has no source',
  help: `A TPM backend of type "external" connects to a TPM emulator that you start yourself. Add the path of the emulator's UNIX socket: <source type="unix" mode="connect" path="/run/swtpm.sock"/>.`,
  for: 'libvirt',
  source: 'domain_conf.c: virDomainTPMDefParseXML',
  on: 'devices/tpm/backend',
  example: {
    xml: `<devices>
  <tpm model="tpm-tis"><backend type="external">{ -> <source type="unix" mode="connect" path="/run/swtpm.sock"/>}</backend></tpm>
</devices>`,
  },
  *check(backend) {
    if (backend.text('type') !== 'external' || backend.has('source')) return
    yield backend.report('.', 'the external TPM has no source', 'add the <source> of the emulator')
  },
})
