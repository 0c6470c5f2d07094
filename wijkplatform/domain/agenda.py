"""Which punten the room talks about, in which order: what was found, what people asked for, what was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import zip_longest


class Choice(StrEnum):
    """What a spelleider decides about a punt; `clear` takes the decision back."""

    PIN = "pin"
    SKIP = "skip"
    ADD = "add"
    CLEAR = "clear"


def rank_proposed(counts: Mapping[str, int | None], numbers: Mapping[str, int]) -> list[str]:
    """The punten that participants want to talk about, most asked first; of equal ones the lower number.

    `counts` holds only what may be shown: None is nobody, or too few to show.

    >>> rank_proposed({"a": 3, "b": 5, "c": None, "d": 3}, {"a": 9, "b": 2, "c": 1, "d": 4})
    ['b', 'd', 'a']
    """
    asked = {item: count for item, count in counts.items() if count is not None}
    return sorted(asked, key=lambda item: (-asked[item], numbers[item], item))


def order_points(
    found: Sequence[str], proposed: Sequence[str], choices: Mapping[str, Choice], talked: Sequence[str] = ()
) -> list[str]:
    """All points in the order to talk about them, no punt twice.

    What is pinned goes first, in the order in which it was pinned; then what was added by hand, so that a choice of the
    spelleider is not behind all that was found. Then the two lists in turn, the participants' first, and what the room
    `talked` about anyway. What is skipped stands at the end, so that it can be taken back. `choices` holds the decision
    that stands for each punt, oldest first.

    >>> order_points(["a", "b", "c"], ["x", "b"], {"c": Choice.PIN, "y": Choice.ADD, "a": Choice.SKIP})
    ['c', 'y', 'x', 'b', 'a']
    """
    in_turn = [item for pair in zip_longest(proposed, found) for item in pair if item is not None]

    def chosen(which: Choice) -> list[str]:
        return [item for item, choice in choices.items() if choice is which]

    skipped = chosen(Choice.SKIP)
    ordered = dict.fromkeys([*chosen(Choice.PIN), *chosen(Choice.ADD), *in_turn, *talked])
    return [*(item for item in ordered if item not in skipped), *skipped]
