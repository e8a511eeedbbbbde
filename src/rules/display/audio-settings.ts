import { rule } from '../../check/rule.ts'

/** Settings of an audio backend are fixed settings, which need the mixing engine. */
export const audioSettings = rule({
  code: 'VMC2611',
  slug: 'audio-settings',
  severity: 'error',
  title: 'audio settings that are not fixed',
  help: 'Frequency, channels and format in <settings> need fixedSettings="yes", which needs mixingEngine="yes".',
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
        'fixed settings need the mixing engine',
        "set mixingEngine: 'yes', or leave out fixedSettings",
      )
    }
    if (isFixed || !direction.has('settings')) return
    yield direction.report(
      'settings',
      'libvirt refuses <settings> that are not fixed',
      "set fixedSettings: 'yes' and mixingEngine: 'yes', or leave out <settings>",
    )
  },
})
