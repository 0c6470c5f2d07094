"""Accepting an invitation: opening changes nothing, and a click uses it once."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from tests.house.inviting import OURS, accept, account, cookies
from wijkplatform.domain.people import Role
from wijkplatform.services import signing_in
from wijkplatform.storage.invitations import Invitation
from wijkplatform.storage.oidc import OidcProvider
from wijkplatform.storage.people import Account, SignIn

pytestmark = pytest.mark.usefixtures("front_end")


def unsigned(text: str) -> str:
    return re.sub(r"nonce[-=][\"']?[\w-]{22}", "", text)


def test_opening_a_link_changes_nothing_and_a_click_uses_it_once(anyone, town, fingerprint) -> None:
    invited = town.invite()
    before = fingerprint()
    for _ in range(2):
        page = anyone.get(invited.path)
        assert page.status_code == 200
    assert anyone.http.head(invited.path).status_code == 200
    assert fingerprint() == before
    for words in ("Proefstad", "Beheerder nodigt u uit", "wijkpartner van Woonbron", "Els Bos, e•••@woonbron.example"):
        assert words in page.text
    assert invited.email not in page.text
    assert page.text.count("<button") == 1
    answer = accept(anyone, invited)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{town.slug}/beheer?melding=aangenomen")
    home = anyone.get(answer.headers["location"], headers=cookies(answer))
    assert "Uw uitnodiging is aangenomen" in home.text
    assert "Er is nu geen bijeenkomst voor u" in home.text
    made = account(town, invited.email)
    assert made
    assert (made.name, made.role, made.organisation_id is not None) == ("Els Bos", "wijkpartner", True)
    again = accept(anyone, invited)
    assert again.status_code == 404
    assert "Deze link is al gebruikt of verlopen" in again.text
    assert f'href="/{town.slug}/inloggen"' in again.text


def test_links_that_open_nothing_sound_the_same(anyone, town, other_town) -> None:
    boss = town.sign_in(Role.BEHEERDER)
    expired, revoked, used, disabled = (town.invite(f"{name}@x.example", by=boss) for name in "abcd")
    now = datetime.now(UTC)
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(Invitation).where(Invitation.id == expired.id).values(expires_at=now))
        work.db.execute(update(Invitation).where(Invitation.id == revoked.id).values(revoked_at=now))
        signing_in.add_account(work, email=disabled.email, name="D", role=Role.AMBTENAAR)
    with town.store.workspace(town.operator) as work:
        values = {"disabled_at": datetime.now(UTC) + timedelta(seconds=1)}
        work.db.execute(update(Account).where(Account.email == disabled.email).values(**values))
    assert accept(anyone, used).status_code == 303
    foreign = other_town.invite().path.replace(other_town.slug, town.slug)
    dead = [*(one.path for one in (expired, revoked, used, disabled)), foreign, f"/{town.slug}/uitnodiging/verzonnen"]
    for method in ("GET", "POST"):
        answers = [anyone.http.request(method, path, headers=OURS) for path in dead]
        assert {one.status_code for one in answers} == {404}
        assert len({unsigned(one.text) for one in answers}) == 1
    assert {anyone.http.post(f"{path}/gezien", headers=OURS).status_code for path in dead} == {404}
    assert account(town, disabled.email).disabled_at


def test_a_link_of_one_gemeente_opens_nothing_in_another(anyone, town, other_town, fingerprint) -> None:
    theirs = other_town.invite()
    path = theirs.path.replace(other_town.slug, town.slug)
    before = fingerprint()
    assert anyone.get(path).status_code == 404
    assert anyone.http.post(path, headers=OURS).status_code == 404
    assert anyone.http.post(f"{path}/gezien", headers=OURS).status_code == 404
    assert fingerprint() == before
    assert accept(anyone, theirs).status_code == 303


def test_another_website_can_neither_accept_nor_open(anyone, town, fingerprint) -> None:
    invited = town.invite()
    before = fingerprint()
    for path in (invited.path, f"{invited.path}/gezien"):
        assert anyone.http.post(path, headers={"Origin": "https://elders.example"}).status_code == 403
        assert anyone.http.post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert fingerprint() == before


def test_opened_is_told_once_and_only_by_a_person(anyone, town) -> None:
    invited = town.invite()
    assert f'data-seen="{invited.path}/gezien"' in anyone.get(invited.path).text
    moments = set()
    for _ in range(2):
        assert anyone.http.post(f"{invited.path}/gezien", headers=OURS).status_code == 204
        with town.store.workspace(town.operator) as work:
            moments.add(work.db.scalars(select(Invitation.opened_at)).one())
    assert len(moments - {None}) == 1


def test_two_clicks_at_once_accept_once(call, town) -> None:
    invited = town.invite()
    callers = [call() for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda one: accept(one, invited).status_code, callers))
    assert sorted(answers) == [303, 404]
    with town.store.workspace(town.operator) as work:
        mine = select(func.count()).select_from(SignIn).join(Account, Account.id == SignIn.account_id)
        assert work.db.scalar(mine.where(Account.email == invited.email)) == 1


def test_two_invitations_of_one_person_at_once_make_one_account(call, town) -> None:
    boss, one, other = town.sign_in(Role.BEHEERDER), town.meeting(), town.meeting()
    both = [town.invite(session=meeting.id, by=boss) for meeting in (one, other)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda pair: accept(*pair).status_code, [(call(), invited) for invited in both]))
    assert answers == [303, 303]


class TestOtherAccount:
    def test_an_invitation_is_not_used_while_somebody_else_is_signed_in(self, anyone, town, fingerprint) -> None:
        other = town.sign_in(Role.SPELLEIDER)
        invited = town.invite()
        before = fingerprint()
        page = anyone.get(invited.path, headers=other.cookies)
        refused = accept(anyone, invited, other.cookies)
        assert (page.status_code, refused.headers["location"]) == (409, invited.path)
        assert "U bent aangemeld als iemand anders" in page.text
        assert f'action="/{town.slug}/afmelden"' in page.text
        assert "Neem de uitnodiging aan" not in page.text
        assert "data-seen" not in page.text
        assert fingerprint() == before
        assert accept(anyone, invited).status_code == 303

    def test_who_is_signed_in_already_stays_so(self, anyone, town, meeting) -> None:
        boss = town.sign_in(Role.BEHEERDER)
        first = accept(anyone, town.invite(by=boss))
        again = accept(anyone, town.invite(session=meeting.id, by=boss), cookies(first))
        assert again.headers["location"] == f"/{town.slug}/doe-mee/{meeting.id}"
        assert [value.split("=")[0] for value in again.headers.get_list("set-cookie")] == [
            f"__Host-deelnemer-{town.slug}"
        ]

    def test_who_is_signed_in_in_another_gemeente_can_accept_here(self, anyone, town, other_town) -> None:
        assert accept(anyone, town.invite(), other_town.sign_in().cookies).status_code == 303


class TestRoles:
    def test_an_invitation_for_a_session_changes_no_role(self, anyone, town, meeting) -> None:
        with town.store.workspace(town.operator) as work:
            signing_in.add_account(work, email="kees@x.example", name="Kees", role=Role.AMBTENAAR)
        boss = town.sign_in(Role.BEHEERDER)
        invited = town.invite("kees@x.example", role=Role.BEHEERDER, session=meeting.id, by=boss)
        accept(anyone, invited)
        found = account(town, "kees@x.example")
        assert (found.name, found.role) == ("Kees", "ambtenaar")

    def test_an_older_invitation_gives_no_role_to_who_came_in_another_way(self, anyone, town) -> None:
        invited = town.invite("kees@x.example", role=Role.BEHEERDER)
        with town.store.workspace(town.operator) as work:
            signing_in.add_account(work, email="kees@x.example", name="Kees", role=Role.INKIJKER)
        accept(anyone, invited)
        assert account(town, "kees@x.example").role == "inkijker"

    def test_a_disabled_account_comes_back_with_the_role_of_the_new_invitation(self, anyone, town) -> None:
        boss = town.sign_in(Role.BEHEERDER)
        before = town.sign_in(Role.SPELLEIDER)
        email = f"spelleider@{town.slug}.example"
        with town.store.workspace(town.operator) as work:
            work.db.execute(update(Account).where(Account.email == email).values(disabled_at=datetime.now(UTC)))
        invited = town.invite(email, role=Role.INKIJKER, name="Noor", by=boss)
        assert accept(anyone, invited).status_code == 303
        found = account(town, email)
        assert (found.name, found.role, found.disabled_at) == ("Spelleider", "inkijker", None), "a known name stays"
        assert anyone.get(f"/{town.slug}/beheer", headers=before.cookies).status_code == 302, "old cookies stay dead"

    @pytest.mark.parametrize("role", [Role.AMBTENAAR, Role.INKIJKER, Role.SPELLEIDER, Role.BEHEERDER])
    def test_every_role_can_be_invited_and_comes_home(self, anyone, town, role: Role) -> None:
        answer = accept(anyone, town.invite(role=role))
        home = "/overzicht" if role is Role.INKIJKER else ""
        page = anyone.get(f"/{town.slug}/beheer{home}", headers=cookies(answer))
        assert page.status_code == 200
        assert f"Els Bos ({role})" in page.text

    def test_staff_signs_in_the_gemeentes_own_way_where_that_is_the_only_one(self, anyone, town) -> None:
        boss = town.sign_in(Role.BEHEERDER)
        with town.store.workspace(town.operator) as work:
            secret = work.keys.seal("x")
            work.db.add(OidcProvider(issuer="https://x.example", client_id="x", sealed_secret=secret, only_way=True))
        staff, partner = (
            accept(anyone, town.invite("a@x.example", role=Role.AMBTENAAR, by=boss)),
            accept(anyone, town.invite(by=boss)),
        )
        assert staff.status_code == 200
        assert re.findall(r"__Host-(\w+)-", staff.headers["set-cookie"]) == ["koppel"]
        assert f'href="/{town.slug}/inlog/begin?verder=/{town.slug}/beheer"' in staff.text
        assert account(town, "a@x.example")
        assert (partner.status_code, len(cookies(partner))) == (303, 1)
