"""Deleting a session in which nobody took part, and trials: a copy to try, which goes as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.house.prepared import GOOD, answered_on_paper, get, made, send
from tests.makers import Meeting, SignedIn, Town
from wijkplatform.domain.errors import NotFound
from wijkplatform.domain.people import Badge, Group
from wijkplatform.services import joining, trials
from wijkplatform.storage import plans
from wijkplatform.storage.sessions import SessionItem
from wijkplatform.wire.base import JoinRequest

pytestmark = pytest.mark.usefixtures("front_end")


@pytest.fixture
def lead(town: Town) -> SignedIn:
    return town.sign_in()


class TestDeleting:
    def test_a_session_in_which_nobody_took_part_goes_without_a_trace(self, anyone, meeting, fingerprint) -> None:
        lead = meeting.leader
        get(anyone, lead, "nieuw")
        before = fingerprint()
        session = made(send(anyone, lead, "nieuw", **{**GOOD, "wijk": "De Linden", "new_wijk": ""}))
        meeting.town.invite(session=session, by=lead)
        page = get(anyone, lead, f"{session}/verwijderen").text
        assert "Er is één uitnodiging voor deze bijeenkomst." in page
        answer = send(anyone, lead, f"{session}/verwijderen")
        assert answer.headers["location"] == f"/{lead.slug}/beheer?melding=verwijderd"
        assert "De bijeenkomst is verwijderd." in anyone.get(answer.headers["location"], headers=lead.cookies).text
        organisations = {"organisation"}
        after = fingerprint()
        assert {name for name in before if after[name] != before[name]} <= organisations
        assert send(anyone, lead, f"{session}/verwijderen").status_code == 404

    def joined(self, meeting: Meeting) -> None:
        meeting.join()

    def removed(self, meeting: Meeting) -> None:
        meeting.change(meeting.join(), removed=True)

    def only_paper(self, meeting: Meeting) -> None:
        answered_on_paper(meeting)

    def only_results(self, meeting: Meeting) -> None:
        """As after the answers were cleaned up: what was published stays."""
        meeting.play({Group.BEWONER: [1, 2, 3]})
        meeting.step("close")
        with meeting.town.store.workspace(meeting.town.operator) as work:
            for one in work.db.scalars(select(plans.Participant).where(plans.Participant.session_id == meeting.id)):
                work.db.delete(one)

    @pytest.mark.parametrize("how", ["joined", "removed", "only_paper", "only_results"])
    def test_a_session_in_which_somebody_took_part_stays(self, anyone, meeting, fingerprint, how: str) -> None:
        getattr(self, how)(meeting)
        lead = meeting.leader
        page = get(anyone, lead, f"{meeting.id}/verwijderen").text
        assert "Er deden al mensen mee." in page
        assert "Ja, verwijder" not in page
        overview = anyone.get(f"/{lead.slug}/beheer", headers=lead.cookies).text
        assert "Verwijderen" not in overview
        before = fingerprint()
        assert send(anyone, lead, f"{meeting.id}/verwijderen").status_code == 409
        assert fingerprint() == before


class TestTrials:
    def start(self, anyone, meeting: Meeting) -> Meeting:
        answer = send(anyone, meeting.leader, f"{meeting.id}/proef")
        assert answer.status_code == 303
        return Meeting(meeting.town, UUID(answer.headers["location"].split("/")[-1]), meeting.leader)

    def test_a_trial_asks_what_its_session_asks_and_is_held_now(self, anyone, town, lead) -> None:
        meeting = Meeting(town, made(send(anyone, lead, "nieuw", **GOOD)), lead)
        trial = self.start(anyone, meeting)
        real, tried = meeting.snapshot(lead.badge), trial.snapshot(lead.badge)

        def asked(snapshot: Mapping[str, Any]) -> list[tuple[int, list[tuple[int, list[str]]]]]:
            return [(o["number"], [(i["number"], i["skipped_by"]) for i in o["items"]]) for o in snapshot["opgaven"]]

        assert asked(real) == asked(tried)
        assert (tried["trial"], tried["title"]) == (True, f"Proef: {real['title']}")
        assert (tried["pace"], tried["smallest_group"]) == ("own", 4)
        until = datetime.fromisoformat(tried["own_until"])
        assert timedelta(hours=1) < until - datetime.now(UTC) < timedelta(hours=3)

    def test_a_trial_that_people_tried_is_wiped_by_one_button_and_leaves_no_row(
        self, anyone, meeting, fingerprint
    ) -> None:
        lead = meeting.leader
        get(anyone, lead, "nieuw")
        before = fingerprint()
        trial = self.start(anyone, meeting)
        trial.play({group: [1, 3, 5] for group in Group})
        item = trial.items()[0]
        trial.propose(trial.join(), item)
        trial.choose(item, "pin")
        trial.step("again", item=item)
        trial.type_paper(Group.BEWONER, card=1, answers={item: 3})
        trial.screen()
        trial.table()
        person = trial.join()
        assert fingerprint() != before
        answer = send(anyone, lead, f"{trial.id}/wissen")
        assert answer.status_code == 303
        page = anyone.get(answer.headers["location"], headers=lead.cookies).text
        assert "De proef is gewist." in page
        assert fingerprint() == before
        with pytest.raises(NotFound):
            trial.snapshot(person.badge)
        assert send(anyone, lead, f"{trial.id}/wissen").status_code == 404

    def test_the_cockpit_of_a_trial_wipes_it_too_for_who_may_and_no_other_session(self, anyone, meeting) -> None:
        trial = self.start(anyone, meeting)
        person = trial.join()
        here = {**meeting.leader.cookies, "Sec-Fetch-Site": "same-origin"}
        assert anyone.http.delete(f"{trial.path}/trial", headers=person.bearer).status_code in (403, 404)
        assert anyone.http.delete(f"{meeting.path}/trial", headers=here).json()["code"] == "not_now"
        assert anyone.http.delete(f"{trial.path}/trial", headers=here).json() == {"wiped": True}
        with pytest.raises(NotFound):
            trial.snapshot(person.badge)

    def test_a_session_that_is_no_trial_cannot_be_wiped(self, anyone, meeting, fingerprint) -> None:
        get(anyone, meeting.leader, "nieuw")
        before = fingerprint()
        assert send(anyone, meeting.leader, f"{meeting.id}/wissen").status_code == 409
        assert fingerprint() == before

    def test_a_trial_is_marked_in_the_list_and_counts_nowhere_else(self, anyone, meeting) -> None:
        lead, town = meeting.leader, meeting.town
        trial = self.start(anyone, meeting)
        page = anyone.get(f"/{lead.slug}/beheer", headers=lead.cookies).text
        assert page.count("proefsessie</span>") == 1
        assert 'aria-label="Wis de proef: Proef: Een avond in de wijk"' in page
        asked = anyone.get(f"/{lead.slug}/beheer/uitnodigingen/nieuw", headers=lead.cookies).text
        assert str(meeting.id) in asked
        assert str(trial.id) not in asked
        with town.store.workspace(town.operator) as work:
            assert {one.id for one, _ in plans.all_sessions(work.db)} == {meeting.id, trial.id}
            assert {one.id for one, _ in plans.real_sessions(work.db)} == {meeting.id}
            newest = plans.newest_open(work.db)
            assert newest
            assert newest.id == meeting.id
        for way in ("aanpassen", "kopieren"):
            assert get(anyone, lead, f"{trial.id}/{way}").status_code == 409
        assert send(anyone, lead, f"{trial.id}/proef").status_code == 409
        assert send(anyone, lead, f"{trial.id}/verwijderen").status_code == 409

    def test_who_simulates_never_touches_a_session_that_is_no_trial(self, meeting, fingerprint) -> None:
        before = fingerprint()
        with meeting.town.store.workspace(meeting.town.operator) as work:
            assert not trials.is_trial(work, meeting.id)
            assert trials.see_stage(work, meeting.id) is None
            with pytest.raises(NotFound):
                trials.come_in(work, meeting.id)
        assert fingerprint() == before


def test_the_code_of_a_deleted_session_lets_nobody_in(anyone, meeting) -> None:
    token = meeting.link(Group.BEWONER)
    assert send(anyone, meeting.leader, f"{meeting.id}/verwijderen").status_code == 303
    with meeting.town.store.workspace(Badge(meeting.town.id)) as work, pytest.raises(joining.CodeNotValid):
        joining.join(work, JoinRequest(join_token=token))
    with meeting.town.store.workspace(meeting.town.operator) as work:
        assert not work.db.scalars(select(SessionItem)).all()
