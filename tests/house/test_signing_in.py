"""Signing in by a link in a mail: ten minutes, once, and the same answer for who is unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import event, select, update

from tests.makers import BASE_URL, SECRET_KEY, Town, plain
from wijkplatform.app import create_app
from wijkplatform.domain.keys import digest
from wijkplatform.domain.outbox import SIGN_IN_LIFE
from wijkplatform.domain.people import Role
from wijkplatform.services import signing_in
from wijkplatform.settings import read
from wijkplatform.storage import people
from wijkplatform.storage.oidc import OidcProvider
from wijkplatform.storage.outbox import Mail
from wijkplatform.storage.people import Account, SignIn, SignInLink

OURS = {"Sec-Fetch-Site": "same-origin"}
pytestmark = pytest.mark.usefixtures("front_end")


def link(town: Town, email: str = "kees@x.example", role: Role = Role.SPELLEIDER, **change: Any) -> str:
    """A link as the worker makes it for the account with this address; the account is made when there is none."""
    with town.store.workspace(town.operator) as work:
        signing_in.add_account(work, email=email, name="Kees", role=role)
        account = people.account_by_email(work.db, email)
        assert account
        row = uuid4()
        secret = work.keys.sign_in_secret(row)
        values = {"expires_at": datetime.now(UTC) + SIGN_IN_LIFE, **change}
        work.db.add(SignInLink(id=row, account_id=account.id, digest=digest(secret), **values))
    return f"/{town.slug}/inloggen/{secret}"


def cookies(answer) -> Mapping[str, str]:
    return {"Cookie": answer.headers["set-cookie"].partition(";")[0]}


def test_a_link_signs_in_once_and_opening_it_uses_nothing(anyone, town, fingerprint) -> None:
    where = link(town)
    before = fingerprint()
    for _ in range(2):
        page = anyone.get(where)
        assert page.status_code == 200
        assert "k•••@x.example" in page.text
    assert fingerprint() == before
    answer = anyone.http.post(where, headers=OURS)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{town.slug}/beheer")
    assert anyone.get(f"/{town.slug}/beheer", headers=cookies(answer)).status_code == 200
    again = anyone.http.post(where, headers=OURS)
    assert again.status_code == 404
    assert "Deze link is al gebruikt of verlopen" in again.text


def test_links_that_open_nothing_sound_the_same(anyone, town, other_town) -> None:
    past = datetime.now(UTC) - SIGN_IN_LIFE
    foreign = link(other_town).replace(other_town.slug, town.slug)
    gone = link(town, "weg@x.example")
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(Account).where(Account.email == "weg@x.example").values(disabled_at=past))
    dead = [link(town, expires_at=past), link(town, used_at=past), foreign, gone, f"/{town.slug}/inloggen/verzonnen"]
    for method in ("GET", "POST"):
        said = {
            re.sub(r"nonce[-=][\"']?[\w-]{22}", "", anyone.http.request(method, one, headers=OURS).text) for one in dead
        }
        assert len(said) == 1
        assert "Deze link werkt niet meer" in said.pop()


def test_another_website_cannot_use_a_link(anyone, town) -> None:
    where = link(town)
    assert anyone.http.post(where, headers={"Origin": "https://elders.example"}).status_code == 403
    assert anyone.http.post(where, headers=OURS).status_code == 303


def ask(caller, town: Town, email: str):
    return caller.http.post(f"/{town.slug}/inloggen", data={"email": email}, headers=OURS)


def test_asking_for_a_link_tells_nobody_who_is_known(call, town) -> None:
    link(town, "bekend@x.example")
    link(town, "gesloten@x.example")
    with town.store.workspace(town.operator) as work:
        work.db.execute(
            update(Account).where(Account.email == "gesloten@x.example").values(disabled_at=datetime.now(UTC))
        )
    said, left = set(), []
    for email in ("bekend@x.example", "gesloten@x.example", "vreemd@x.example"):
        answer = ask(call(), town, email)
        text = answer.text.replace(email, "ADRES")
        said.add((answer.status_code, re.sub(r"nonce[-=][\"']?[\w-]{22}", "", text)))
        with town.store.workspace(town.operator) as work:
            mails = work.db.scalars(select(Mail).where(Mail.recipient == email)).all()
            left.append([(mail.kind, mail.state, mail.attempts, mail.invitation_link_id) for mail in mails])
    assert len(said) == 1
    assert left == [[("sign_in", "waiting", 0, None)]] * 3


@pytest.fixture
def asked(town: Town) -> Iterator[Callable[..., list[str]]]:
    """Calls a page in this process, and tells everything that the database was asked for it."""
    inside = create_app(
        read(
            {
                "WIJK_DATABASE_URL": town.maker.database.app_url,
                "WIJK_SECRET_KEY": SECRET_KEY,
                "WIJK_BASE_URL": BASE_URL,
            }
        )
    )
    client, statements = inside.flask.test_client(), list[str]()
    event.listen(inside.store.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    def ask_page(method: str, path: str, **form: str) -> list[str]:
        statements.clear()
        client.open(path, method=method, data=form, base_url=BASE_URL, headers=OURS)
        return list(statements)

    yield ask_page
    inside.store.close()


def test_an_address_costs_the_same_work_whether_it_is_known_or_not(asked, town, other_town) -> None:
    """The same statements in the same order: no answer can take longer because somebody is known."""
    for email in ("bekend@x.example", "gesloten@x.example"):
        link(town, email)
    link(other_town, "elders@x.example")
    with town.store.workspace(town.operator) as work:
        closed = update(Account).where(Account.email == "gesloten@x.example")
        work.db.execute(closed.values(disabled_at=datetime.now(UTC)))
    emails = ("bekend@x.example", "gesloten@x.example", "elders@x.example", "vreemd@x.example", "BEKEND@x.example")
    costs = [asked("POST", f"/{town.slug}/inloggen", email=email) for email in emails]
    assert any("INSERT INTO mail" in one for one in costs[0])
    assert not any("account" in one for cost in costs for one in cost)
    assert all(cost == costs[0] for cost in costs)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_that_opens_nothing_costs_the_same_work_whatever_is_wrong_with_it(
    asked, town, other_town, method: str
) -> None:
    past = datetime.now(UTC) - SIGN_IN_LIFE
    gone = link(town, "weg@x.example")
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(Account).where(Account.email == "weg@x.example").values(disabled_at=past))
    with town.store.workspace(town.operator) as work:
        work.db.add(OidcProvider(issuer="https://x.example", client_id="x", sealed_secret=b"x", only_way=True))
    foreign = link(other_town).replace(other_town.slug, town.slug)
    not_for_staff = link(town, "fris@x.example")
    dead = [link(town, expires_at=past), link(town, used_at=past), foreign, gone, not_for_staff]
    dead.append(f"/{town.slug}/inloggen/verzonnen")
    costs = [asked(method, one) for one in dead]
    assert any("sign_in_link" in one for one in costs[0])
    assert all(cost == costs[0] for cost in costs)


def test_what_is_no_address_is_said_at_the_field(anyone, town, fingerprint) -> None:
    before = fingerprint()
    for typed in ("", "kees", "kees@", "a@b", "kees@x.example\nBcc: iedereen@x.example", "<script>@x.example"):
        answer = ask(anyone, town, typed)
        assert answer.status_code == 400
        assert "Dit is geen e-mailadres" in answer.text
        assert "<script>@" not in answer.text
    assert fingerprint() == before


def test_one_address_is_not_flooded_with_mail(call, town) -> None:
    answers = [ask(call(), town, "kees@x.example").status_code for _ in range(6)]
    assert answers == [200] * 6
    assert len(town.mails()) == 5
    assert ask(call(), town, "els@x.example").status_code == 200


def test_who_is_not_signed_in_signs_in_first_and_then_goes_on(anyone, town) -> None:
    answer = anyone.get(f"/{town.slug}/beheer?lijst=oud")
    assert answer.headers["location"] == f"/{town.slug}/inloggen?verder=%2F{town.slug}%2Fbeheer%3Flijst%3Doud"


def test_a_link_leads_on_to_where_this_browser_was_going_and_a_dead_one_to_a_new_one(call, town) -> None:
    wanted = f"/{town.slug}/beheer/instellingen"
    browser = call()
    browser.http.cookies.clear()
    asked = browser.http.post(
        f"/{town.slug}/inloggen", data={"email": "kees@x.example", "verder": wanted}, headers=OURS
    )
    where = link(town)
    answer = call().http.post(where, headers={**OURS, **cookies(asked)})
    assert answer.headers["location"] == wanted
    for evil in ("//elders.example", f"/{town.slug}x/beheer", "https://elders.example"):
        forged = {"Cookie": f"__Host-verder-{town.slug}={evil}"}
        answer = call().http.post(link(town), headers={**OURS, **forged})
        assert answer.headers["location"] == f"/{town.slug}/beheer"
    dead = call().get(where)
    assert dead.status_code == 404
    assert "Stuur mij een link" in dead.text


def test_the_short_address_of_a_gemeente_leads_to_its_workspace(anyone, town) -> None:
    assert anyone.get(f"/{town.slug}").headers["location"] == f"/{town.slug}/beheer"
    assert anyone.get("/geen-gemeente").status_code == 404


@pytest.mark.parametrize(
    "elsewhere", ["https://elders.example/", "//elders.example/x", "/ander/beheer", "javascript:alert(1)", "\\\\elders"]
)
def test_signing_in_leads_nowhere_else(anyone, town, elsewhere: str) -> None:
    signed = town.sign_in()
    answer = anyone.get(f"/{town.slug}/inloggen", params={"verder": elsewhere}, headers=signed.cookies)
    assert answer.headers["location"] == f"/{town.slug}/beheer"


class TestIdle:
    def seen(self, town: Town, sign_in: UUID, minutes: int) -> None:
        with psycopg.connect(plain(town.maker.database.platform_url)) as connection:
            query = "UPDATE sign_in SET seen_at = now() - make_interval(mins => %s) WHERE id = %s"
            connection.execute(query, [minutes, sign_in])

    @pytest.mark.parametrize(
        ("role", "minutes", "holds"),
        [
            *[(Role.BEHEERDER, 29, True), (Role.BEHEERDER, 31, False)],
            *[(Role.SPELLEIDER, 31, True), (Role.SPELLEIDER, 479, True), (Role.SPELLEIDER, 481, False)],
        ],
    )
    def test_a_sign_in_that_lies_idle_ends(self, anyone, town, role: Role, minutes: int, holds: bool) -> None:
        signed = town.sign_in(role)
        self.seen(town, signed.badge.row, minutes)
        assert anyone.get(f"/{town.slug}/beheer", headers=signed.cookies).status_code == (200 if holds else 302)

    def test_doing_something_keeps_a_sign_in_alive(self, anyone, town) -> None:
        signed = town.sign_in(Role.BEHEERDER)
        for _ in range(3):
            self.seen(town, signed.badge.row, 20)
            assert anyone.get(f"/{town.slug}/beheer", headers=signed.cookies).status_code == 200

    def test_no_sign_in_holds_longer_than_twelve_hours(self, town) -> None:
        signed = town.sign_in()
        with town.store.workspace(town.operator) as work:
            row = work.db.scalars(select(SignIn).where(SignIn.id == signed.badge.row)).one()
            assert (row.expires_at - row.created_at).total_seconds() == pytest.approx(12 * 3600, abs=5)


@pytest.mark.parametrize("cookie", ["remember_token=1|abc", "remember_token=x", "session=abc", "=x", "==x"])
def test_a_cookie_of_another_website_on_this_host_changes_nothing(anyone, town, cookie: str) -> None:
    boss = town.sign_in(Role.BEHEERDER)
    both = {"Cookie": f"{boss.cookies['Cookie']}; {cookie}"}
    assert anyone.get(f"/{town.slug}/beheer", headers=both).status_code == 200
    assert anyone.get(f"/{town.slug}/beheer", headers={"Cookie": cookie}).status_code == 302
    assert anyone.get(f"/{town.slug}/inloggen", headers={"Cookie": cookie}).status_code == 200
