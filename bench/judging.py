"""Judging a whole session: exact permutation tests from a list of tables, against shuffling labels one by one.

The peer is what one writes first: for each pair of groups, shuffle who is who a few hundred times and count.
"""

from __future__ import annotations

import random
import time
from itertools import combinations

import numpy

from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.disagreement import ScoredItem, cliffs_delta, judge
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.domain.release import release
from wijkplatform.domain.scoring import Counts

_SIZES = (25, 10, 5)
_PUNTEN, _SHUFFLES, _PEER_PUNTEN = 97, 500, 4


def judging() -> str:
    """How much faster 97 punten of three groups are judged than shuffled."""
    chance = random.Random(7)  # nosec B311: no secret
    rooms = [_room(chance) for _ in range(_PUNTEN)]
    items = [
        ScoredItem(str(number), number, Kind.KANS, 1, release(room, 3)) for number, room in enumerate(rooms, start=1)
    ]
    begin = time.perf_counter()
    judge(items, pending_pairs=0, session="bench", smallest_group=3)
    ours = time.perf_counter() - begin
    begin = time.perf_counter()
    for room in rooms[:_PEER_PUNTEN]:
        _shuffle(room)
    peer = (time.perf_counter() - begin) * _PUNTEN / _PEER_PUNTEN
    return f"{peer / ours:.0f} x faster than {_SHUFFLES} shuffles ({ours * 1000:.0f} ms against {peer * 1000:.0f} ms)"


def _room(chance: random.Random) -> dict[Group, Counts]:
    room: dict[Group, Counts] = {}
    for group, size in zip(GROUPS, _SIZES, strict=True):
        answers = [chance.randint(1, 5) for _ in range(size)]
        one, two, three, four, five = (answers.count(level) for level in range(1, 6))
        room[group] = (0, one, two, three, four, five)
    return room


def _shuffle(room: dict[Group, Counts]) -> None:
    draws = numpy.random.default_rng(7)
    for one, other in combinations(room.values(), 2):
        people = numpy.repeat(numpy.tile(numpy.arange(5), 2), [*one[1:], *other[1:]])
        for _ in range(_SHUFFLES):
            draws.shuffle(people)
            halves = people[: sum(one[1:])], people[sum(one[1:]) :]
            cliffs_delta(*(numpy.bincount(half, minlength=5) for half in halves))
