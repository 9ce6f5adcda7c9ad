"""Loaded by every Python that the tests start, kernels included: no network but the machine's own, no warnings.

Put on PYTHONPATH by the root conftest.py. An attempt to reach another host raises, so that the cell or test fails.
"""

import ipaddress
import sys
import warnings


def _is_local(host) -> bool:
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    try:
        text = host.decode() if isinstance(host, bytes) else str(host)
        return ipaddress.ip_address(text).is_loopback or text in ("0.0.0.0", "::")
    except ValueError:
        return False


def _refuse(event, arguments):
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        if isinstance(address, tuple) and not _is_local(address[0]):
            raise RuntimeError(f"the tests allow no network, and {address[0]!r} was to be reached")
    elif event == "socket.getaddrinfo" and not _is_local(arguments[0]):
        raise RuntimeError(f"the tests allow no network, and {arguments[0]!r} was to be looked up")


sys.addaudithook(_refuse)
warnings.filterwarnings("error", module=r"techgov(\.|$)")
warnings.filterwarnings("error", module=r"__main__$")
