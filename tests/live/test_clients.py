"""The same session with the clients that others use: the official JavaScript one and the one for Python."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import uuid4

import socketio

from dev import node
from tests.live.lines import PATIENCE, Proof, take_ticket
from tests.makers import Meeting, Person, score_op
from tests.server import ROOT, Caller, Server
from wijkplatform.processes import ends_with_parent

SCRIPT = ROOT / "tests" / "node" / "phone.mjs"


class Told:
    """What a client heard, to wait for."""

    def __init__(self) -> None:
        self._heard: queue.Queue[tuple[str, Any]] = queue.Queue()

    def put(self, name: str, payload: Any) -> None:
        self._heard.put((name, payload))

    def wait(self, wanted: str) -> Any:
        """The next message with this name; others before it are passed over."""
        end = time.monotonic() + PATIENCE
        while True:
            name, payload = self._heard.get(timeout=max(0.1, end - time.monotonic()))
            if name == wanted:
                return payload


class JavaScriptPhone(Told):
    """A phone that runs in Node."""

    def __init__(self, server: Server, meeting: Meeting, person: Person) -> None:
        super().__init__()
        where = {"url": server.url, "origin": server.base_url, "token": person.token}
        place = {"gemeente": meeting.town.slug, "session": str(meeting.id)}
        self._process = subprocess.Popen(
            [str(node()), str(SCRIPT), json.dumps({**where, **place})],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=ends_with_parent(),
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self.put(*json.loads(line))

    def send(self, event: str, payload: object) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"call": event, "payload": payload}) + "\n")
        self._process.stdin.flush()

    def call(self, event: str, payload: object) -> Any:
        self.send(event, payload)
        return self.wait("ack")

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(PATIENCE)
        self._process.stdout.close()


class PythonClient(Told):
    """Anybody, with python-socketio."""

    def __init__(self, server: Server, caller: Caller, meeting: Meeting, proof: Proof) -> None:
        super().__init__()
        self._client = socketio.Client(reconnection=False)
        self._client.on("*", self.put)
        self._client.on("disconnect", lambda reason: self.put("disconnect", reason))
        self._client.connect(
            server.url,
            auth=lambda: {"ticket": take_ticket(caller, meeting, proof)},
            transports=["websocket"],
            headers={"Origin": server.url},
        )

    def call(self, event: str, payload: object) -> Any:
        return self._client.call(event, payload, timeout=PATIENCE)

    def close(self) -> None:
        self._client.disconnect()


@contextmanager
def closing(*clients: JavaScriptPhone | PythonClient) -> Iterator[None]:
    with ExitStack() as stack:
        for client in clients:
            stack.callback(client.close)
        yield


def test_both_clients_play_a_session_and_see_the_same(server, anyone, meeting) -> None:
    people = meeting.fill(3, 3, 0)
    lead = PythonClient(server, anyone, meeting, meeting.leader)
    scherm = PythonClient(server, anyone, meeting, meeting.screen())
    scripts = [JavaScriptPhone(server, meeting, one) for one in people[::3]]
    phones = [PythonClient(server, anyone, meeting, one) for one in people if one not in people[::3]]
    everybody = [lead, scherm, *scripts, *phones]
    with closing(*everybody):
        snapshots = [one.wait("snapshot") for one in everybody]
        assert {one["version"] for one in snapshots} == {1}
        version = lead.call("step", {"op": str(uuid4()), "step": "start", "expect": 1})["version"]
        version = lead.call("step", {"op": str(uuid4()), "step": "open", "opgave": 1, "expect": version})["version"]
        for phone in (*scripts, *phones):
            while phone.wait("moved")["version"] < version:
                pass
            for seq, item in enumerate(meeting.items(), start=1):
                op = score_op(item, seq % 6, seq)
                assert phone.call("score", op) == {"ok": True, "op": op["op"], "seq": seq, "state": "accepted"}
                assert phone.call("score", op)["state"] == "duplicate"
        assert scripts[0].call("score", score_op(meeting.items()[0], 6))["code"] == "malformed"
        stolen = scripts[0].call("step", {"op": str(uuid4()), "step": "reveal", "expect": version})
        assert stolen["code"] == "not_allowed"
        version = lead.call("step", {"op": str(uuid4()), "step": "reveal", "expect": version})["version"]
        told = [one.wait("published") for one in everybody]
        assert all(one == told[0] for one in told)
        assert told[0]["results"][0]["groups"]["bewoner"]["counts"] == [0, 3, 0, 0, 0, 0]
        assert scripts[0].call("sync", {})["snapshot"]["published"] == told[0]["results"]
        lead.call("step", {"op": str(uuid4()), "step": "close", "leave": "Geen tijd", "expect": version})
        for one in everybody:
            assert one.wait("ended") == {"reason": "closed"}
        for phone in scripts:
            assert phone.wait("disconnect") == "io server disconnect"


def test_the_javascript_client_hears_why_it_was_refused(server, meeting) -> None:
    person = meeting.join()
    meeting.change(person, removed=True)
    phone = JavaScriptPhone(server, meeting, person)
    with closing(phone):
        refusal = phone.wait("connect_error")
        assert refusal["data"] == {"code": "not_found"}
        assert refusal["message"].endswith(".")


def test_the_javascript_client_comes_back_by_itself_with_a_new_ticket(server, meeting) -> None:
    """Its connection is cut, as a bad network would: it asks for a new ticket and goes on where it was."""
    meeting.step("start", "open")
    phone = JavaScriptPhone(server, meeting, meeting.join())
    with closing(phone):
        phone.wait("snapshot")
        item = meeting.items()[0]
        assert phone.call("score", score_op(item, 4))["state"] == "accepted"
        phone.send("score", "x" * 20_000)
        assert phone.wait("disconnect") == "transport close"
        me = phone.wait("snapshot")["me"]
        assert [(one["item"], one["value"]) for one in me["answers"]] == [(item, 4)]
        assert phone.call("score", score_op(item, 5, seq=me["next_seq"]))["state"] == "accepted"
