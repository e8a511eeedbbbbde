// The same fleet in jsonnet, as text: `jsonnet -S -m OUT --ext-code n=1000 fleet.jsonnet`. Nothing is
// checked. The UUIDs differ from those of vmc, because jsonnet has MD5 but no SHA-1.
local images = '/var/lib/libvirt/images';

local escape(text) =
  std.foldl(
    function(escaped, pair) std.strReplace(escaped, pair[0], pair[1]),
    [['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;'], ['"', '&quot;']],
    text
  );

local element(name, attributes, children=[], text='') =
  local open = '<' + name + std.join('', [
    ' %s="%s"' % [key, escape(attributes[key])]
    for key in std.objectFields(attributes)
  ]);
  local inner = std.join('\n', [
    std.join('\n', ['  ' + line for line in std.split(one, '\n')])
    for one in children
  ]);
  if children != [] then '%s>\n%s\n</%s>' % [open, inner, name]
  else if text != '' then '%s>%s</%s>' % [open, escape(text), name]
  else open + '/>';

local disk(name, role, dev) = element('disk', { type: 'file', device: 'disk' }, [
  element('driver', { name: 'qemu', type: 'qcow2' }),
  element('source', { file: '%s/%s-%s.qcow2' % [images, name, role] }),
  element('target', { dev: dev, bus: 'virtio' }),
]);

local nic(hash, bridge, card) = element('interface', { type: 'bridge' }, [
  element('mac', {
    address: '52:54:00:' + std.join(':', [std.substr(hash, 6 * card + 2 * i, 2) for i in [0, 1, 2]]),
  }),
  element('source', { bridge: bridge }),
  element('model', { type: 'virtio' }),
]);

local domain(name) =
  local hash = std.md5(name);
  element('domain', { type: 'kvm' }, [
    element('name', {}, text=name),
    element('uuid', {}, text=hash),
    element('memory', { unit: 'GiB' }, text='4'),
    element('vcpu', {}, text='2'),
    element('os', {}, [element('type', { arch: 'x86_64', machine: 'q35' }, text='hvm')]),
    element('features', {}, [element('acpi', {})]),
    element('devices', {}, [
      disk(name, 'root', 'vda'),
      disk(name, 'data', 'vdb'),
      disk(name, 'log', 'vdc'),
      nic(hash, 'br0', 0),
      nic(hash, 'br1', 1),
      element('serial', { type: 'pty' }, [element('target', { port: '0' })]),
      element('graphics', { type: 'vnc', autoport: 'yes', listen: '127.0.0.1' }),
    ]),
  ]) + '\n';

local names = ['vm%06d' % i for i in std.range(0, std.extVar('n') - 1)];

{ [name + '.xml']: domain(name) for name in names }
