import { rule } from '../../check/rule.ts'

/** An `<idmap>` must map both users and groups of the container. Each of the two mappings must start at ID 0. */
export const idmapRoot = rule({
  code: 'VMC2197',
  slug: 'idmap-root',
  severity: 'error',
  title: '<idmap> does not map the root user or group',
  help: 'An <idmap> must contain at least one <uid> and one <gid>. The lowest <uid> and the lowest <gid> must have start="0", which is the root user or group of the container. Add the missing element, or correct the start.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainDefIdMapValidate',
  on: 'idmap',
  example: {
    xml: '<idmap><uid start="0" target="1000" count="10"/>{ -> <gid start="0" target="1000" count="10"/>}</idmap>',
  },
  *check(idmap) {
    const [uids, gids] = [idmap.each('uid'), idmap.each('gid')]
    if ((uids.length === 0) !== (gids.length === 0)) {
      yield idmap.report(
        '.',
        `the mapping has no <${uids.length === 0 ? 'uid' : 'gid'}>`,
        'map both users and groups',
      )
      return
    }
    for (const ranges of [uids, gids]) {
      const starts = ranges.map(one => one.number('start'))
      // libvirt sorts the <uid> and <gid> ranges, so only the lowest start matters.
      if (starts.length === 0 || starts.includes(undefined) || starts.includes(0)) continue
      yield ranges[0]!.report('start', 'the mapping does not start at 0', 'map 0, the root user')
    }
  },
})
