"""Nothing of a group that is too small leaves the house, however long one watches and however clever one adds up.

Two worlds are played with the same people, operations and moments. They differ only in what was answered by groups that
are too small when the answers are shown. Everything that is sent in the two worlds, over time, to phone, spelleider,
scherm, API and export, must then be the same byte by byte: so nothing can be computed from it. What a reader could do
with the published counts of the larger groups over time (take one from another) is tried beside it.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.makers import BASE_URL, Maker, Meeting, Person
from wijkplatform.domain.errors import DomainError
from wijkplatform.domain.events import Event, PointChosen, ResultsPublished, StepTaken
from wijkplatform.domain.people import GROUPS, Badge, Group, Proof
from wijkplatform.services import exporting, points, scoring, seeing
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.scores import Score
from wijkplatform.web.tables import results_table

SEEDS = range(2)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Answer = tuple[str, str]
"""A punt in a round, and a participant or a card, each by the order in which they came."""


class World:
    """One evening, and all that anybody was sent of it."""

    def __init__(self, maker: Maker, seed: int, change: Mapping[Answer, int]) -> None:
        self.chance = random.Random(seed)
        self.smallest = self.chance.choice((2, 3, 3, 4))
        self.meeting: Meeting = maker.town(smallest_group=self.smallest).meeting()
        self.code = self.meeting.code
        self.change = change
        self.sent: list[str] = []
        self.people: list[Person] = []
        self.hidden: set[Answer] = set()
        self.seq, self.cards = count(1), count(1)
        self.round = {1: 1, 3: 1}
        self.typed: dict[Answer, Group] = {}
        self.asked = {opgave: self.meeting.items(opgave) for opgave in (1, 3)}
        self.items = {item: f"item {place}" for place, item in enumerate([*self.asked[1], *self.asked[3]])}
        for size, group in zip((self.chance.randint(3, 7), self.chance.randint(1, 5), 2), GROUPS, strict=True):
            for _ in range(size):
                self._join(group)
        self.screen = Badge(self.meeting.town.id, Proof.ROOM, self.meeting.id)
        self._play()

    def _items(self, opgave: int) -> list[str]:
        """The punten that are answered: few, so that many answers meet on each."""
        return self.asked[opgave][:3]

    def _join(self, group: Any, *, typed: bool = False) -> None:
        self.people.append(self.meeting.join(group, typed=typed))

    def _play(self) -> None:
        self._step("start")
        for opgave in (1, 3):
            self._step("open", opgave=opgave)
            self._round(opgave, 22)
            self._next(opgave, "again", item=self.asked[opgave][0])
            self._round(opgave, 8)
            if opgave == 3:
                self._next(opgave, "restart")
                self._round(opgave, 12)
        self._step("close")
        self._look()

    def _next(self, opgave: int, step: str, **about: object) -> None:
        """The next round begins."""
        self._step(step, **about)
        self.round[opgave] += 1

    def _round(self, opgave: int, many: int) -> None:
        """Everybody answers, many things happen, the results are shown, and more happens."""
        for person in self.people:
            self._score(person, self.asked[opgave][0], self.chance.randrange(6))
        for _ in range(many):
            self._something(opgave)
        self._reveal(opgave)
        for _ in range(7):
            self._afterwards(opgave)

    def _something(self, opgave: int) -> None:
        kind, person = self.chance.random(), self.chance.choice(self.people)
        item, value = self.chance.choice(self._items(opgave)), self.chance.randrange(6)
        if kind < 0.75:
            self._score(person, item, value)
        elif kind < 0.82:
            self._try(lambda: self.meeting.propose(person, item, on=value > 0))
        elif kind < 0.87:
            self._join(self.chance.choice(GROUPS), typed=value > 3)
        elif kind < 0.92:
            self._try(lambda: self.meeting.change(person, group=GROUPS[value % 3]))
        elif kind < 0.94:
            self._try(lambda: self.meeting.change(person, removed=value > 2))
        elif kind < 0.97:
            self._paper(item, self.chance.choice(GROUPS), value)
        else:
            self._look()

    def _paper(self, item: str, group: Group, value: int) -> None:
        """A card, or the counts of a punt; in the other world, of a group that stays hidden with another value."""
        name = self._name(item), f"card {next(self.cards)}"
        said = self.change.get(name, value)
        counts = {"item": item, "counts": [int(one == said) for one in range(6)]}
        typed = {"answers": {item: said}} if value % 2 else counts
        receipt = self._try(lambda: self.meeting.type_paper(group, **typed))
        if receipt and receipt["state"] == "accepted":
            self.typed[name] = group

    def _score(self, person: Person, item: str, value: int) -> None:
        """In the other world, who is in a group that will be hidden answers something else."""
        name, round_ = (self._name(item), self._label(person)), self._round_of(item)
        self._try(lambda: self.meeting.score(person, item, self.change.get(name, value), next(self.seq), round_))

    def _round_of(self, item: str) -> int:
        return self.round[1 if item in self.asked[1] else 3]

    def _name(self, item: str) -> str:
        return f"{self.items[item]} round {self._round_of(item)}"

    def _label(self, person: Person) -> str:
        return f"person {self.people.index(person)}"

    def _reveal(self, opgave: int) -> None:
        """Note whose answers stay hidden: of groups that are too small now, and of people who do not count now."""
        standing = self._standing(opgave) | {
            name: group.value for name, group in self.typed.items() if name[0].endswith(f"round {self.round[opgave]}")
        }
        sizes = Counter((item, voice) for (item, _), voice in standing.items())
        shown = {name for name, voice in standing.items() if sizes[name[0], voice] >= self.smallest}
        asked = {self._name(item) for item in self._items(opgave)}
        everybody = {(item, self._label(one)) for item in asked for one in self.people}
        self.hidden |= (everybody | {name for name in self.typed if name[0] in asked}) - shown
        self._step("reveal")
        self._look()

    def _standing(self, opgave: int) -> dict[Answer, str]:
        """Every answer of a phone that counts in the round of an opgave, with the group that it counts for."""
        labels, round_ = {one.id: self._label(one) for one in self.people}, self.round[opgave]
        with self.meeting.town.store.workspace(self.meeting.town.operator) as work:
            query = select(Score.participant_id, Score.item_id, Participant.voice).join(
                Participant, Participant.id == Score.participant_id
            )
            query = query.where(Participant.confirmed, Participant.removed_at.is_(None), Score.round == round_)
            found = work.db.execute(query).all()
        items = set(self.asked[opgave])
        return {(self._name(str(item)), labels[who]): voice for who, item, voice in found if str(item) in items}

    def _afterwards(self, opgave: int) -> None:
        """What happens when the results are out: late answers, removals, moves, choices, looking."""
        kind, person = self.chance.random(), self.chance.choice(self.people)
        item, value = self.chance.choice(self._items(opgave)), self.chance.randrange(6)
        if kind < 0.25:
            self._score(person, item, value)
        elif kind < 0.5:
            self._try(lambda: self.meeting.change(person, removed=value > 2))
        elif kind < 0.6:
            self._try(lambda: self.meeting.change(person, group=GROUPS[value % 3]))
        elif kind < 0.8:
            version = self._try(lambda: self.meeting.choose(item, ("pin", "skip", "add")[value % 3]))
            if version:
                self._tell(PointChosen(self.meeting.town.id, self.meeting.id, version, UUID(item)))
        elif kind < 0.9:
            self._step("show", item=item)
        else:
            self._look()

    def _step(self, step: str, **about: object) -> None:
        version = self._try(lambda: self.meeting.step(step, **about))
        if version is None:
            return
        self._tell(ResultsPublished(self.meeting.town.id, self.meeting.id, version))
        self._tell(StepTaken(self.meeting.town.id, self.meeting.id, version, None))

    def _try(self, do: Callable[[], Any]) -> Any:
        """What is refused is refused in both worlds, in the same words."""
        try:
            answer = do()
        except DomainError as error:
            self._keep(f"{error.code} {error.detail}")
            return None
        self._keep(answer)
        return answer

    def _tell(self, event: Event) -> None:
        """What the sockets of the room are told."""
        with self.meeting.town.store.workspace(self.screen) as work:
            if isinstance(event, PointChosen):
                self._keep(points.see_discussion(work, event.session, event.version, event.item))
            elif isinstance(event, ResultsPublished):
                self._keep(seeing.see_published(work, event.session, event.version))
            elif isinstance(event, StepTaken):
                self._keep(seeing.see_moved(work, event.session, event.version, event.opgave))
            self._keep(scoring.see_progress(work, self.meeting.id))
            self._keep(seeing.see_presence(work, self.meeting.id))

    def _look(self) -> None:
        """Every page, call and export there is, by everybody who may ask for it."""
        here = self.meeting
        with here.town.store.workspace(here.leader.badge) as work:
            self._keep(seeing.see_snapshot(work, here.id, BASE_URL))
            self._keep(points.see_choices(work, here.id))
            export = exporting.export_results(work, here.id)
            self._keep(export)
            self._keep(results_table(export))
        for person in self.people[::4]:
            with self.meeting.town.store.workspace(self.screen) as work:
                gone = person.badge in seeing.see_lapsed(work, here.id, [person.badge])
            if not gone:
                self._keep({**here.snapshot(person.badge), "me": None})

    def _keep(self, told: object) -> None:
        text = json.dumps(told, ensure_ascii=False)
        text = _UUID.sub(lambda found: self.items.get(found[0], "ID"), text)
        here = self.meeting
        text = text.replace(here.town.slug, "GEMEENTE").replace(self.code, "CODE")
        text = re.sub(r"/doe-mee/[\w-]{22}", "/doe-mee/LINK", text)
        text = re.sub(r'"at": "[^"]+"', '"at": "THEN"', text)
        self.sent.append(text)


def other_answers(world: World, seed: int) -> dict[Answer, int]:
    """For every answer that stayed hidden another one, whatever was said before."""
    chance = random.Random(f"other {seed}")
    return {name: chance.randrange(6) for name in sorted(world.hidden)}


@pytest.fixture(scope="module")
def world(maker: Maker) -> Callable[[int], World]:
    """Gives a history, as it went."""
    return cache(lambda seed: World(maker, seed, {}))


@pytest.fixture(params=SEEDS)
def played(world: Callable[[int], World], request: pytest.FixtureRequest) -> tuple[int, World]:
    """Each history in turn."""
    return request.param, world(request.param)


def test_what_a_hidden_group_answers_changes_nothing_that_is_sent(maker: Maker, played: tuple[int, World]) -> None:
    seed, one = played
    changed = other_answers(one, seed)
    assert changed, "this history hides nobody: it proves nothing"
    other = World(maker, seed, changed)
    assert other.hidden == one.hidden
    assert len(other.sent) == len(one.sent)
    for before, after in zip(one.sent, other.sent, strict=True):
        assert before == after


def test_no_two_publications_of_a_group_can_be_taken_from_each_other(played: tuple[int, World]) -> None:
    _, world = played
    seen: dict[tuple[str, int, str], set[tuple[int, ...]]] = {}
    wishes: dict[tuple[str, int], set[int | None]] = {}
    for text in world.sent:
        for result in _results(json.loads(text)):
            wishes.setdefault((result["item"], result["round"]), set()).add(result["proposed"])
            for group, shown in result["groups"].items():
                seen.setdefault((result["item"], result["round"], group), set()).add(tuple(shown["counts"] or ()))
    assert all(len(each) == 1 for each in seen.values())
    assert all(len(each) == 1 for each in wishes.values())
    shown = [counts for each in seen.values() for counts in each if counts]
    assert shown, "this history shows nobody: it proves nothing"
    assert all(sum(counts) >= world.smallest for counts in shown)


def test_numbers_of_who_answered_twice_leave_nobody_over_who_is_too_few(played: tuple[int, World]) -> None:
    """Taken from what was published of the whole group, they leave nothing, or at least the smallest group."""
    _, world = played
    seen = {(one["item"], one["round"]): one for text in world.sent for one in _results(json.loads(text))}
    checked = 0
    for (item, round_), result in seen.items():
        for group, moved in ((result["movement"] or {}).get("groups") or {}).items():
            if moved is None:
                continue
            rounds = [seen[item, one]["groups"][group]["counts"] for one in (result["movement"]["since"], round_)]
            outside = [sum(counts[1:]) - moved["both"] for counts in rounds]
            assert moved["both"] >= world.smallest
            if any(0 < many < world.smallest for many in outside):
                assert (moved["first"], moved["second"], moved["delta"]) == (None, None, None)
                assert result["movement"]["apart"] is None
            checked += 1
    assert checked, "nothing moved in this history: it proves nothing"


def _results(told: Any) -> list[dict[str, Any]]:
    """Every result of a punt, wherever it stands in what was sent."""
    if isinstance(told, list):
        return [found for one in told for found in _results(one)]
    if not isinstance(told, dict):
        return []
    if {"item", "round", "groups"} <= told.keys():
        return [told]
    return [found for one in told.values() for found in _results(one)]


def test_the_worlds_do_differ_when_a_group_that_is_shown_answers_something_else(
    maker: Maker, world: Callable[[int], World]
) -> None:
    """The comparison above is worth something: it notices a change that is allowed to be seen."""
    one = world(1)
    rounds = [f"{item} round {number}" for item in one.items.values() for number in (1, 2, 3)]
    everybody = {(item, f"person {place}") for item in rounds for place in range(len(one.people))}
    other = World(maker, 1, dict.fromkeys(everybody - one.hidden, 5))
    assert one.hidden == other.hidden
    assert one.sent != other.sent
