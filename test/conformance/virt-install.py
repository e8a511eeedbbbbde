"""Reads the arguments of virt-install, one call a line. Prints the domain that each call describes as JSON: as "xml", or
as "error" why virt-install refuses. Needs the folder of libvirt's embedded QEMU driver as an argument."""
import contextlib, io, json, shlex, sys
import libvirt

libvirt.registerErrorHandler(lambda context, error: None, None)
libvirt.virEventRegisterDefaultImpl()
sys.path.insert(0, '/usr/share/virt-manager')
from virtinst import cli, diskbackend, virtinstall

# The embedded driver has no storage driver.
diskbackend.manage_path = lambda connection, path: (path, None, None)
connection = cli.getConnection(f'qemu:///embed?root={sys.argv[1]}')
for line in sys.stdin:
    sys.argv = ['virt-install', '--print-xml', '1', *shlex.split(line)]
    printed, failed = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(failed):
        try: virtinstall.main(connection)
        except (Exception, SystemExit) as error: print(error, file=failed)
    made = {'xml': printed.getvalue()} if printed.getvalue() else {'error': failed.getvalue()}
    print(json.dumps(made), flush=True)
