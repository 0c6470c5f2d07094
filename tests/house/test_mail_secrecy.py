"""A copy of the database or of the logs opens nothing, and no request decides where a link leads."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from quopri import encodestring

import psycopg
from psycopg import sql

from tests.house.agreeing import agree, evening
from tests.mailserver import eventually, office, working
from tests.makers import Maker, Town, plain
from tests.server import Caller, Server
from wijkplatform.domain.people import Role


def dump(maker: Maker) -> bytes:
    """Every table of every gemeente, as a backup holds it."""
    tables = "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    whole = b""
    with psycopg.connect(plain(maker.database.platform_url)) as connection, connection.cursor() as cursor:
        for (table,) in cursor.execute(tables).fetchall():
            with cursor.copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as rows:
                whole += b"".join(rows)
    return whole


def shapes(secret: str) -> Iterator[bytes]:
    """How a secret could lie about."""
    plain_secret = secret.encode()
    yield plain_secret
    yield plain_secret.hex().encode()
    yield b64encode(plain_secret)
    yield encodestring(plain_secret)
    yield from (plain_secret[:22], plain_secret[21:])


def secrets_in(mail_text: str, town: Town) -> list[str]:
    return re.findall(rf"https://wijk\.example/{town.slug}/(?:uitnodiging|inloggen|afspraak)/([\w-]+)", mail_text)


def test_neither_database_nor_logs_hold_a_link_that_works(database, maker, town: Town, server: Server) -> None:
    town.sign_in(Role.AMBTENAAR)
    ambtenaar, refused = f"ambtenaar@{town.slug}.example", f"weg@{town.slug}.example"
    town.letter_to(f"jan@{town.slug}.example")
    town.ask_to_sign_in(ambtenaar)
    unsent = town.letter_to(refused)
    owner = f"els@{town.slug}.example"
    held = evening(town)
    agree(held, email=owner)
    held.step("close")
    waiting = dump(maker)
    with office() as post, Caller(server) as browser, working(database, post.port) as worker:
        post.answers[refused] = ["451 Later"]
        eventually(lambda: len(post.of(ambtenaar)) == len(post.of(f"jan@{town.slug}.example")) == 1)
        eventually(lambda: len(post.of(owner)) == 1)
        eventually(lambda: post.tried[refused] > 0)
        found = [secret for mail in post.arrived for secret in secrets_in(mail.as_string().replace("=\n", ""), town)]
        secrets = {*found, unsent.secret}
        assert len(secrets) == 4
        for secret in secrets:
            browser.get(f"/{town.slug}/uitnodiging/{secret}")
            browser.get(f"/{town.slug}/inloggen/{secret}")
            browser.get(f"/{town.slug}/afspraak/{secret}")
        copy = waiting + dump(maker)
        logs = (worker.log + server.log).encode()
    assert town.slug.encode() in copy
    assert b"sent, attempt 1" in logs
    for secret in secrets:
        for shape in shapes(secret):
            assert shape not in copy
            assert shape not in logs
    for word in (ambtenaar, refused, owner, town.slug):
        assert word.encode() not in worker.log.encode()


OURS = {"Sec-Fetch-Site": "same-origin"}


def test_a_link_begins_with_the_address_of_the_platform_whatever_a_request_says(
    database, town: Town, server: Server, front_end: None
) -> None:
    town.sign_in(Role.AMBTENAAR)
    email, where = f"ambtenaar@{town.slug}.example", f"/{town.slug}/inloggen"
    with office() as post, working(database, post.port), Caller(server) as browser:
        poison = {"X-Forwarded-Host": "elders.example", "Forwarded": "host=elders.example", **OURS}
        asked = browser.http.post(where, data={"email": email}, headers=poison)
        assert (asked.status_code, "elders" in asked.text) == (200, False)
        assert browser.http.post(where, data={"email": email}, headers={"Host": "elders.example", **OURS}).is_error
        eventually(lambda: len(post.of(email)) == 1)
        (mail,) = post.of(email)
    whole = mail.as_string().replace("=\n", "")
    assert "elders" not in whole
    assert len(secrets_in(whole, town)) >= 2
    assert set(re.findall(r"https?://[^/\s\"<]+", whole)) == {"https://wijk.example"}
