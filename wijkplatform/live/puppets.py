"""Plays the simulated people of a trial, for as long as somebody has its cockpit open in this process.

Everything they do goes by the use cases that phones use, with badges of their own. What was done is read anew each
time, so that a player that starts again, here or in another process, goes on where the last one stopped.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from uuid import UUID, uuid4

import gevent
from flask_socketio import SocketIO

from wijkplatform.domain.agreements import NOTICED_KIND
from wijkplatform.domain.errors import DomainError
from wijkplatform.domain.people import Badge, Proof
from wijkplatform.domain.simulated import Opinions
from wijkplatform.live.connection import Connections
from wijkplatform.services import points, scoring, trials
from wijkplatform.services.trials import Asked, OpenOpgave, Puppet, Stage
from wijkplatform.storage.work import Store
from wijkplatform.wire.base import ProposeOp, ScoreOp

_log = logging.getLogger(__name__)

TICK_SECONDS = 0.5
REST_SECONDS = 3.0
_PER_OPGAVE = 25.0
"""In their own pace people begin so many seconds later at each next opgave."""


class Puppets:
    """The players of this process: one for each trial with an open cockpit."""

    def __init__(self, socketio: SocketIO, store: Store, connections: Connections) -> None:
        self._socketio, self._store, self._connections = socketio, store, connections
        self._trials: dict[UUID, bool] = {}
        self._playing: set[UUID] = set()

    def watch(self) -> None:
        """Every moment look which cockpits opened, and let a player begin in those of trials."""
        while True:
            gevent.sleep(TICK_SECONDS)
            homes = self._connections.sessions()
            self._trials = {session: known for session, known in self._trials.items() if session in homes}
            for session, gemeente in homes.items():
                if session not in self._playing and self._is_led(session) and self._is_trial(gemeente, session):
                    self._playing.add(session)
                    self._socketio.start_background_task(self._play, gemeente, session)

    def _is_led(self, session: UUID) -> bool:
        return bool(self._connections.at(session, "facilitator"))

    def _is_trial(self, gemeente: UUID, session: UUID) -> bool:
        """Asked once for as long as somebody is connected: a session never becomes a trial."""
        if session not in self._trials:
            try:
                with self._store.workspace(Badge(gemeente, Proof.OPERATOR)) as work:
                    self._trials[session] = trials.is_trial(work, session)
            except DomainError:
                return False
        return self._trials[session]

    def _play(self, gemeente: UUID, session: UUID) -> None:
        """Play until the cockpit is closed or the trial is over; trouble only makes everybody rest for a moment."""
        player = _Player(self._store, gemeente, session)
        try:
            while self._is_led(session):
                try:
                    if not player.act():
                        self._trials[session] = False
                        return
                    gevent.sleep(TICK_SECONDS)
                except DomainError:
                    gevent.sleep(REST_SECONDS)
                except Exception:
                    _log.exception("a trial stumbled")
                    gevent.sleep(REST_SECONDS)
        finally:
            self._playing.discard(session)


class _Player:
    """Acts for everybody in one trial."""

    def __init__(self, store: Store, gemeente: UUID, session: UUID) -> None:
        self._store, self._operator, self._session = store, Badge(gemeente, Proof.OPERATOR), session
        self._opinions = Opinions(session)
        self._opened: dict[tuple[UUID, int], float] = {}

    def act(self) -> bool:
        """Do what is due now; False when the trial is over."""
        with self._store.workspace(self._operator) as work:
            stage = trials.see_stage(work, self._session)
        if stage is None:
            return False
        if not stage.full:
            with self._store.workspace(self._operator) as work:
                trials.come_in(work, self._session)
        for puppet, opgave, item in self._due(stage):
            self._score(puppet, opgave, item)
            gevent.sleep(0)
        return True

    def _due(self, stage: Stage) -> Iterator[tuple[Puppet, OpenOpgave, Asked]]:
        now = time.monotonic()
        standing = [(one.id, one.round) for one in stage.open]
        self._opened = {key: self._opened.get(key, now) for key in standing}
        own = [one.id for one in stage.open if one.own]
        for opgave in stage.open:
            since = now - self._opened[opgave.id, opgave.round]
            since -= _PER_OPGAVE * own.index(opgave.id) if opgave.own else 0
            for puppet in stage.people:
                items = _asked(puppet, opgave)
                for place, item in enumerate(items):
                    done = (puppet.badge.row, item.id, opgave.round) in stage.done
                    if not done and puppet.character.moment(place, len(items), _about(opgave)) <= since:
                        yield puppet, opgave, item

    def _score(self, puppet: Puppet, opgave: OpenOpgave, item: Asked) -> None:
        """Answer a punt, once in its round, and ask to talk about it when this is the one."""
        who = puppet.character
        value = who.answer(self._opinions, item.number, item.kind, opgave.round)
        answer = {"op": uuid4(), "seq": 1, "item": item.id, "round": opgave.round, "value": value}
        wish = who.wish(_asked(puppet, opgave), _about(opgave))
        with self._store.workspace(puppet.badge) as work:
            scoring.give_score(work, ScoreOp.model_validate(answer))
            if wish == item and item.kind != NOTICED_KIND:
                asks = {"op": uuid4(), "item": item.id, "on": True, "round": opgave.round}
                points.propose(work, ProposeOp.model_validate(asks))


def _asked(puppet: Puppet, opgave: OpenOpgave) -> list[Asked]:
    return [one for one in opgave.items if puppet.character.group not in one.skipped_by]


def _about(opgave: OpenOpgave) -> str:
    return f"{opgave.id}/{opgave.round}"
