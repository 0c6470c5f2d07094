"""The judge of the fault programme, tried on histories with one thing wrong in each."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from tests.faults.history import History, Stored, Verdict, judge
from tests.makers import score_op

ITEM, OTHER = str(uuid4()), str(uuid4())


def played(history: History, *ops: dict) -> None:
    """These were given, sent and acknowledged, one after the other."""
    for op in ops:
        history.give(op)
        history.send(op)
        history.ack(op)


@pytest.mark.parametrize(
    ("wrong", "kind", "words"),
    [
        ("nothing", None, ""),
        ("an acknowledged operation is gone", "lost", "is lost"),
        ("its value is another", "lost", "is lost"),
        ("an operation is stored twice", "double", "stored 2 times"),
        ("two operations stand on one number", "double", "stored 2 times"),
        ("an answer counts twice", "double", "counts 2 times"),
        ("an operation nobody sent is there", "strange", "never sent"),
        ("an older answer counts", "wrong", "and not (2, 5)"),
        ("no answer counts", "wrong", "counts None"),
        ("another tab's later answer got a lower number", "wrong", "one below it"),
        ("the last answer got no tick", "strange", "no tick"),
        ("an answer was refused", "strange", "refused"),
    ],
)
def test_the_judge_sees_one_wrong_thing(wrong: str, kind: str | None, words: str) -> None:
    history, tab = History(uuid4()), History(uuid4())
    first, second = score_op(ITEM, 2, seq=1), score_op(ITEM, 5, seq=2)
    played(history, first, second)
    tab.person = history.person
    events = [(UUID(op["op"]), (history.person, ITEM, op["seq"], op["value"])) for op in (first, second)]
    stored = Stored(events, [(history.person, ITEM, 2, 5)])
    match wrong:
        case "an acknowledged operation is gone":
            stored.events.pop(0)
        case "its value is another":
            stored.events[0] = (events[0][0], (history.person, ITEM, 1, 3))
        case "an operation is stored twice":
            stored.events.append(events[0])
        case "two operations stand on one number":
            stored.events.append((uuid4(), events[0][1]))
        case "an answer counts twice":
            stored.scores *= 2
        case "an operation nobody sent is there":
            stored.events.append((uuid4(), (history.person, OTHER, 1, 1)))
        case "an older answer counts":
            stored.scores = [(history.person, ITEM, 1, 2)]
        case "no answer counts":
            stored.scores = []
        case "another tab's later answer got a lower number":
            late = score_op(ITEM, 4, seq=0)
            played(tab, late)
            stored.events.append((UUID(late["op"]), (history.person, ITEM, 0, 4)))
        case "the last answer got no tick":
            history.give(score_op(OTHER, 1, seq=3))
        case "an answer was refused":
            history.refuse(second, "closed")
    found = judge([history, tab], stored)
    if kind is None:
        assert found == Verdict()
    else:
        assert any(words in one for one in getattr(found, kind))


def test_an_answer_that_was_renumbered_is_as_old_as_the_one_it_stands_for() -> None:
    mine, tab = History(uuid4()), History(uuid4())
    tab.person = mine.person
    overtaken, winner = score_op(ITEM, 2, seq=1), score_op(ITEM, 3, seq=1)
    mine.give(overtaken)
    mine.send(overtaken)
    played(tab, winner)
    again = score_op(ITEM, 2, seq=2)
    mine.give(again, overtaken)
    mine.send(again)
    mine.ack(again)
    events = [(UUID(op["op"]), (mine.person, ITEM, op["seq"], op["value"])) for op in (winner, again)]
    assert judge([mine, tab], Stored(events, [(mine.person, ITEM, 2, 2)])) == Verdict()
    assert mine.given[again["op"]][0] == mine.given[overtaken["op"]][0]


def test_sent_again_is_counted_per_operation() -> None:
    history, op = History(uuid4()), score_op(ITEM)
    for _ in range(3):
        history.send(op)
    history.send(score_op(ITEM, seq=2))
    assert history.resent == 2
