"""What was published: results of punten and opgaven, and what follows from them."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict

from wijkplatform.wire.base import GroupName

Word = Literal["too_few", "large_difference", "perhaps", "no_clear_difference"]


class GroupResult(TypedDict):
    """What a group answered: counts[0] is 'weet ik niet', counts[1..5] the scale. All null when not shown."""

    answered: int | None
    counts: list[int] | None
    mean: float | None
    agreement: float | None


class PairResult(TypedDict):
    """How far two groups are apart (Cliff's delta) and whether that is more than chance."""

    groups: list[GroupName]
    delta: float
    real: bool


class Finding(TypedDict):
    """A finding without words: the catalogue makes the sentence of it."""

    key: str
    values: dict[str, Any]


class MovementGroup(TypedDict):
    """How the `both` people of a group moved who answered in both rounds on the scale: `up` is better.

    `first` and `second` are the index (0-100) of exactly these people. Of a group of which a few people more answered
    in one of the rounds only the direction is told, so that nobody can compute what those few said.
    """

    both: int
    direction: Literal["up", "down", "level"]
    delta: float | None
    first: float | None
    second: float | None
    finding: Finding


class Movement(TypedDict):
    """What a conversation moved at a punt. `apart`: how much the widest difference grew; `changed`: anything at all.

    `gap` same: nothing is certain about the difference.
    """

    since: int
    groups: dict[GroupName, MovementGroup | None]
    apart: float | None
    gap: Literal["closer", "further", "same", "none"]
    changed: bool


class ItemResult(TypedDict):
    """The published result of a punt in a round. `proposed`: how many of the room ask to talk about it, if shown.

    `paper`: how many of the answers of a group that is shown came on paper. `waiting`: how many answers of a group that
    is shown stand not in its counts, since they were too few to come in (bars that move only). `movement`: since
    the round before this one (`since`), if there was one. `first_word`: the word at its own reveal, which a later
    one may change, as words are judged over everything that is out.
    """

    item: str
    round: int
    groups: dict[GroupName, GroupResult]
    word: Word
    first_word: Word
    finding: Finding
    pairs: list[PairResult]
    proposed: int | None
    paper: dict[GroupName, int | None]
    waiting: dict[GroupName, int | None]
    movement: Movement | None


class Bar(TypedDict):
    """What a group answered so far, in steps of at least the smallest group; all null as long as it is not shown.

    `waiting`: how many of its answers came or changed since its last step.
    """

    answered: int | None
    counts: list[int] | None
    waiting: int | None


class Lists(TypedDict):
    """The lists of discussion points: ids of punten, ranked; an item stands in one of the first five at most.

    `proposed` is what participants ask for; `ranking` holds what was found in the order to talk about it.
    """

    differ: list[str]
    divided: list[str]
    worry: list[str]
    strength: list[str]
    unknown: list[str]
    proposed: list[str]
    ranking: list[str]


class SubResult(TypedDict):
    """A sub-result of 0 to 100, based on `judged` of the `asked` punten; null when that is less than half."""

    value: int | None
    judged: int
    asked: int


class SidesResult(TypedDict):
    """Kansen benut (of the ten waarden: how much they are recognised) and valkuilen vermeden: never one average."""

    kansen: SubResult
    valkuilen: SubResult


class OpgaveResult(TypedDict):
    """The published sub-results of an opgave in a round; `overall` is the plain mean of the groups that are shown."""

    opgave: int
    round: int
    groups: dict[GroupName, SidesResult]
    overall: SidesResult
