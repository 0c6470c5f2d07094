"""A rehearsal: simulated participants that join and score through the public interface, as phones do.

Each is a thread with a real Socket.IO client. What they answer: see `domain.simulated`.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import socketio

from wijkplatform.demo import environment
from wijkplatform.domain.agreements import AGREEMENTS_PART
from wijkplatform.domain.errors import DomainError, NotFound
from wijkplatform.domain.keys import Keys
from wijkplatform.domain.people import GROUPS, Badge, Group, Proof
from wijkplatform.domain.simulated import Opinions, lean_of, wish
from wijkplatform.services import rehearsals
from wijkplatform.settings import Unsafe, read
from wijkplatform.storage.work import Store

_LANGUAGE = "nl-b1"
_JOIN_TRIES = 20
_PATIENCE = 15


class _Refused(Exception):
    """The server said no, with a problem."""

    def __init__(self, status: int, problem: Mapping[str, Any], wait: float) -> None:
        super().__init__(problem.get("detail", status))
        self.status, self.problem, self.wait = status, problem, wait


def rehearse(session: UUID, voices: Mapping[str, int], *, seed: int | None, pace: float) -> int:
    """Fill the room and stay until the session ends or Ctrl-C; return the exit code."""
    try:
        with _operator(session) as (store, badge, base_url), store.workspace(badge) as work:
            tokens = rehearsals.open_rehearsal(work, session)
    except (DomainError, Unsafe) as error:
        print(error, file=sys.stderr)
        return 1
    seed = random.randrange(10**6) if seed is None else seed  # nosec B311 # pretends, keeps no secret
    opinions = Opinions(seed)
    people = [
        _Person(base_url, tokens[group], group, opinions, random.Random(f"{seed}/{group}/{number}"), pace)  # nosec B311 # pretends, keeps no secret
        for group in GROUPS
        for number in range(voices.get(group.value, 0))
    ]
    print(f"{len(people)} proefdeelnemers doen mee (seed {seed}). Stoppen: Ctrl-C.", flush=True)
    threads = [threading.Thread(target=one.take_part, daemon=True) for one in people]
    for thread in threads:
        thread.start()
        time.sleep(0.02)
    try:
        while any(thread.is_alive() for thread in threads):
            time.sleep(0.2)
    except KeyboardInterrupt:
        print("De proefdeelnemers gaan weg.")
    return 0


def wipe(session: UUID) -> int:
    """Wipe the rehearsal of a session; return the exit code."""
    try:
        with _operator(session) as (store, badge, _), store.workspace(badge) as work:
            gone = rehearsals.wipe_rehearsal(work, session)
    except (DomainError, Unsafe) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{gone} proefdeelnemers gewist, met al hun antwoorden. De bijeenkomst staat weer in de lobby.")
    return 0


@contextmanager
def _operator(session: UUID) -> Iterator[tuple[Store, Badge, str]]:
    """The store of this installation, the badge of its operator in the gemeente of the session, and the address."""
    settings = read(environment())
    store = Store(settings.database_url, Keys(settings.secret_key), pool_size=2)
    try:
        with store.lobby() as lobby:
            homes = lobby.all_gemeenten()
        yield store, _home(store, homes, session), settings.base_url
    finally:
        store.close()


def _home(store: Store, gemeenten: Sequence[UUID], session: UUID) -> Badge:
    for gemeente in gemeenten:
        badge = Badge(gemeente, Proof.OPERATOR)
        with store.workspace(badge) as work:
            if rehearsals.knows(work, session):
                return badge
    raise NotFound("Deze bijeenkomst bestaat niet. Kijk in var/demo.json naar het nummer bij session.")


@dataclass
class _Person:
    """One simulated participant."""

    base_url: str
    join_token: str
    group: Group
    opinions: Opinions
    chance: random.Random
    pace: float

    def take_part(self) -> None:
        """Join, score what is open, and leave when the session ends."""
        joined = self._join()
        if joined is None:
            return
        self._token = str(joined["token"])
        self._place = joined["session"]
        self._lean = lean_of(self.chance)
        self._snapshot: dict[str, Any] = {}
        self._done: set[tuple[str, int]] = set()
        self._wishes: set[str] = set()
        self._seq = 0
        self._over = threading.Event()
        client = socketio.Client(logger=False, engineio_logger=False)
        client.on("snapshot", self._see)
        client.on("moved", lambda _: self._ask(client))
        client.on("heartbeat", self._compare(client))
        client.on("ended", lambda _: self._over.set())
        self._connect(client)
        while not self._over.is_set():
            if not (client.connected and self._score_one(client)):
                self._over.wait(0.3)
        client.disconnect()

    def _connect(self, client: socketio.Client) -> None:
        """Open the socket, as often as it takes on a busy machine; after that the client comes back by itself."""
        while not self._over.is_set():
            try:
                client.connect(
                    self.base_url,
                    auth=self._ticket,
                    transports=["websocket"],
                    headers={"Origin": self.base_url},
                    wait_timeout=_PATIENCE,
                )
                return
            except socketio.exceptions.ConnectionError:
                client.disconnect()
                self._over.wait(1)

    def _join(self) -> dict[str, Any] | None:
        for _ in range(_JOIN_TRIES):
            try:
                return self._post("participants", {"join_token": self.join_token, "language": _LANGUAGE})
            except _Refused as refused:
                if refused.status != 429:
                    print(refused, file=sys.stderr)
                    return None
                time.sleep(refused.wait)
            except OSError:
                time.sleep(1)
        return None

    def _ticket(self) -> dict[str, Any]:
        wanted = {"gemeente": self._place["gemeente"], "session": self._place["id"], "as": "participant"}
        try:
            return self._post("socket-tickets", wanted, self._token)
        except (_Refused, OSError) as error:
            if isinstance(error, _Refused) and error.status == 404:
                self._over.set()
            return {"ticket": ""}

    def _see(self, snapshot: dict[str, Any]) -> None:
        self._snapshot = snapshot
        self._seq = max(self._seq, snapshot["me"]["next_seq"] - 1)
        self._done = {(one["item"], one["round"]) for one in snapshot["me"]["answers"]}
        self._wishes = self._wishes or self._wish(snapshot["opgaven"])

    def _wish(self, opgaven: Sequence[Mapping[str, Any]]) -> set[str]:
        """Of most opgaven one punt that this person wants to talk about."""
        wished = [wish(one["items"], self.chance) for one in opgaven if one["number"] != AGREEMENTS_PART]
        return {one["id"] for one in wished if one}

    def _ask(self, client: socketio.Client) -> None:
        try:
            answer = client.call("sync", {}, timeout=10)
        except (socketio.exceptions.TimeoutError, socketio.exceptions.BadNamespaceError):
            return
        if answer["ok"]:
            self._see(answer["snapshot"])
        else:
            self._over.set()

    def _compare(self, client: socketio.Client) -> Callable[[dict[str, Any]], None]:
        def compare(beat: dict[str, Any]) -> None:
            if self._snapshot and beat["version"] > self._snapshot["version"]:
                self._ask(client)

        return compare

    def _score_one(self, client: socketio.Client) -> bool:
        """Score the first punt that is open and not answered; False when there is none."""
        if self._snapshot.get("state") != "running":
            return False
        for opgave in self._snapshot["opgaven"]:
            for item in opgave["items"] if opgave["state"] == "scoring" else ():
                asked = opgave["only"] in (None, item["id"]) and self.group not in item["skipped_by"]
                if asked and (item["id"], opgave["round"]) not in self._done:
                    self._over.wait(min(self.chance.expovariate(1 / max(self.pace, 0.001)), 5 * self.pace))
                    self._send(client, item, opgave["round"])
                    return True
        return False

    def _send(self, client: socketio.Client, item: Mapping[str, Any], round_: int) -> None:
        self._seq += 1
        number, kind = int(item["number"]), str(item["kind"])
        value = self.opinions.answer(self.group, number, kind, self.chance, self._lean, round_)
        op = {"op": str(uuid4()), "seq": self._seq, "item": item["id"], "round": round_, "value": value}
        while not self._over.is_set():
            try:
                receipt = client.call("score", op, timeout=5)
            except (socketio.exceptions.TimeoutError, socketio.exceptions.BadNamespaceError):
                self._over.wait(1)
                continue
            if receipt.get("state") == "retry":
                self._over.wait(1)
                continue
            self._done.add((item["id"], round_))
            if item["id"] in self._wishes:
                self._ask_for(client, item)
            return

    def _ask_for(self, client: socketio.Client, item: Mapping[str, Any]) -> None:
        """'Bespreek dit': it is no loss when this does not arrive."""
        try:
            client.call("propose", {"op": str(uuid4()), "item": item["id"], "on": True}, timeout=5)
        except (socketio.exceptions.TimeoutError, socketio.exceptions.BadNamespaceError):
            self._wishes.discard(item["id"])

    def _post(self, path: str, body: Mapping[str, Any], token: str | None = None) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        request = urllib.request.Request(
            f"{self.base_url}/api/v1/{path}", data=json.dumps(body).encode(), headers=headers
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # nosec B310 # our own address
                found: dict[str, Any] = json.load(answer)
                return found
        except urllib.error.HTTPError as error:
            problem = json.loads(error.read() or b"{}")
            raise _Refused(error.code, problem, float(error.headers.get("Retry-After", 1))) from error
