"""Accepting an invitation: opening changes nothing, a click uses it once, and it leads into the session."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from tests.makers import Invited, Meeting, SignedIn, Town
from wijkplatform.domain.people import Role
from wijkplatform.services import signing_in
from wijkplatform.storage import people
from wijkplatform.storage.invitations import Invitation
from wijkplatform.storage.oidc import OidcProvider
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.people import Account, SignIn

OURS = {"Sec-Fetch-Site": "same-origin"}
pytestmark = pytest.mark.usefixtures("front_end")


def accept(caller, invited: Invited, headers: dict[str, str] | None = None):
    return caller.http.post(invited.path, headers={**OURS, **(headers or {})})


def cookies(answer) -> dict[str, str]:
    """What a browser sends along after this answer."""
    set_now = [value.partition(";")[0] for value in answer.headers.get_list("set-cookie")]
    return {"Cookie": "; ".join(set_now)} if set_now else {}


def account(town: Town, email: str) -> Account | None:
    with town.store.workspace(town.operator) as work:
        return people.account_by_email(work.db, email)


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
        assert (found.name, found.role, found.disabled_at) == ("Noor", "inkijker", None)
        assert anyone.get(f"/{town.slug}/beheer", headers=before.cookies).status_code == 302, "old cookies stay dead"

    @pytest.mark.parametrize("role", [Role.AMBTENAAR, Role.INKIJKER, Role.SPELLEIDER, Role.BEHEERDER])
    def test_every_role_can_be_invited_and_comes_home(self, anyone, town, role: Role) -> None:
        answer = accept(anyone, town.invite(role=role))
        page = anyone.get(f"/{town.slug}/beheer", headers=cookies(answer))
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
        assert (staff.status_code, cookies(staff)) == (200, {})
        assert f'href="/{town.slug}/inlog/begin?verder=/{town.slug}/beheer"' in staff.text
        assert account(town, "a@x.example")
        assert (partner.status_code, len(cookies(partner))) == (303, 1)


def participant(meeting: Meeting, email: str) -> Participant | None:
    found = account(meeting.town, email)
    with meeting.town.store.workspace(meeting.town.operator) as work:
        return work.db.scalar(select(Participant).where(Participant.account_id == found.id))


class TestIntoTheSession:
    @pytest.mark.parametrize("steps", [(), ("start",), ("start", "pause")])
    def test_accepting_brings_the_wijkpartner_into_the_live_session(self, anyone, town, meeting, steps) -> None:
        meeting.step(*steps)
        invited = town.invite(session=meeting.id)
        page = anyone.get(invited.path)
        assert "Een avond in de wijk" in page.text
        answer = accept(anyone, invited)
        assert answer.headers["location"] == f"/{town.slug}/doe-mee/{meeting.id}"
        mine = participant(meeting, invited.email)
        assert (mine.voice, mine.confirmed, mine.group_fixed, mine.via) == ("wijkpartner", True, True, "invitation")
        snapshot = anyone.get(f"{meeting.path}/snapshot", headers=cookies(answer)).json()
        assert snapshot["me"]["id"] == str(mine.id)
        rows = anyone.get(f"{meeting.path}/participants", headers=meeting.leader.cookies).json()["participants"]
        assert [(row["label"], row["via"]) for row in rows] == [("Wijkpartner 01 · Woonbron", "invitation")]
        moved = {"group": "bewoner"}
        lead = {**meeting.leader.cookies, **OURS}
        changed = anyone.patch(f"{meeting.path}/participants/{mine.id}", moved, headers=lead)
        assert changed.json()["label"] == "Bewoner 01 · Woonbron"

    def test_the_page_says_when_and_where_it_meets(self, anyone, town, meeting) -> None:
        from wijkplatform.storage.sessions import ScoringSession

        starts = datetime(2026, 12, 3, 18, 30, tzinfo=UTC)
        with town.store.workspace(town.operator) as work:
            work.db.execute(update(ScoringSession).values(starts_at=starts, place="Buurthuis De Linde"))
        page = anyone.get(town.invite(session=meeting.id).path)
        assert "donderdag 3 december 2026, 19.30 uur" in page.text
        assert "Buurthuis De Linde" in page.text

    def test_a_session_that_is_over_leads_to_the_workspace(self, anyone, town, meeting) -> None:
        invited = town.invite(session=meeting.id)
        meeting.step("start", "close")
        answer = accept(anyone, invited)
        assert answer.headers["location"].endswith("melding=aangenomen")
        assert participant(meeting, invited.email) is None
        page = anyone.get(f"/{town.slug}/beheer", headers=cookies(answer))
        assert "gesloten" in page.text
        assert "Doe mee" not in page.text

    def test_a_locked_door_keeps_out_and_the_invitation_is_accepted_all_the_same(self, anyone, town, meeting) -> None:
        invited = town.invite(session=meeting.id)
        meeting.lock()
        answer = accept(anyone, invited)
        page = anyone.get(answer.headers["location"], headers=cookies(answer))
        assert "U kunt nu nog niet bij de bijeenkomst" in page.text
        assert participant(meeting, invited.email) is None


def home(caller, who: dict[str, str], town: Town):
    return caller.get(f"/{town.slug}/beheer", headers=who)


def doe_mee(caller, town: Town, session: object, who: dict[str, str]):
    page = home(caller, who, town)
    token = re.search(r'name="form_token" value="([^"]+)"', page.text)[1]
    address = f"/{town.slug}/beheer/doe-mee/{session}"
    return caller.http.post(address, data={"form_token": token}, headers={**who, **OURS})


class TestTakingPart:
    @pytest.fixture
    def partner(self, anyone, town, meeting) -> dict[str, str]:
        """The browser of a wijkpartner who accepted an invitation for the meeting while it was locked."""
        invited = town.invite(session=meeting.id)
        meeting.lock()
        answer = accept(anyone, invited)
        return cookies(answer)

    def unlock(self, meeting: Meeting) -> None:
        from wijkplatform.services import sessions

        with meeting.town.store.workspace(meeting.leader.badge) as work:
            sessions.change_door(work, meeting.id, "open")

    def test_an_account_is_one_participant_on_every_phone(self, anyone, town, meeting, partner) -> None:
        assert doe_mee(anyone, town, meeting.id, partner).status_code == 409, "locked, and not inside yet"
        self.unlock(meeting)
        first = doe_mee(anyone, town, meeting.id, partner)
        assert (first.status_code, first.headers["location"]) == (303, f"/{town.slug}/doe-mee/{meeting.id}")
        meeting.lock()
        second = doe_mee(anyone, town, meeting.id, partner)
        assert second.status_code == 303, "who is inside may come back through a locked door"
        me = [anyone.get(f"{meeting.path}/snapshot", headers=cookies(one)) for one in (first, second)]
        assert [one.status_code for one in me] == [404, 200], "the older phone is over"
        presence = meeting.snapshot(meeting.leader.badge)["presence"]["groups"]
        assert presence["wijkpartner"]["joined"] == 1

    def test_who_was_removed_stays_out(self, anyone, town, meeting, partner) -> None:
        self.unlock(meeting)
        doe_mee(anyone, town, meeting.id, partner)
        mine = participant(meeting, "els@woonbron.example")
        lead = {**meeting.leader.cookies, **OURS}
        anyone.patch(f"{meeting.path}/participants/{mine.id}", {"removed": True}, headers=lead)
        refused = doe_mee(anyone, town, meeting.id, partner)
        assert refused.status_code == 403
        assert "De spelleider haalde u uit deze bijeenkomst" in refused.text

    def test_a_closed_session_lets_nobody_in(self, anyone, town, meeting, partner) -> None:
        self.unlock(meeting)
        meeting.step("start", "close")
        assert doe_mee(anyone, town, meeting.id, partner).status_code == 409

    def test_only_sessions_of_accepted_invitations_are_ones_own(
        self, anyone, town, other_town, meeting, partner, fingerprint
    ) -> None:
        other, foreign = town.meeting(title="Niet voor mij"), other_town.meeting(title="Elders")
        page = home(anyone, partner, town)
        assert "Een avond in de wijk" in page.text
        assert "Niet voor mij" not in page.text
        assert "/sessies/" not in page.text
        before = fingerprint()
        for session in (other.id, foreign.id, "00000000-0000-4000-8000-000000000000"):
            assert doe_mee(anyone, town, session, partner).status_code == 404
        assert fingerprint() == before

    def test_a_revoked_invitation_takes_the_session_away(self, anyone, town, meeting, partner) -> None:
        self.unlock(meeting)
        with town.store.workspace(town.operator) as work:
            work.db.execute(update(Invitation).values(revoked_at=datetime.now(UTC)))
        assert "Een avond in de wijk" not in home(anyone, partner, town).text
        assert doe_mee(anyone, town, meeting.id, partner).status_code == 404

    @pytest.mark.parametrize("role", [Role.SPELLEIDER, Role.BEHEERDER])
    def test_who_leads_takes_part_in_any_session_as_ambtenaar(self, anyone, town, meeting, role: Role) -> None:
        who = town.sign_in(role)
        page = home(anyone, who.cookies, town)
        assert f'href="/{town.slug}/sessies/{meeting.id}"' in page.text
        assert doe_mee(anyone, town, meeting.id, who.cookies).status_code == 303
        with town.store.workspace(town.operator) as work:
            mine = work.db.scalars(select(Participant)).one()
            assert (mine.voice, mine.organisation_id, mine.confirmed) == ("ambtenaar", None, True)

    def test_an_inkijker_takes_part_in_nothing(self, anyone, town, meeting) -> None:
        who = town.sign_in(Role.INKIJKER)
        page = home(anyone, who.cookies, town)
        assert "Er is nu geen bijeenkomst voor u" in page.text
        assert doe_mee(anyone, town, meeting.id, who.cookies).status_code == 403

    def test_two_clicks_at_once_make_one_participant(self, call, town, meeting) -> None:
        who = town.sign_in(Role.SPELLEIDER)
        with ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(lambda _: doe_mee(call(), town, meeting.id, who.cookies).status_code, range(3)))
        assert answers == [303] * 3
        with town.store.workspace(town.operator) as work:
            assert work.db.scalar(select(func.count()).select_from(Participant)) == 1


def test_a_signed_in_wijkpartner_is_no_leader(anyone, town, meeting) -> None:
    answer = accept(anyone, town.invite(session=meeting.id))
    lead = {**cookies(answer), **OURS}
    assert anyone.get(f"/{town.slug}/sessies/{meeting.id}", headers=lead).status_code in (403, 404)
    assert anyone.get(f"{meeting.path}/participants", headers=lead).status_code in (403, 404)
    assert isinstance(meeting.leader, SignedIn)
