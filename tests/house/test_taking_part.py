"""Taking part with an account: by an invitation or from the front page, once per session on every phone."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import func, select, update

from tests.house.inviting import OURS, accept, account, cookies, send
from tests.makers import Meeting, SignedIn, Town, plain
from wijkplatform.domain.people import Role
from wijkplatform.storage.invitations import Invitation
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.people import Account

pytestmark = pytest.mark.usefixtures("front_end")


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
        assert "donderdag 3 december 2026, om 19.30 uur" in page.text
        assert "Wijk De Linden" in page.text
        assert "Niemand ziet uw eigen antwoorden." in page.text
        assert "De gemeente bewaart uw antwoorden 30 dagen na de bijeenkomst." in page.text
        assert "Wij tonen een groep pas vanaf 3 antwoorden." in page.text
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
        front = anyone.get(f"/{town.slug}/beheer", headers=who.cookies)
        assert front.headers["location"] == f"/{town.slug}/beheer/overzicht"
        path = f"/{town.slug}/beheer/doe-mee/{meeting.id}"
        assert anyone.http.post(path, data=who.form, headers=who.page).status_code == 403

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


class TestRemovalAtTheSameTime:
    """Somebody comes in while the beheerder removes them: whoever is first, nobody who was removed has a place."""

    def held(self, database, query: str, key) -> psycopg.Connection:
        lock = psycopg.connect(plain(database.platform_url))
        lock.execute(query, [key])
        return lock

    def ends_outside(self, anyone, meeting: Meeting, answer, who) -> None:
        snapshot = anyone.get(f"{meeting.path}/snapshot?as=participant", headers=cookies(answer))
        assert snapshot.status_code == 404
        with meeting.town.store.workspace(meeting.town.operator) as work:
            assert work.db.scalars(select(Account.disabled_at).where(Account.id == who)).one()

    def test_taking_part_from_the_front_page(self, anyone, call, town, meeting, database) -> None:
        boss, other = town.sign_in(Role.BEHEERDER), town.sign_in(Role.SPELLEIDER, "Tweede")
        lock = self.held(database, "SELECT FROM scoring_session WHERE id = %s FOR UPDATE", meeting.id)
        with ThreadPoolExecutor(2) as pool, lock:
            coming = pool.submit(send, call(), other, f"doe-mee/{meeting.id}")
            time.sleep(0.5)
            removing = pool.submit(send, anyone, boss, f"mensen/{other.account}/verwijderen")
            time.sleep(0.5)
            lock.rollback()
            assert removing.result().status_code == 303
        self.ends_outside(anyone, meeting, coming.result(), other.account)

    def test_accepting_an_invitation(self, anyone, call, town, meeting, database) -> None:
        boss, other = town.sign_in(Role.BEHEERDER), town.account(Role.AMBTENAAR)
        invited = town.invite(f"ambtenaar@{town.slug}.example", role=Role.AMBTENAAR, session=meeting.id, by=boss)
        lock = self.held(database, "SELECT FROM gemeente WHERE id = %s FOR UPDATE", town.id)
        with ThreadPoolExecutor(2) as pool, lock:
            removing = pool.submit(send, anyone, boss, f"mensen/{other}/verwijderen")
            time.sleep(0.5)
            coming = pool.submit(accept, call(), invited)
            time.sleep(0.5)
            lock.rollback()
            assert removing.result().status_code == 303
        assert coming.result().status_code == 404
        self.ends_outside(anyone, meeting, coming.result(), other)


def test_a_spelleider_does_not_bring_back_whom_the_beheerder_removed(anyone, town, meeting) -> None:
    boss = town.sign_in(Role.BEHEERDER)
    invited = town.invite(session=meeting.id, by=boss)
    phone = cookies(accept(anyone, invited))
    mine, who = participant(meeting, invited.email), account(town, invited.email)
    back = (f"{meeting.path}/participants/{mine.id}", {"removed": False})
    lead = {**meeting.leader.cookies, **OURS}
    assert send(anyone, boss, f"mensen/{who.id}/verwijderen").status_code == 303
    assert anyone.patch(*back, headers=lead).json()["code"] == "not_now"
    assert anyone.get(f"{meeting.path}/snapshot?as=participant", headers=phone).status_code == 404
    assert send(anyone, boss, f"mensen/{who.id}/toelaten").status_code == 303
    assert anyone.patch(*back, headers=lead).status_code == 200
    assert anyone.get(f"{meeting.path}/snapshot?as=participant", headers=phone).status_code == 200
