"""What is on the cards of a session: answer cards with its punten, and seat cards with the way in."""

from __future__ import annotations

from uuid import UUID

from typing_extensions import TypedDict

from wijkplatform.domain.agreements import AGREEMENTS_PART
from wijkplatform.domain.dates import day
from wijkplatform.domain.errors import NotFound
from wijkplatform.domain.people import Action, Group
from wijkplatform.services import checklists
from wijkplatform.services.reading import readable
from wijkplatform.services.scoring import many_asked, skipped_by
from wijkplatform.services.seeing import doors_of
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import sessions
from wijkplatform.storage.sessions import ScoringSession, SessionItem
from wijkplatform.storage.work import Work

MOST_CARDS = 100
"""So many cards in one document: a hall, and a printer that does not jam."""


class CardItem(TypedDict):
    """A punt on a card, with its explanation, if it has one."""

    number: int
    kind: str
    text: str
    explanation: str


class CardOpgave(TypedDict):
    """An opgave on a card, with the punten that the group is asked."""

    name: str
    definition: str
    items: list[CardItem]


class Sheet(TypedDict):
    """What stands at the top of every card."""

    gemeente: str
    title: str
    where: str
    group: str
    group_name: str


class AnswerCards(Sheet):
    """Answer cards of one group; the numbers are printed on them."""

    opgaven: list[CardOpgave]
    numbers: list[int]
    source: str


class SeatCards(Sheet):
    """Seat cards of one group: the way in by QR code and by code, and room for the terugkomcode."""

    link: str
    address: str
    code: str
    number: int


@use_case(Action.PRINT_CARDS)
def see_session_to_print(work: Work, session_id: UUID) -> tuple[ScoringSession, dict[Group, int]]:
    """The session whose cards are printed, and how many punten each group is asked."""
    session = readable(work, session_id)
    items = sessions.items(work.db, session_id)
    return session, many_asked(items)


@use_case(Action.PRINT_CARDS)
def see_answer_cards(work: Work, session_id: UUID, group: Group, first: int, number: int) -> AnswerCards:
    """`number` answer cards of a group, numbered from `first` on, in plain Dutch. Raises `NotFound`."""
    session = readable(work, session_id)
    if not (1 <= number <= MOST_CARDS and 1 <= first <= 9_000):
        raise NotFound
    texts = checklists.checklist(session.checklist)[checklists.PLAIN_LANGUAGE]
    items = [one for one in sessions.items(work.db, session_id) if group not in skipped_by(one)]
    opgaven: list[CardOpgave] = []
    for row in sessions.agenda(work.db, session_id):
        if row.number == AGREEMENTS_PART:
            continue
        part = texts.agenda_part(row.number)
        said = {one.number: one for one in part.items}
        asked = [one for one in items if one.opgave_id == row.id]
        cards = [_item(one, said[one.number].text, said[one.number].explanation) for one in asked]
        if cards:
            opgaven.append({"name": part.name, "definition": part.definition, "items": cards})
    return {
        **_sheet(work, session, group),
        "opgaven": opgaven,
        "numbers": list(range(first, first + number)),
        "source": checklists.SOURCE,
    }


def _item(row: SessionItem, text: str, explanation: str | None) -> CardItem:
    return {"number": row.number, "kind": row.kind, "text": text, "explanation": explanation or ""}


@use_case(Action.PRINT_CARDS)
def see_seat_cards(work: Work, session_id: UUID, group: Group, number: int, base_url: str) -> SeatCards:
    """`number` seat cards of a group. Raises `NotFound`."""
    session = readable(work, session_id)
    if not 1 <= number <= MOST_CARDS:
        raise NotFound
    doors = doors_of(work, session, base_url)
    code = doors["code"]
    return {
        **_sheet(work, session, group),
        "link": doors["links"][group.value],
        "address": doors["address"].partition("://")[2],
        "code": f"{code[:4]} {code[4:]}",
        "number": number,
    }


def _sheet(work: Work, session: ScoringSession, group: Group) -> Sheet:
    wijk = sessions.wijk_name(work.db, session.wijk_id)
    when = f", {day(session.starts_at)}" if session.starts_at else ""
    return {
        "gemeente": work.gemeente.name,
        "title": session.title,
        "where": wijk + when,
        "group": group.value,
        "group_name": group.value.capitalize(),
    }
