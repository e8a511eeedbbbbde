"""Reads JSON lines {before, after, fresh}: a definition on a host, the same one after a change, and a new definition of the
changed program. Prints, for each, a JSON list of what moved in the guest, and of what differs from the new definition
otherwise than in addresses. It knows nothing of vmc."""
import json, re, sys
from collections import Counter
from lxml import etree

PARSER = etree.XMLParser(remove_comments=True, remove_blank_text=True, no_network=True, resolve_entities=False)
HIDDEN = {'address', 'alias'}


def canonical(element, without=(), top=True):
    """An element as a text that does not depend on the order of its attributes and children."""
    children = [canonical(one, without, False) for one in element if isinstance(one.tag, str) and not (top and one.tag in without)]
    text = (element.text or '').strip()
    return '<%s %s>%s%s' % (element.tag, sorted(element.attrib.items()), text, ''.join(sorted(children)))


def devices(domain):
    return domain.findall('devices/*')


def address(device):
    # Another device can come into the same slot, as a further function of it.
    for one in device.findall('address'): one.attrib.pop('multifunction', None)
    return '|'.join(canonical(one, top=False) for one in device.findall('address'))


def own_alias(device):
    name = next((one.get('name') for one in device.findall('alias')), '')
    return name if name.startswith('ua-') else ''


def machine(domain):
    """The machine type without its version."""
    return re.sub('-[0-9.]+$', '', domain.find('os/type').get('machine', ''))


def moved(before, after):
    found = []
    for name in ('uuid', 'os/nvram'):
        old, new = before.findtext(name), after.findtext(name)
        if old and new and old != new: found.append('%s: %s -> %s' % (name, old, new))
    # Another machine has other buses.
    if machine(before) != machine(after): return found
    # Devices that are otherwise the same keep their addresses and aliases.
    def places(domain):
        groups = {}
        for device in devices(domain):
            groups.setdefault(canonical(device, HIDDEN), Counter())[address(device) + own_alias(device)] += 1
        return groups
    old, new = places(before), places(after)
    for device in old.keys() & new.keys():
        gone, come = old[device] - new[device], new[device] - old[device]
        # Another device of the kind can have become the same.
        tag = device[1:].split(' ')[0]
        come -= Counter({place: 99 for other in old for place in old[other] if other != device and other[1:].split(' ')[0] == tag})
        # libvirt writes the first serial port as a console, too.
        if tag == 'console' and "('type', 'serial')" in device: continue
        if gone and come: found.append('moved %s: %s -> %s' % (device[:90], list(gone), list(come)))
    # Disks, NICs and controllers are known by what the guest calls them. Another bus or model has another kind of address.
    def named(domain):
        for device in devices(domain):
            if device.tag == 'disk': yield ('disk', device.find('target').get('dev')), (device.find('target').get('bus'), device)
            if device.tag == 'interface': yield ('interface', device.find('mac').get('address')), ((device.find('model').get('type') if device.find('model') is not None else ''), device)
            if device.tag == 'controller': yield ('controller', device.get('type'), device.get('index')), (device.get('model'), device)
    def unique(pairs):
        counts = Counter(name for name, _ in pairs)
        return {name: value for name, value in pairs if counts[name] == 1}
    old, new = unique(list(named(before))), unique(list(named(after)))
    for name in old.keys() & new.keys():
        (kind, one), (other, two) = old[name], new[name]
        if kind == other and address(one) != address(two): found.append('moved %s: %s -> %s' % (name, address(one), address(two)))
    return found


def differs(after, fresh):
    found = []
    def rest(domain):
        return Counter(canonical(one) for one in domain if one.tag not in ('devices', 'metadata'))
    for sign, texts in (('-', rest(fresh) - rest(after)), ('+', rest(after) - rest(fresh))):
        found += ['%s %s' % (sign, text) for text in texts]
    def compared(domain):
        return Counter(canonical(one, HIDDEN) for one in devices(domain) if one.tag not in ('controller', 'hub'))
    for sign, texts in (('-', compared(fresh) - compared(after)), ('+', compared(after) - compared(fresh))):
        found += ['%s %s' % (sign, text) for text in texts]
    # Controllers and hubs that libvirt added earlier stay, also where a new definition would have other or fewer ones.
    def controllers(domain):
        return {(one.get('type'), one.get('index')): one.get('model') for one in devices(domain) if one.tag == 'controller' and one.get('type') != 'pci'}
    old, new = controllers(after), controllers(fresh)
    for name, model in new.items():
        if name not in old: found.append('- controller %s %s' % (name, model))
        elif old[name] != model: found.append('controller %s: %s, new %s' % (name, old[name], model))
    return found


for line in sys.stdin:
    texts = json.loads(line)
    before, after, fresh = (etree.fromstring(texts[key].encode(), PARSER) if texts.get(key) else None for key in ('before', 'after', 'fresh'))
    print(json.dumps({'moved': moved(before, after), 'differs': differs(after, fresh) if fresh is not None else []}), flush=True)
