import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** Each cipher can be listed only once in `<keywrap>`. */
export const keywrapOnce = rule({
  code: 'VMC2183',
  slug: 'keywrap-once',
  severity: 'error',
  title: 'cipher is listed twice in <keywrap>',
  help: 'A <keywrap> can list each of the ciphers aes and dea only once. Remove the duplicate.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainKeyWrapCipherDefParseXML',
  on: 'keywrap',
  example: {
    xml: '<keywrap><cipher name="aes" state="on"/><cipher name="{aes -> dea}" state="off"/></keywrap>',
  },
  *check(keywrap) {
    for (const { element, first, key } of duplicates(keywrap.each('cipher'), one =>
      one.text('name'),
    ))
      yield element.report('name', `the cipher "${key}" is listed twice`, 'keep one of them', {
        related: [first.related('name', 'first listed here')],
      })
  },
})
