"""The mail server is down, refuses, hangs or forgets, workers die: each mail arrives, once, and refusals are seen.

A real mail server runs in this process, and the worker is the real command in a process of its own.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from psycopg import sql

from tests.mailserver import PostOffice, Worker, eventually, office, working
from tests.makers import Town
from wijkplatform.domain.people import Role
from wijkplatform.services import outbox

AT_ONCE = 1.0


def names(town: Town, many: int) -> list[str]:
    return [f"nummer{number}@{town.slug}.example" for number in range(many)]


def invite(town: Town, emails: list[str]) -> None:
    """Invite people; however the mail server is, that takes no time."""
    began = time.monotonic()
    for email in emails:
        town.letter_to(email)
    assert time.monotonic() - began < AT_ONCE * len(emails)


def states(town: Town) -> list[tuple[str, int]]:
    return [(one.state, one.attempts) for one in town.mails()]


def all_sent(town: Town) -> bool:
    return all(state == "sent" for state, _ in states(town))


def trouble(town: Town) -> list[str]:
    """What the beheerder reads about mail that did not arrive."""
    with town.store.workspace(town.sign_in(Role.BEHEERDER).badge) as work:
        return [one.last_words or "" for one in outbox.see_trouble(work)]


def each_arrived_once(post: PostOffice, town: Town, emails: list[str]) -> bool:
    ids = {one.recipient: f"<{one.id}@wijk.example>" for one in town.mails()}
    return [[mail["Message-ID"] for mail in post.of(email)] for email in emails] == [[ids[email]] for email in emails]


def test_mail_that_found_no_server_arrives_once_it_is_there(database, town: Town) -> None:
    post, emails = PostOffice(), names(town, 5)
    with working(database, post.port) as worker:
        invite(town, emails)
        eventually(lambda: all(attempts > 0 for _, attempts in states(town)))
        eventually(lambda: len(trouble(town)) == 5)
        assert all(words.startswith("De mailserver is niet te bereiken") for words in trouble(town))
        post.open()
        try:
            eventually(lambda: all_sent(town))
        finally:
            post.close()
        assert each_arrived_once(post, town, emails)
        assert trouble(town) == []
        assert worker.stop() == 0


def test_a_server_that_goes_away_and_comes_back_gets_each_mail_once(database, town: Town) -> None:
    emails = names(town, 6)
    with office() as post, working(database, post.port):
        invite(town, emails[:2])
        eventually(lambda: all_sent(town))
        post.close()
        invite(town, emails[2:])
        eventually(lambda: sum(state == "waiting" and attempts > 0 for state, attempts in states(town)) == 4)
        post.open()
        eventually(lambda: all_sent(town))
        assert each_arrived_once(post, town, emails)


def test_who_is_refused_for_good_holds_up_nobody_and_is_tried_once(database, town: Town) -> None:
    emails = names(town, 4)
    with office() as post, working(database, post.port):
        post.answers[emails[1]] = ["550 5.1.1 Onbekend bij ons"]
        invite(town, emails)
        eventually(lambda: all(state != "waiting" for state, _ in states(town)))
        time.sleep(1.5)
        assert post.tried[emails[1]] == 1
        assert trouble(town) == ["550 5.1.1 Onbekend bij ons"]
        assert states(town)[1] == ("failed", 1)
        assert each_arrived_once(post, town, [emails[0], *emails[2:]])


def test_a_server_that_says_later_gets_the_same_mail_later(database, town: Town) -> None:
    (email,) = names(town, 1)
    with office() as post, working(database, post.port):
        post.answers[email] = ["451 4.7.1 Greylisted, come back", "451 4.7.1 Greylisted, come back", "250 OK"]
        invite(town, [email])
        eventually(lambda: all_sent(town))
        assert post.tried[email] == 3
        assert states(town) == [("sent", 3)]
        assert each_arrived_once(post, town, [email])


def test_an_address_that_the_server_cannot_write_is_told_to_the_beheerder(database, town: Town) -> None:
    with office(old=True) as post, working(database, post.port):
        invite(town, [f"josé@{town.slug}.example"])
        eventually(lambda: [state for state, _ in states(town)] == ["failed"])
        assert trouble(town) == ["De mailserver kan niet sturen naar een adres met bijzondere letters."]


def test_a_long_list_of_one_gemeente_keeps_another_waiting_for_one_mail_only(database, maker) -> None:
    busy, quiet = sorted((maker.town(), maker.town()), key=lambda one: one.id)
    quiet.account(Role.SPELLEIDER, "Noor")
    invite(busy, names(busy, 30))
    quiet.ask_to_sign_in(f"noor@{quiet.slug}.example")
    with office() as post:
        post.takes = 0.05
        with working(database, post.port):
            eventually(lambda: all_sent(busy))
        where = post.recipients.index(f"noor@{quiet.slug}.example")
    assert len([one for one in post.recipients[:where] if one.endswith(f"@{busy.slug}.example")]) <= 1


@contextmanager
def silent(port: int, drips: bool = False) -> Iterator[None]:
    """A server that takes connections and then says nothing, or a little now and then."""
    stopping = threading.Event()
    with socket.create_server(("127.0.0.1", port)) as listening:
        listening.settimeout(0.1)
        held: list[socket.socket] = []

        def hold() -> None:
            while not stopping.wait(0.05):
                with suppress(TimeoutError):
                    held.append(listening.accept()[0])
                for one in held:
                    with suppress(OSError):
                        one.sendall(b"2" if drips else b"")

        holding = threading.Thread(target=hold)
        holding.start()
        try:
            yield
        finally:
            stopping.set()
            holding.join()
            for one in held:
                one.close()


@pytest.mark.parametrize("drips", [False, True], ids=["says nothing", "says a letter now and then"])
def test_a_server_that_hangs_costs_a_queue_the_wait_for_one_mail(database, town: Town, drips: bool) -> None:
    post, emails = PostOffice(), names(town, 20)
    with working(database, post.port, WIJK_SMTP_TIMEOUT=2):
        with silent(post.port, drips=drips):
            invite(town, emails)
            began = time.monotonic()
            eventually(lambda: all(attempts > 0 for _, attempts in states(town)))
            eventually(lambda: len(trouble(town)) == 20)
            # One after the other would take at least twenty times the patience of two seconds.
            assert time.monotonic() - began < 40
            expected = "De mailserver antwoordt te langzaam." if drips else "De mailserver antwoordt niet."
            assert set(trouble(town)) <= {expected}
        post.open()
        try:
            eventually(lambda: all_sent(town))
        finally:
            post.close()
        assert each_arrived_once(post, town, emails)


def test_a_server_that_hangs_in_the_middle_of_a_mail_gets_it_again(database, town: Town) -> None:
    emails = names(town, 3)
    with office() as post, working(database, post.port, WIJK_SMTP_TIMEOUT=1):
        post.hangs_at_data.set()
        invite(town, emails)
        eventually(lambda: all(attempts > 0 for _, attempts in states(town)))
        eventually(lambda: "De mailserver antwoordt niet." in trouble(town))
        post.hangs_at_data.clear()
        eventually(lambda: all_sent(town))
        assert each_arrived_once(post, town, emails)


def test_two_workers_send_each_mail_once(database, town: Town) -> None:
    emails = names(town, 3)  # an odd number: one worker is idle while the other sends the last one
    with office() as post, working(database, post.port) as one, working(database, post.port) as other:
        post.takes = 1.5
        eventually(lambda: "begins" in one.log and "begins" in other.log)
        invite(town, emails)
        eventually(lambda: all_sent(town))
        assert each_arrived_once(post, town, emails)


def test_a_worker_that_is_killed_while_it_sends_loses_nothing(database, town: Town) -> None:
    post, emails = PostOffice(), names(town, 3)
    with silent(post.port):
        worker = Worker(database, post.port, WIJK_SMTP_TIMEOUT="1")
        invite(town, emails)
        eventually(lambda: any(attempts > 0 for _, attempts in states(town)))
        worker.kill()
    post.open()
    try:
        with working(database, post.port):
            eventually(lambda: all_sent(town))
    finally:
        post.close()
    assert each_arrived_once(post, town, emails)


def test_a_mail_that_was_sent_is_recorded_even_when_the_database_is_away_just_then(database, town: Town) -> None:
    emails = names(town, 3)
    away = threading.Event()

    def database_goes() -> None:
        if not away.is_set():
            away.set()
            reachable(database.name, False)

    with office() as post, working(database, post.port, WIJK_SMTP_TIMEOUT=1) as worker:
        eventually(lambda: "begins" in worker.log)
        invite(town, emails)
        post.before_taking = database_goes
        try:
            assert away.wait(20)
            time.sleep(2)
        finally:
            reachable(database.name, True)
        eventually(lambda: all_sent(town))
        assert each_arrived_once(post, town, emails)


def reachable(database: str, so: bool) -> None:
    """Let nobody in to a database, and cut off who is; or let them in again."""
    name = sql.Identifier(database)
    with psycopg.connect(os.environ["WIJK_TEST_SERVER"], autocommit=True) as admin:
        admin.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(name, sql.Literal(so)))
        if not so:
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database])


def test_a_link_to_sign_in_arrives_and_an_unknown_address_gets_nothing(database, town: Town) -> None:
    town.sign_in(Role.AMBTENAAR)
    known, unknown = f"ambtenaar@{town.slug}.example", f"onbekend@{town.slug}.example"
    with office() as post, working(database, post.port):
        town.ask_to_sign_in(unknown)
        town.ask_to_sign_in(known)
        eventually(lambda: len(post.of(known)) == 1 and len(town.mails()) == 1)
        assert post.tried[unknown] == 0
        assert f"https://wijk.example/{town.slug}/inloggen/" in str(post.of(known)[0].get_body(("plain",)))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> tuple[Path, ssl.SSLContext]:
    """A certificate for this machine that nobody else trusts, and a server that shows it."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    (folder / "ca.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    pem = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(*pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "ca.pem", folder / "key.pem")
    return folder / "ca.pem", context


