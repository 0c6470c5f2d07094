"""The way out leads to public addresses only, to the one that was checked, and to nobody with a wrong certificate."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.server import free_port
from wijkplatform.domain.providers import ProviderFault
from wijkplatform.oidc.fetching import Address, WayOut, is_public, session

INSIDE = (
    *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
    *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fd00::1", "fe80::1"),
    *("fec0::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "::127.0.0.1", "2001:db8::1"),
    *("64:ff9b::a00:1", "64:ff9b:1::a00:1", "2002:a00:1::", "2001:0:a00:1::"),
)


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "145.100.1.1", "2a00:1450:400e::1", "2606:4700::1111"])
def test_a_public_address_is_not(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


URLS = {
    "https://127.0.0.1/": "private",
    "https://10.0.0.1/": "private",
    "https://169.254.169.254/latest/meta-data": "private",
    "https://[::1]/": "private",
    "https://[fd00::1]/": "private",
    "https://[::ffff:10.0.0.1]/": "private",
    "https://localhost/": "private",
    "https://2130706433/": "private",
    "https://0x7f000001/": "private",
    "https://0177.0.0.1/": "private",
    "https://127.1/": "private",
    "https://name.invalid/": "not_found",
    "http://example.org/": "not_https",
    "ftp://example.org/": "not_https",
    "file:///etc/passwd": "address",
    "https:///nothing": "address",
    "https://user:word@example.org/": "address",
    "https://example.org:x/": "address",
    "https://example.org/a b": "address",
    "https://example.org/\r\nHost: elders": "address",
    "https://example.org\\@127.0.0.1/": "address",
    "https://example.org/#part": "address",
    "": "address",
}


@pytest.mark.parametrize("url", URLS)
def test_an_address_that_may_not_be_asked_is_not_asked(url: str) -> None:
    with pytest.raises(ProviderFault) as refused:
        WayOut().get(url)
    assert refused.value.reason == URLS[url]


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    mixed = [ipaddress.ip_address("8.8.8.8"), ipaddress.ip_address("10.0.0.1")]
    with pytest.raises(ProviderFault) as refused:
        WayOut(names=lambda host: mixed).get("https://provider.example/")
    assert refused.value.reason == "private"


def test_one_plain_address_on_this_machine_may_be_admitted_and_no_other() -> None:
    way = WayOut(loopback="http://127.0.0.1:4000")
    assert way.allowed("http://127.0.0.1:4000/token").port == 4000
    for other in ("http://127.0.0.1:4001/", "http://localhost:4000/", "http://127.0.0.1:4000.elders.example/"):
        with pytest.raises(ProviderFault):
            way.get(other)
    with pytest.raises(ProviderFault) as refused:
        way.get("https://127.0.0.1:4000/")
    assert refused.value.reason == "private"


@dataclass
class Place:
    """A server with TLS on two addresses of this machine; it tells on which it was asked, and by which names."""

    port: int
    authority: Path
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    def way(self, *looked_up: str) -> WayOut:
        """A way on which only 127.0.0.2 counts as public, and a name that is answered anew each time it is asked."""
        answers = iter([ipaddress.ip_address(one) for one in looked_up])
        return WayOut(
            admits=lambda address: str(address) == "127.0.0.2",
            names=lambda host: [next(answers)],
            trust=lambda: ssl.create_default_context(cafile=str(self.authority)),
        )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder, port = tmp_path_factory.mktemp("tls"), free_port()
    certificate = _certificate(folder, "provider.example")
    here = Place(port, certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, folder / "key.pem")
    named: list[str] = []
    context.sni_callback = lambda line, name, _: named.append(name or "")
    servers = []
    for address in ("127.0.0.1", "127.0.0.2"):

        class Handler(BaseHTTPRequestHandler):
            where = address

            def do_GET(self) -> None:
                here.asked.append((self.where, self.headers["Host"], named[-1]))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"here")

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        class Quiet(HTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                """A handshake that fails is what the test wants."""

        server = Quiet((address, port), Handler)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
    yield here
    for server in servers:
        server.shutdown()
        server.server_close()


def _certificate(folder: Path, name: str) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    names = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(names)
        .issuer_name(names)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(minutes=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.Encoding.PEM
    (folder / "key.pem").write_bytes(
        key.private_bytes(form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    (folder / "certificate.pem").write_bytes(made.public_bytes(form))
    return folder / "certificate.pem"


def test_the_line_goes_to_the_address_that_was_checked_under_the_name_that_was_asked(place) -> None:
    """A name that answers differently the second time is looked up once."""
    place.asked.clear()
    fetched = place.way("127.0.0.2", "127.0.0.1").get(f"https://provider.example:{place.port}/x")
    assert (fetched.status, fetched.body) == (200, b"here")
    assert place.asked == [("127.0.0.2", f"provider.example:{place.port}", "provider.example")]


def test_a_session_of_the_library_goes_out_by_the_same_way(place) -> None:
    place.asked.clear()
    with session(place.way("127.0.0.2", "127.0.0.1")) as out:
        assert out.get(f"https://provider.example:{place.port}/x", withhold_token=True).text == "here"
    with session(WayOut()) as out, pytest.raises(ProviderFault):
        out.get("https://localhost/", withhold_token=True)
    assert [where for where, _, _ in place.asked] == ["127.0.0.2"]


def test_a_certificate_of_another_name_is_refused(place) -> None:
    with pytest.raises(ProviderFault) as refused:
        place.way("127.0.0.2").get(f"https://elders.example:{place.port}/")
    assert refused.value.reason == "certificate"


def test_a_certificate_that_nobody_vouches_for_is_refused(place) -> None:
    unknown = WayOut(admits=lambda address: True, names=lambda host: [ipaddress.ip_address("127.0.0.2")])
    with pytest.raises(ProviderFault) as refused:
        unknown.get(f"https://provider.example:{place.port}/")
    assert refused.value.reason == "certificate"


@pytest.mark.parametrize("silent", ["the name", "the line"])
def test_whoever_is_silent_is_left_in_time(silent: str) -> None:
    stop = threading.Event()

    def never(host: str) -> list[Address]:
        stop.wait(20)
        return []

    with socket.create_server(("127.0.0.1", 0)) as mute:
        here = f"http://127.0.0.1:{mute.getsockname()[1]}"
        way = WayOut(here, seconds=0.5) if silent == "the line" else WayOut(here, names=never, seconds=0.5)
        with pytest.raises(ProviderFault) as refused:
            way.get(here)
    stop.set()
    assert refused.value.reason == "slow"
