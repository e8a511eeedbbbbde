"""Reads file names, one a line. Defines each document in libvirt's embedded QEMU driver and prints, as JSON, what libvirt
made of it: the definition as "xml", or as "error" why libvirt refuses to define or start it. Needs the folder of the driver
as an argument. With the argument "define", the start is not tried."""
import json, sys
import libvirt

libvirt.registerErrorHandler(lambda context, error: None, None)
libvirt.virEventRegisterDefaultImpl()
driver = libvirt.open(f'qemu:///embed?root={sys.argv[1]}')
for line in sys.stdin:
    with open(line.strip()) as document: xml = document.read()
    try:
        domain = driver.defineXML(xml)
        made = {'xml': domain.XMLDesc(libvirt.VIR_DOMAIN_XML_INACTIVE | libvirt.VIR_DOMAIN_XML_SECURE)}
        domain.undefineFlags(libvirt.VIR_DOMAIN_UNDEFINE_NVRAM | libvirt.VIR_DOMAIN_UNDEFINE_MANAGED_SAVE)
        try:
            if sys.argv[2:] != ['define']: driver.domainXMLToNative('qemu-argv', xml, 0)
        except libvirt.libvirtError as error: made['error'] = str(error)
    except libvirt.libvirtError as error: made = {'error': str(error)}
    print(json.dumps(made), flush=True)
