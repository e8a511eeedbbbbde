import { rule } from '../../check/rule.ts'

/** The `<settings>` of an audio backend require fixedSettings="yes", which requires mixingEngine="yes". */
export const audioSettings = rule({
  code: 'VMC2611',
  slug: 'audio-settings',
  severity: 'error',
  title: 'audio <settings> require fixedSettings and mixingEngine',
  help: 'In the <input> or <output> of an audio backend, <settings> requires fixedSettings="yes", which in turn requires mixingEngine="yes". Set both attributes, or remove <settings>.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainAudioCommonParse',
  on: ['devices/audio/input', 'devices/audio/output'],
  example: {
    xml: `<devices>
  <audio id="1" type="none"><input mixingEngine="yes" fixedSettings="{no -> yes}"><settings frequency="44100"/></input></audio>
</devices>`,
  },
  *check(direction) {
    const isFixed = direction.text('fixedSettings') === 'yes'
    if (isFixed && direction.text('mixingEngine') !== 'yes') {
      yield direction.report(
        'fixedSettings',
        'fixedSettings requires mixingEngine',
        "set mixingEngine: 'yes', or leave out fixedSettings",
      )
    }
    if (isFixed || !direction.has('settings')) return
    yield direction.report(
      'settings',
      '<settings> requires fixedSettings="yes"',
      "set fixedSettings: 'yes' and mixingEngine: 'yes', or leave out <settings>",
    )
  },
})
