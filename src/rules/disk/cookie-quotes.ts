import { rule } from '../../check/rule.ts'

/** A cookie value can contain quotation marks only as its first and last character. */
export const cookieQuotes = rule({
  code: 'VMC2285',
  slug: 'cookie-quotes',
  severity: 'error',
  title: 'cookie value has a misplaced quotation mark',
  help: 'A cookie value can be enclosed in double quotes: it then starts and ends with a quotation mark. A quotation mark at any other position is not allowed. Remove it, or add the missing quotation mark.',
  for: 'libvirt',
  source: 'storage_source_conf.c: virStorageSourceNetCookieValidate',
  on: ['devices/disk/source/cookies/cookie', 'devices/disk/backingStore/source/cookies/cookie'],
  example: {
    xml: `<devices>
  <disk type="network"><driver name="qemu" type="raw"/>
    <source protocol="https" name="a.img"><host name="example.org"/>
      <cookies><cookie name="id">"1{ -> "}</cookie></cookies>
    </source>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(cookie) {
    const value = cookie.text('value')
    if (value === undefined || !value.includes('"') || /^"[^"]*"$/.test(value)) return
    yield cookie.report(
      'value',
      `the value ${value} has a quotation mark that is not around all of it`,
      'write both quotation marks, or none',
    )
  },
})
