"""What processes say to each other: only that something happened, and never more than fits."""

from __future__ import annotations

import dataclasses
import json
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints
from uuid import UUID, uuid4

import pytest

from wijkplatform.domain import events
from wijkplatform.live.ear import MOST_WAITING, Ear, Malformed, decode, encode

KINDS = [
    kind
    for kind in vars(events).values()
    if isinstance(kind, type) and issubclass(kind, events.Event) and kind is not events.Event
]


def sample(kind: Any) -> Any:
    """Something of this type."""
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    return {UUID: uuid4(), int: 7}[next(one for one in (get_args(kind) or (kind,)) if one is not NoneType)]


def event(kind: type[events.Event]) -> events.Event:
    return kind(**{name: sample(of) for name, of in get_type_hints(kind).items()})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_event_is_understood_by_another_process(kind: type[events.Event]) -> None:
    process, said = uuid4(), event(kind)
    assert decode(encode(process, [said, said])) == (process, [said, said])
    for name, of in get_type_hints(kind).items():
        if NoneType in get_args(of):
            bare = dataclasses.replace(said, **{name: None})
            assert decode(encode(process, [bare])) == (process, [bare])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_event_has_room_for_ids_and_numbers_and_for_no_text(kind: type[events.Event]) -> None:
    for of in get_type_hints(kind).values():
        assert get_origin(of) is Literal or set(get_args(of) or (of,)) <= {UUID, int, NoneType}
    assert set(get_type_hints(kind)) <= {*("gemeente", "session", "participant", "version", "opgave", "item", "reason")}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_lacks_something_or_has_more_is_no_message(kind: type[events.Event]) -> None:
    good = json.loads(encode(uuid4(), [event(kind)]))
    about = good["happened"][0][1]
    for name in about:
        less = {key: value for key, value in about.items() if key != name}
        for wrong in (less, {**about, "more": 1}, {**about, name: [1]}, {**about, name: {"x": 1}}):
            with pytest.raises(Malformed):
                decode(json.dumps({**good, "happened": [[kind.__name__, wrong]]}).encode())


def test_what_waits_is_said_once_and_never_grows_beyond_a_limit() -> None:
    ear = Ear("redis://127.0.0.1:1/0", uuid4())
    gemeente, session = uuid4(), uuid4()
    for _ in range(3 * MOST_WAITING):
        ear.hear([events.ScoreGiven(gemeente, session)])
    assert ear.lost == 0
    ear.hear([events.StepTaken(gemeente, session, version, None) for version in range(2 * MOST_WAITING)])
    assert ear.lost == MOST_WAITING + 1
    ear.hear([events.ScoreGiven(gemeente, session)])
    assert ear.lost == MOST_WAITING + 1
