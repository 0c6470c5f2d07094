"""What is said about a punt, who reads it, and how a discussion point ends: never in silence."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.house.evenings import Evening, point, seen
from tests.makers import Town
from wijkplatform.domain.discussion import LONGEST_NOTE, MOST_NOTES
from wijkplatform.domain.errors import DomainError, Malformed, NotFound, NotNow, PointsOpen, TooLong
from wijkplatform.domain.people import Group
from wijkplatform.services import discussion
from wijkplatform.storage import discussion as storage

HOSTILE = "<script>alert(1)</script> 👩‍👩‍👧 مرحبا & 'quote'"


@pytest.fixture
def talking(town: Town) -> Evening:
    """A meeting in which 4 bewoners and 3 ambtenaren really differ about everything; the second opgave is not out."""
    return Evening.of(town.meeting(opgaven=(1, 2)), bewoners=4, ambtenaren=3)


def test_a_note_of_a_phone_is_read_by_who_leads_first_and_then_by_everybody(talking) -> None:
    item, writer = talking.items()[0], talking.first("bewoner")
    note = talking.write(writer, item, HOSTILE, "could_be_better")
    other, lead = talking.first("ambtenaar"), talking.leader
    assert point(talking, item, other)["notes"] == []
    assert "notes" not in seen(talking, other)
    assert [one["text"] for one in seen(talking, lead)["notes"]] == [HOSTILE]
    assert [one["state"] for one in seen(talking, writer)["me"]["notes"]] == ["waiting"]
    before = talking.version
    assert talking.decide(note, show=True) == before + 1
    shown = [{"id": note, "box": "could_be_better", "text": HOSTILE, "group": "bewoner", "signed": None}]
    assert point(talking, item, other)["notes"] == point(talking, item, lead)["notes"] == shown
    assert seen(talking, lead)["notes"] == []
    assert [one["state"] for one in seen(talking, writer)["me"]["notes"]] == ["shown"]


def test_a_hidden_note_says_why_to_its_writer_and_to_nobody_else_but_who_leads(talking) -> None:
    item, writer = talking.items()[0], talking.first("bewoner")
    note = talking.write(writer, item, "Piet van nummer 12 is een dief.")
    talking.decide(note, show=True)
    with pytest.raises(DomainError) as refused:
        talking.decide(note, show=False, reason="  ")
    assert refused.value.fields == {"reason": "Schrijf op waarom u deze notitie niet toont."}
    talking.decide(note, show=False, reason="Er staat een naam in.")
    assert "nummer 12" not in str(seen(talking, talking.first("ambtenaar")))
    assert [one["reason"] for one in seen(talking, writer)["me"]["notes"]] == ["Er staat een naam in."]
    talking.decide(note, show=True)
    with talking.town.store.workspace(talking.leader.badge) as work:
        (log,) = discussion.see_hidden(work, talking.id)
    assert (log.reason, log.by, log.note.text) == (
        "Er staat een naam in.",
        "Spelleider",
        "Piet van nummer 12 is een dief.",
    )


@pytest.mark.parametrize(
    ("people", "writer", "group"),
    [((4, 0, 3), "ambtenaar", "ambtenaar"), ((4, 0, 2), "ambtenaar", None), ((4, 5, 2), "bewoner", None),
     ((4, 5, 2), "wijkpartner", "wijkpartner"), ((3, 0, 0), "bewoner", "bewoner")],
)  # fmt: skip
def test_a_note_names_no_group_that_is_too_small_or_protects_one(town: Town, people, writer, group) -> None:
    bewoners, wijkpartners, ambtenaren = people
    meeting = Evening.of(
        town.meeting(opgaven=(1,)), bewoners=bewoners, wijkpartners=wijkpartners, ambtenaren=ambtenaren
    )
    note = meeting.write(meeting.first(writer), meeting.items()[0], "Goed zo")
    meeting.decide(note, show=True)
    assert [one["group"] for one in point(meeting, meeting.items()[0])["notes"]] == [group]


def test_somebody_who_is_not_confirmed_writes_without_a_group_and_a_name_stands_only_where_it_was_asked(
    talking,
) -> None:
    item = talking.items()[0]
    notes = [
        talking.write(talking.join(Group.AMBTENAAR, typed=True), item, "Niet bevestigd"),
        talking.write(talking.first("bewoner"), item, "Met naam", signed=" Fatima\n uit de Fazantstraat "),
        talking.write(talking.first("ambtenaar"), item, "Van de kleinste groep"),
    ]
    for note in notes:
        talking.decide(note, show=True)
    shown = [(one["group"], one["signed"]) for one in point(talking, item)["notes"]]
    assert shown == [(None, None), ("bewoner", "Fatima uit de Fazantstraat"), (None, None)]


def test_what_who_leads_types_is_shown_at_once_with_the_group_that_said_it(talking) -> None:
    item = talking.items()[0]
    before = talking.version
    talking.write(talking.leader, item, "De bewoners missen een vast gezicht.", group="bewoner")
    talking.write(talking.leader, item, "Er is geld.", group="wijkpartner")
    assert talking.version == before + 2
    assert [one["group"] for one in point(talking, item)["notes"]] == ["bewoner", None]


def test_the_same_note_twice_is_one_and_with_other_words_or_another_hand_none(talking) -> None:
    item, writer = talking.items()[0], talking.first("bewoner")
    op = uuid4()
    assert talking.note_receipt(writer, item, "Goed", op=op)["state"] == "accepted"
    assert talking.note_receipt(writer, item, "Goed", op=op)["state"] == "duplicate"
    for who, words in ((writer, "Slecht"), (talking.first("ambtenaar"), "Goed")):
        with pytest.raises(Malformed):
            talking.note_receipt(who, item, words, op=op)
    with pytest.raises(Malformed):
        talking.note_receipt(writer, item, "Goed", op=op, signed="Els")
    assert len(seen(talking)["notes"]) == 1


@pytest.mark.parametrize("text", ["x" * (LONGEST_NOTE + 1), "👍" * (LONGEST_NOTE + 1), "م" * 10_000])
def test_a_note_that_is_too_long_is_refused_with_the_number_that_fits(talking, text: str) -> None:
    with pytest.raises(TooLong, match=r"1\.000 tekens"):
        talking.write(talking.first("bewoner"), talking.items()[0], text)
    talking.write(talking.first("bewoner"), talking.items()[0], text[:LONGEST_NOTE])
    (kept,) = seen(talking)["notes"]
    assert kept["text"] == text[:LONGEST_NOTE]


def test_nothing_is_written_about_what_is_not_out_about_another_session_or_without_words(talking, town) -> None:
    writer, other = talking.first("bewoner"), town.meeting(opgaven=(1,))
    for item, error in ((talking.items(2)[0], NotNow), (other.items()[0], DomainError)):
        with pytest.raises(error):
            talking.write(writer, item, "Goed")
    with pytest.raises(Malformed, match="Schrijf eerst iets op"):
        talking.write(writer, talking.items()[0], " \n\0 ")
    with pytest.raises(NotFound):
        other.write(writer, talking.items()[0], "Goed")
    assert seen(talking)["notes"] == []


def test_nobody_floods_the_spelleider(talking) -> None:
    writer, item = talking.first("bewoner"), talking.items()[0]
    for number in range(MOST_NOTES):
        talking.write(writer, item, f"Notitie {number}")
    with pytest.raises(NotNow, match=f"al {MOST_NOTES} notities"):
        talking.write(writer, item, "Nog een")
    talking.write(writer, talking.items()[1], "Bij een ander punt")


def test_a_session_does_not_close_in_silence(talking) -> None:
    everything = set(talking.items())
    talking.end(talking.items()[0], "later", "Wij praten hier de volgende keer over.")
    talking.choose(talking.items()[1], "skip")
    asked = everything - set(talking.items()[:2])
    with pytest.raises(PointsOpen, match=f"{len(asked)} punten hebben nog geen uitkomst") as refused:
        talking.step("close", leave=None)
    assert set(refused.value.about["items"]) == asked
    assert seen(talking)["state"] == "running"
    talking.step("close", leave="Geen tijd meer vanavond")
    outcomes = {one["item"]: one["outcome"] for one in seen(talking)["discussion"]}
    assert outcomes.pop(talking.items()[0])["reason"] == "Wij praten hier de volgende keer over."
    assert outcomes.pop(talking.items()[1]) is None
    assert list(outcomes.values()) == [{"kind": "later", "reason": "Geen tijd meer vanavond"}] * len(asked)


def test_every_outcome_has_a_reason_and_the_newest_stands(talking) -> None:
    item = talking.items()[0]
    with pytest.raises(DomainError) as refused:
        talking.end(item, "no_action", " ")
    assert refused.value.fields == {"reason": "Schrijf op waarom."}
    assert point(talking, item)["outcome"] is None
    talking.end(item, "later", "Eerst navragen")
    talking.end(item, "no_action", "Dit is al geregeld")
    assert point(talking, item)["outcome"] == {"kind": "no_action", "reason": "Dit is al geregeld"}
    with pytest.raises(NotNow):
        talking.end(talking.items(2)[0], "later", "Dit punt is nog niet geweest")
    talking.step("close")
    with pytest.raises(NotNow, match="gesloten"):
        talking.end(item, "later", "Te laat")


def test_what_was_said_about_a_punt_waits_when_its_result_is_taken_back(talking) -> None:
    item = talking.items()[0]
    talking.write(talking.leader, item, "Goed")
    talking.end(item, "later")
    talking.step("restart")
    assert seen(talking)["discussion"] == []
    for person in talking.people:
        talking.score(person, item, 3, round_=2)
    talking.step("reveal")
    assert point(talking, item)["notes"][0]["text"] == "Goed"
    assert point(talking, item)["outcome"]["kind"] == "later"


def test_what_was_said_about_a_result_that_never_came_back_is_asked_about_at_the_close(talking) -> None:
    said, chosen, skipped, ended = talking.items()[:4]
    talking.write(talking.leader, said, "Dit moet beter")
    talking.choose(chosen, "pin")
    talking.write(talking.leader, skipped, "Dit ook")
    talking.choose(skipped, "skip")
    talking.write(talking.leader, ended, "Dit is klaar")
    talking.end(ended, "no_action")
    talking.step("restart")
    with pytest.raises(PointsOpen) as refused:
        talking.step("close", leave=None)
    assert set(refused.value.about["items"]) == {said, chosen}
    talking.step("close", leave="De tijd was om")
    with talking.town.store.workspace(talking.leader.badge) as work:
        left = {str(one.item_id): one.reason for one in storage.outcomes(work.db, talking.id)}
    assert (left[said], left[chosen]) == ("De tijd was om", "De tijd was om")


def test_the_scherm_shows_the_discussion_of_one_punt(talking) -> None:
    talking.step("show", view="discussion", item=talking.items()[2])
    current = seen(talking)["current"]
    assert (current["view"], current["item"]) == ("discussion", talking.items()[2])
    talking.step("show", item=talking.items()[2])
    assert seen(talking)["current"]["view"] == "results"


def test_earlier_notes_are_found_by_their_words_in_any_session_of_the_gemeente_alone(talking, town, maker) -> None:
    shown = [talking.write(talking.leader, talking.items()[0], "De verlichting bij het plein is kapot.")]
    waiting = talking.write(talking.first("bewoner"), talking.items()[0], "Meer verlichting graag!")
    elsewhere = Evening.of(maker.town().meeting(opgaven=(1,)), bewoners=3, ambtenaren=3)
    elsewhere.write(elsewhere.leader, elsewhere.items()[0], "Verlichting elders")
    assert talking.search("verlichting") == shown
    talking.decide(waiting, show=True)
    assert set(talking.search("verlichtingen plein OR graag")) == {*shown, waiting}
    assert talking.search("schommel") == []
    assert set(talking.search(" ")) == {*shown, waiting}


def test_a_point_that_only_the_close_finds_is_not_dropped_either(town) -> None:
    """With two opgaven to come a difference must be larger to be named; at the close nothing is to come any more."""
    evening = Evening.of(town.meeting(opgaven=(1, *range(2, 11))), bewoners=3, ambtenaren=3)
    found = seen(evening)["discussion"]
    assert found == []
    with pytest.raises(PointsOpen):
        evening.step("close", leave=None)
    assert seen(evening)["state"] == "running"
    evening.step("close", leave="Geen tijd meer")
    assert [one["outcome"]["kind"] for one in seen(evening)["discussion"]] == ["later"] * len(evening.items())
