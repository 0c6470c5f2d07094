"""What changed in a wijk between sessions: from what was published of both, and only where both asked the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select, update

from tests.house.summing import A, B, W, compare, export, hold, rewind, summary
from tests.mailserver import eventually, office, working
from tests.makers import Meeting, Town
from wijkplatform.services import changing
from wijkplatform.storage import summaries
from wijkplatform.storage.peers import PeerOffer
from wijkplatform.storage.scores import Publication
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.summaries import SessionSummary
from wijkplatform.wire.summaries import ChangesSince

LOW, HIGH = {B: [1, 1, 1, 2, 2, 1, 2, 1]}, {B: [5, 5, 4, 5, 4, 5, 5, 4]}
FEW = {B: [2, 3, 4]}
MIXED = {B: [1, 2, 3, 4, 5, 3, 2, 4], A: [3, 4, 2, 3]}


def changes(meeting: Meeting) -> list[ChangesSince]:
    found: list[ChangesSince] = summary(meeting)["changes"]
    return found


def words(since: ChangesSince) -> dict[tuple[str, str], str]:
    return {(one["side"], one["group"]): one["word"] for one in since["opgaven"]}


def test_what_really_changed_is_told_per_opgave_and_per_punt(town: Town) -> None:
    before, after = hold(town, LOW, on=10), hold(town, HIGH, on=20)
    assert changes(after) == []
    assert compare(town) == 2
    assert changes(before) == []
    [since] = changes(after)
    assert (since["session"], since["held_on"]) == (str(before.id), "2026-03-10")
    assert words(since) == {("kansen", "bewoner"): "higher", ("valkuilen", "bewoner"): "lower"}
    assert {one["points"] > 50 for one in since["opgaven"] if one["side"] == "kansen"} == {True}
    numbers = [(one["opgave"], one["result"]["item"]) for one in export(after)["items"]]
    assert [(one["opgave"], one["item"]) for one in since["items"]] == numbers
    for one in since["items"]:
        assert one["groups"] == {"bewoner": "lower" if one["kind"] == "valkuil" else "higher"}
        [finding] = one["findings"]
        assert (finding["key"], finding["values"]["date"], finding["values"]["often"]) == (
            *("changed", "2026-03-10", "more"),
        )


def test_equal_answers_are_no_clear_change(town: Town) -> None:
    hold(town, MIXED, on=10)
    after = hold(town, MIXED, on=20)
    compare(town)
    [since] = changes(after)
    assert set(words(since).values()) == {"no_clear_change"}
    assert {one["points"] for one in since["opgaven"]} == {0}
    for one in since["items"]:
        assert one["groups"] == {"bewoner": "no_clear_change", "ambtenaar": "no_clear_change"}
        assert [found["key"] for found in one["findings"]] == ["unchanged"]


def test_a_punt_that_was_asked_in_other_words_is_not_compared(town: Town) -> None:
    before = hold(town, LOW, on=10)
    with town.store.workspace(town.operator) as work:
        old = update(ScoringSession).where(ScoringSession.id == before.id)
        work.db.execute(old.values(checklist_version="an older one"))
    after = hold(town, HIGH, on=20)
    compare(town)
    assert changes(after) == []


def test_a_group_that_was_hidden_in_one_of_the_two_is_not_compared(town: Town) -> None:
    hold(town, {**LOW, W: [1, 1]}, on=10)
    after = hold(town, {**HIGH, W: [5, 5, 5, 5]}, on=20)
    compare(town)
    assert "wijkpartner" not in str(changes(after))


def test_the_larger_of_both_smallest_groups_holds(town: Town) -> None:
    hold(town, {**LOW, W: [1] * 4}, on=10)
    after = hold(town, {**HIGH, W: [5] * 4}, on=20)
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(ScoringSession).where(ScoringSession.id == after.id).values(smallest_group=5))
    compare(town)
    [since] = changes(after)
    assert "wijkpartner" not in str(since)
    assert "bewoner" in str(since)


def test_each_opgave_is_compared_with_the_newest_earlier_session_that_has_a_result_of_it(town: Town) -> None:
    oldest = hold(town, FEW, on=1, opgaven=(1, 3))
    middle = hold(town, FEW, on=10, opgaven=(3,))
    nothing = town.meeting((1,), starts_at=datetime(2026, 3, 20, 18, tzinfo=UTC))
    nothing.play(FEW)
    nothing.step("restart", opgave=1)
    nothing.step("close")
    newest = hold(town, FEW, on=30, opgaven=(1, 3))
    later = hold(town, FEW, on=31, opgaven=(1, 3))
    compare(town)
    found = {one["session"]: {row["opgave"] for row in one["items"]} for one in changes(newest)}
    assert found == {str(middle.id): {3}, str(oldest.id): {1}}
    assert [one["session"] for one in changes(newest)] == [str(middle.id), str(oldest.id)]
    assert {one["session"] for one in changes(later)} == {str(newest.id)}


def test_the_first_rounds_are_compared_not_what_a_conversation_moved(town: Town) -> None:
    hold(town, LOW, on=10)
    after = town.meeting((1,))
    people = after.play(LOW)
    after.step("again", opgave=1)
    after.answer({(person, item): 5 for item in after.items() for person in people}, round_=2)
    after.step("reveal", "close")
    compare(town)
    [since] = changes(after)
    assert set(words(since).values()) == {"no_clear_change"}


def test_sessions_of_another_wijk_are_not_compared(town: Town) -> None:
    hold(town, LOW, on=10, wijk="Het Veld")
    after = hold(town, HIGH, on=20)
    compare(town)
    assert changes(after) == []


def test_a_session_that_is_closed_later_but_was_held_between_takes_the_place_of_the_one_before(town: Town) -> None:
    first, last = hold(town, LOW, on=10), hold(town, HIGH, on=30)
    compare(town)
    assert [one["session"] for one in changes(last)] == [str(first.id)]
    between = hold(town, MIXED, on=20)
    assert compare(town) == 2
    assert [one["session"] for one in changes(last)] == [str(between.id)]
    assert [one["session"] for one in changes(between)] == [str(first.id)]


def test_a_session_that_went_is_compared_with_by_nobody_and_the_one_before_it_takes_its_place(town: Town) -> None:
    first, second, third = (hold(town, answers, on) for answers, on in ((LOW, 10), (MIXED, 20), (HIGH, 30)))
    compare(town)
    assert [one["session"] for one in changes(third)] == [str(second.id)]
    rewind(second)
    assert changes(third) == []
    assert compare(town) == 1
    assert [one["session"] for one in changes(third)] == [str(first.id)]


def test_a_comparison_that_was_overtaken_is_not_stored(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = hold(town, LOW, on=10), hold(town, HIGH, on=20)
    compare(town)
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(SessionSummary).values(compared_at=None))
        work.db.execute(
            update(SessionSummary).where(SessionSummary.session_id == first.id).values(compared_at=func.now())
        )
    computed = changing.changes_since

    def while_another_goes(*args: Any) -> list[ChangesSince]:
        found = computed(*args)
        rewind(first)
        return found

    monkeypatch.setattr(changing, "changes_since", while_another_goes)
    with town.store.workspace(town.operator) as work:
        assert changing.compare_next(work)
    monkeypatch.undo()
    assert changes(second) == []
    assert compare(town) == 1
    assert changes(second) == []


def only_kansen(town: Town, value: int, on: int) -> Meeting:
    """A session in which eight bewoners say `value` to each kans and something else to no valkuil."""
    meeting = town.meeting((1,), starts_at=datetime(2026, 3, on, 18, tzinfo=UTC))
    people = meeting.fill(8, 0, 0)
    meeting.step("start", "open")
    [opgave] = meeting.snapshot(meeting.leader.badge)["opgaven"]
    said = {item["id"]: 3 if item["kind"] == "valkuil" else value for item in opgave["items"]}
    meeting.answer({(person, item): answer for item, answer in said.items() for person in people})
    meeting.step("reveal", "close")
    return meeting


def test_an_offer_of_colleagues_follows_what_was_found(town: Town) -> None:
    only_kansen(town, 1, on=10)
    with town.store.workspace(town.operator) as work:
        work.db.add(PeerOffer(opgave=1, called="G", peer_role="R", contact="r@g.example", stands=False))
    after = only_kansen(town, 5, on=20)
    assert stands(town) is False
    compare(town)
    assert stands(town) is True
    rewind(after)
    assert stands(town) is False


def stands(town: Town) -> bool:
    with town.store.workspace(town.operator) as work:
        return work.db.scalars(select(PeerOffer.stands)).one()


def test_the_worker_compares_soon_after_a_session_and_catches_up_with_earlier_ones(database, town: Town) -> None:
    old = hold(town, LOW, on=10)
    with town.store.workspace(town.operator) as work:
        summaries.forget(work.db, old.id)
    with office() as post, working(database, post.port):
        eventually(lambda: bool(summary(old)))
        new = hold(town, HIGH, on=20)
        eventually(lambda: [one["session"] for one in changes(new)] == [str(old.id)])


def test_a_session_that_cannot_be_compared_keeps_no_other_waiting(town: Town) -> None:
    hold(town, LOW, on=10, opgaven=(10,))
    broken, fine = hold(town, HIGH, on=20, opgaven=(10,)), hold(town, LOW, on=1, opgaven=(10,), wijk="Het Veld")
    after = hold(town, HIGH, on=2, opgaven=(10,), wijk="Het Veld")
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(Publication).where(Publication.session_id == broken.id).values(result={}))
    assert compare(town) == 4
    assert changes(broken) == []
    assert [one["session"] for one in changes(after)] == [str(fine.id)]
