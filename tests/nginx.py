"""nginx with the delivered configuration in front of processes of a test: only ports, names and places are changed."""

from __future__ import annotations

import os
import shutil
import signal
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.server import ROOT, free_port
from wijkplatform.processes import ends_with_parent

_UNPACKED = ROOT / ".cache" / "nginx"
NAME = "localhost"


def program() -> Path | None:
    """The nginx to start: the one that WIJK_NGINX names, the machine's, or the one that `make test` unpacked."""
    if named := os.environ.get("WIJK_NGINX"):
        return Path(named)
    if (found := shutil.which("nginx")) and os.environ.get("WIJK_NO_SYSTEM") != "1":
        return Path(found)
    unpacked = _UNPACKED / "usr" / "sbin" / "nginx"
    return unpacked if unpacked.is_file() else None


class Nginx:
    """A proxy on one port, for as long as the block lasts; to a client it looks like a server."""

    host = NAME

    def __init__(self, binary: Path, port: int, ports: Sequence[int], home: Path) -> None:
        self.port = port
        self.url = self.base_url = f"https://{NAME}:{port}"
        self._home = home
        _certificate(home)
        (home / "nginx.conf").write_text(_fitted(port, ports, home))
        libraries = [str(path) for path in _UNPACKED.glob("**/lib/*-linux-gnu")]
        self._said = (home / "said").open("wb")
        self._process = subprocess.Popen(
            [binary, "-p", home, "-c", home / "nginx.conf", "-e", home / "error.log", "-g", "daemon off;"],
            env={"PATH": os.defpath, "LD_LIBRARY_PATH": os.pathsep.join(libraries)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._said,
            preexec_fn=ends_with_parent(),
        )
        end = time.monotonic() + 20
        while time.monotonic() < end:
            assert self._process.poll() is None, (home / "said").read_text() + (home / "error.log").read_text()
            try:
                if httpx.get(f"{self.url}/healthz", verify=False).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError("nginx does not answer")

    def wrap(self, sock):
        """A connection to it as a browser makes it."""
        context = ssl.create_default_context(cafile=str(self._home / "wijkplatform.crt"))
        return context.wrap_socket(sock, server_hostname=NAME)

    @property
    def log(self) -> str:
        """What it wrote down of calls, and of what went wrong."""
        return (self._home / "access.log").read_text() + (self._home / "error.log").read_text()

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(20)
        self._said.close()


def _fitted(port: int, ports: Sequence[int], home: Path) -> str:
    """The delivered configuration, for this machine."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    servers = "".join(f"        server 127.0.0.1:{one} max_fails=1 fail_timeout=2s;\n" for one in ports)
    delivered = "".join(f"        server 127.0.0.1:{one} max_fails=1 fail_timeout=2s;\n" for one in (8001, 8002))
    for ours, here in {
        "user www-data;": "user root;" if os.geteuid() == 0 else "",
        "/run/nginx.pid": f"{home}/pid",
        "/var/log/nginx/": f"{home}/",
        "/etc/nginx/": f"{home}/",
        "wijk.example": NAME,
        "listen 80 default_server;": f"listen 127.0.0.1:{free_port()} default_server;",
        "listen 443": f"listen 127.0.0.1:{port}",
        delivered: servers,
        "server_tokens off;": "server_tokens off;"
        + "".join(f" {name}_temp_path {home}/{name};" for name in ("client_body", "proxy"))
        + "".join(f" {name}_temp_path {home}/{name};" for name in ("fastcgi", "uwsgi", "scgi")),
    }.items():
        assert ours in text, ours
        text = text.replace(ours, here)
    return text


def _certificate(home: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (home / "wijkplatform.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (home / "wijkplatform.key").write_bytes(pem)


@contextmanager
def nginx_before(port: int, ports: Sequence[int]) -> Iterator[Nginx]:
    """Nginx on a port, before servers on other ports; skips the test when there is none to start."""
    binary = program()
    if binary is None:
        pytest.skip("no nginx: set WIJK_NGINX, install it, or let `make test` fetch it (Debian)")
    with tempfile.TemporaryDirectory(prefix="wijk-nginx-") as home:
        proxy = Nginx(binary, port, ports, Path(home))
        try:
            yield proxy
        finally:
            proxy.stop()
