"""Compares raw `virsh dumpxml` texts before and after a change: no other device may have lost what a guest or host knows it by.

Reads JSON lines of {what, name, before, after, removed} from stdin, where `removed` has the number of devices of each kind that the
change removes. Prints a line for each device that moved, and exits with 1 if there is one. It knows nothing of vmc.
"""

import json
import sys
from collections import Counter

from lxml import etree

MIRROR = "console of a serial port"

parser = etree.XMLParser(resolve_entities=False, remove_blank_text=True)


def identity(device):
    """What a device is known by: its address, target, MAC address, alias, and what it is connected to."""
    target = device.find("target")
    # libvirt writes the first serial port as a console, too.
    is_mirror = device.tag == "console" and target is not None and target.get("type") == "serial"
    parts = [MIRROR if is_mirror else device.tag]
    # libvirt numbers the ports of virtio consoles anew at each definition, also of its own output.
    paths = ("address", "mac", "alias") if device.tag == "console" else ("address", "target", "mac", "alias")
    for path in paths:
        for element in device.findall(path):
            # The first function of a slot gets this attribute with the second one. Its address stays.
            kept = {key: value for key, value in element.attrib.items() if key != "multifunction"}
            parts.append((path, tuple(sorted(kept.items()))))
    if device.tag in ("disk", "interface"):
        for element in device.findall("source"):
            parts.append(("source", tuple(sorted(element.attrib.items()))))
    if device.tag == "controller":
        parts.append((device.get("type"), device.get("index"), device.get("model")))
    return tuple(parts)


def facts(xml):
    root = etree.fromstring(xml, parser)
    devices = root.find("devices")
    found = Counter(identity(one) for one in devices)
    found.update(("nvram", one.text) for one in root.findall("os/nvram"))
    found.update(("uuid", one.text) for one in root.findall("uuid"))
    return found


def main():
    moved = 0
    count = 0
    for line in sys.stdin:
        case = json.loads(line)
        count += 1
        removed = dict(case["removed"])
        removed[MIRROR] = removed.get("serial", 0)
        for fact in (facts(case["before"]) - facts(case["after"])).elements():
            if removed.get(fact[0], 0) > 0:
                removed[fact[0]] -= 1
                continue
            moved += 1
            print(f"{case['what']}: {case['name']}: {fact}")
    print(f"{count} compared, {moved} moved", file=sys.stderr)
    return 1 if moved else 0


sys.exit(main())
