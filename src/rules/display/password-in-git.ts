import { rule } from '../../check/rule.ts'

/** A password in a definition is readable in its file, and in Git if the file is committed. */
export const passwordInGit = rule({
  code: 'VMC2660',
  slug: 'password-in-git',
  severity: 'info',
  title: 'definition contains a password',
  help: 'The XML file contains the password as plain text, so vmc makes the file readable only to its owner. Do not commit the file or a program that contains the password, because the Git history then contains the password too. Read the password from the environment and keep the output folder out of Git, or set a default password for all guests in the qemu.conf of the host (vnc_password, spice_password).',
  for: 'libvirt',
  source: 'advice: Git keeps a committed password, and does not keep the mode of a file',
  on: 'devices/graphics',
  needs: 'passwd',
  example: {
    xml: `<devices>
  <graphics type="vnc" {autoport="yes" passwd="horse" -> autoport="yes"}/>
</devices>`,
  },
  *check(graphics) {
    // With an empty password, nobody can log in.
    if (!graphics.text('passwd')) return
    yield graphics.report(
      'passwd',
      'the file contains the password as plain text, and so does Git if you commit it',
      'add the output folder to .gitignore, or set vnc_password or spice_password in qemu.conf on the host',
    )
  },
})
