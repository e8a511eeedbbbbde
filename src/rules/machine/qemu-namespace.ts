import { rule } from '../../check/rule.ts'

/** The value of a `<qemu:property>` must match its type. The name of a `<qemu:env>` must be a valid variable name. */
export const qemuNamespace = rule({
  code: 'VMC2596',
  slug: 'qemu-namespace',
  severity: 'error',
  title: 'invalid <qemu:property> or <qemu:env>',
  help: 'The value of a <qemu:property> must match its type: a number for "signed" and "unsigned", and true or false for "bool". A <qemu:property> of type "remove" cannot have a value. The property "id" cannot be changed. The name of a <qemu:env> must begin with a letter or an underscore. Correct the name or the value.',
  for: 'qemu',
  source:
    'qemu_domain.c: qemuDomainDefNamespaceParseOverrideProperties, qemuDomainDefNamespaceParseCommandlineEnvValidate',
  on: ['qemuOverride/device/frontend/property', 'qemuCommandline/env'],
  example: {
    xml: `<domain type="kvm" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os>
<qemu:override><qemu:device alias="a"><qemu:frontend><qemu:property name="b" type="bool" value="{yes -> true}"/></qemu:frontend></qemu:device></qemu:override></domain>`,
  },
  *check(element) {
    const name = element.text('name')
    if (element.key === 'env') {
      if (name !== undefined && /^\d/.test(name))
        yield element.report(
          'name',
          `a variable cannot have the name "${name}"`,
          'begin with a letter',
        )
      return
    }
    const [type, value] = [element.text('type'), element.text('value')]
    if (name === 'id') yield element.report('name', 'the property "id" is fixed', 'leave it out')
    const form = type === undefined ? undefined : FORMS.get(type)
    if (type === 'remove' && value !== undefined) {
      yield element.report('value', 'a property to remove has no value', 'leave value out')
    } else if (form && value === undefined) {
      yield element.report('.', 'the property has no value', 'set value')
    } else if (form && value !== undefined && !form.test(value)) {
      yield element.report('value', `"${value}" is not of the type "${type}"`, 'correct the value')
    }
  },
})

/** For each type of `<qemu:property>`, a pattern that valid values match. */
const FORMS = new Map([
  ['string', /^/],
  ['signed', /^\s*[-+]?\d+$/],
  ['unsigned', /^\s*\+?\d+$/],
  ['bool', /^(true|false)$/],
])
