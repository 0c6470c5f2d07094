"""The earlier evening of the demo, played in seconds by the use cases of everybody: there is something to see."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from wijkplatform.domain.people import Badge
from wijkplatform.domain.simulated import Character, Opinions
from wijkplatform.services import demo, demo_past, scoring, sessions
from wijkplatform.storage.work import Store
from wijkplatform.wire.base import ScoreOp, StepOp

_SEED = "Eerste gesprek"
"""The same people with the same opinions in every demo."""


def play(store: Store, operator: Badge) -> None:
    """Play the earlier evening of the demo gemeente, unless a session was closed there before."""
    with store.workspace(operator) as work:
        demo.add_people(work)
        session = demo_past.begin(work, demo.tonight())
    if session is None:
        return
    with store.workspace(operator) as work:
        leader = demo_past.sign_in(work, demo.SPELLEIDER)
        room = demo_past.let_in(work, session)
    people = [(Character(f"{_SEED} {place}", group), badge) for place, (group, badge) in enumerate(room)]
    evening = _Evening(store, session, leader)
    evening.step("start")
    for opgave in demo_past.OPGAVEN:
        evening.step("open", opgave=opgave)
        with store.workspace(operator) as work:
            asked = demo_past.see_asked(work, session, opgave)
        for who, badge in people:
            _score(store, badge, who, asked)
        evening.step("reveal")
    with store.workspace(operator) as work:
        demo_past.agree(work, session, by=demo.SPELLEIDER, owner=demo.AMBTENAAR)
    evening.step("close", leave="De tijd was om.")
    with store.workspace(operator) as work:
        demo_past.date_back(work, session)


class _Evening:
    """The steps of the spelleider."""

    def __init__(self, store: Store, session: UUID, leader: Badge) -> None:
        self._store, self._session, self._leader = store, session, leader

    def step(self, name: str, **about: Any) -> None:
        with self._store.workspace(self._leader) as work:
            version = sessions.see_to_lead(work, self._session).version
            op = StepOp.model_validate({"op": uuid4(), "step": name, "expect": version, **about})
            sessions.take_step(work, self._session, op)


def _score(store: Store, badge: Badge, who: Character, asked: list[Any]) -> None:
    opinions = Opinions(_SEED)
    with store.workspace(badge) as work:
        for item, number, kind in asked:
            value = who.answer(opinions, number, kind, 1)
            answer = {"op": uuid4(), "seq": 1, "round": 1, "item": item, "value": value}
            scoring.give_score(work, ScoreOp.model_validate(answer))