PASSWORD = "wachtwoord-van-de-mailserver"


def address(post: PostOffice, password: str = PASSWORD, host: str = "127.0.0.1") -> str:
    return f"smtp://wijk:{password}@{host}:{post.port}?starttls=on"


def test_mail_goes_over_tls_and_with_a_password(database, town: Town, certificate) -> None:
    ca_file, context = certificate
    (email,) = names(town, 1)
    with (
        office(tls=context, user="wijk", password=PASSWORD) as post,
        working(database, post.port, WIJK_SMTP_URL=address(post), WIJK_SMTP_CA=ca_file) as worker,
    ):
        invite(town, [email])
        eventually(lambda: all_sent(town))
        assert each_arrived_once(post, town, [email])
        assert PASSWORD not in worker.log


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("no certificate that we trust", "De mailserver is niet te vertrouwen"),
        ("a certificate of another name", "De mailserver is niet te vertrouwen"),
        ("no STARTTLS", "De mailserver kan niet wat nodig is"),
        ("another password", "535"),
    ],
)
def test_without_proof_of_the_server_or_of_us_nothing_is_sent(
    database, town: Town, certificate, what: str, words: str
) -> None:
    ca_file, context = certificate
    (email,) = names(town, 1)
    tls = {} if what == "no STARTTLS" else {"tls": context, "user": "wijk", "password": PASSWORD}
    trusted = {} if what == "no certificate that we trust" else {"WIJK_SMTP_CA": ca_file}
    with office(**tls) as post:
        url = {
            "a certificate of another name": address(post, host="localhost"),
            "no STARTTLS": f"smtp://127.0.0.1:{post.port}?starttls=on",
            "another password": address(post, "iets-heel-anders"),
        }.get(what, address(post))
        with working(database, post.port, WIJK_SMTP_URL=url, **trusted) as worker:
            invite(town, [email])
            eventually(lambda: len(trouble(town)) == 1)
            (said,) = trouble(town)
            assert said.startswith(words)
            assert states(town)[0][0] == "waiting"
            assert post.arrived == []
            for secret in (PASSWORD, "iets-heel-anders"):
                assert secret not in said + worker.log
