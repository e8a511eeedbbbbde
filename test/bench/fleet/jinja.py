# The same fleet with a Jinja2 template in a loop, as Ansible renders templates. It checks nothing.
import hashlib
import os
import sys
import uuid

from jinja2 import Environment

TEMPLATE = """\
<domain type="kvm">
  <name>{{ name }}</name>
  <uuid>{{ uuid }}</uuid>
  <memory unit="GiB">4</memory>
  <vcpu>2</vcpu>
  <os>
    <type arch="x86_64" machine="q35">hvm</type>
  </os>
  <features>
    <acpi/>
  </features>
  <devices>
{% for role in ["root", "data", "log"] %}
    <disk type="file" device="disk">
      <driver name="qemu" type="qcow2"/>
      <source file="/var/lib/libvirt/images/{{ name }}-{{ role }}.qcow2"/>
      <target dev="vd{{ "abc"[loop.index0] }}" bus="virtio"/>
    </disk>
{% endfor %}
{% for mac in macs %}
    <interface type="bridge">
      <mac address="{{ mac }}"/>
      <source bridge="br{{ loop.index0 }}"/>
      <model type="virtio"/>
    </interface>
{% endfor %}
    <serial type="pty">
      <target port="0"/>
    </serial>
    <graphics type="vnc" autoport="yes" listen="127.0.0.1"/>
  </devices>
</domain>
"""

NAMESPACE = uuid.UUID("6ba1cf0a57b94e5d9d0d6c9f3b1c7a52")
taken = set()


def mac_of(identity, card):
    attempt = 0
    while True:
        seed = f"{identity}/{card}/{attempt}" if attempt else f"{identity}/{card}"
        digest = hashlib.sha256(seed.encode()).hexdigest()
        mac = f"52:54:00:{digest[:2]}:{digest[2:4]}:{digest[4:6]}"
        if mac not in taken:
            taken.add(mac)
            return mac
        attempt += 1


template = Environment(autoescape=True, trim_blocks=True, keep_trailing_newline=True).from_string(TEMPLATE)
out = sys.argv[1]
os.makedirs(out, exist_ok=True)
for i in range(int(os.environ.get("N", "1"))):
    name = f"vm{i:06d}"
    identity = str(uuid.uuid5(NAMESPACE, name))
    text = template.render(name=name, uuid=identity, macs=[mac_of(identity, card) for card in (0, 1)])
    with open(os.path.join(out, f"{name}.xml"), "w", encoding="utf-8") as file:
        file.write(text)
