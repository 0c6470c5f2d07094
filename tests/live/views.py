"""What a client knows of a session that applies each message to what it had."""

from __future__ import annotations

from typing import Any

Told = dict[str, Any]


def place(one: Told) -> tuple[str, int]:
    """Which punt and round this is about."""
    return one["item"], one["round"]


def apply_versioned(known: Told, name: str, payload: Told) -> None:
    """Apply what has a version to a snapshot; the caller looked at the version."""
    known |= {"version": payload["version"]}
    if name == "agreement":
        known["agreements"] = payload["agreements"]
        return
    if name == "published":
        known["published"] = payload["results"]
        known |= {name: payload[name] for name in ("lists", "opgave_results", "discussion")}
        return
    if name == "discussion":
        points = {one["item"]: one for one in [*known["discussion"], payload["point"]]}
        known["discussion"] = [points[item] for item in payload["order"]]
        return
    known |= {name: payload[name] for name in ("state", "current", "own_until")}
    now = {one["number"]: one for one in payload["opgaven"]}
    known["opgaven"] = [{**one, **now[one["number"]]} for one in known["opgaven"]]


def brings_opgave(known: Told, name: str, payload: Told) -> bool:
    """Whether the agenda got an opgave that is not known here: its punten stand in a snapshot alone."""
    numbers = {one["number"] for one in known["opgaven"]} if known else set()
    return name == "moved" and not {one["number"] for one in payload["opgaven"]} <= numbers


class View:
    """What one page knows, by the rules of `session.ts`: a hole in the versions asks for a whole snapshot."""

    def __init__(self) -> None:
        self.known: Told = {}
        self._whole = False
        self._held: list[tuple[str, Told]] = []

    def doubt(self) -> None:
        """Nothing said so far is sure any more."""
        self._whole = False

    def receive(self, name: str, payload: Told) -> bool:
        """Take in what the server tells; True when only a snapshot can make it whole again."""
        version = self.known.get("version", -1)
        match name:
            case "snapshot":
                return self._take(payload)
            case "progress" if self.known and payload["count"] >= self.known["progress"]["count"]:
                self.known["progress"] = payload
            case "presence" if self.known:
                self.known["presence"] = payload
            case "heartbeat":
                self._whole = self._whole and payload["version"] <= version
                return not self._whole
            case "notes" if self.known:
                self.known["notes"] = payload["notes"]
            case "moved" | "published" | "discussion" | "agreement":
                new = brings_opgave(self.known, name, payload)
                if not self._whole or new or payload["version"] > version + 1:
                    self._held.append((name, payload))
                    self._whole = False
                    return True
                if payload["version"] >= version:
                    apply_versioned(self.known, name, payload)
        return False

    def answered(self, answer: Told) -> None:
        """The server has this answer of ours; what is newer stays."""
        answers = {place(one): one for one in self.known["me"]["answers"]}
        if answers.get(place(answer), {"seq": 0})["seq"] < answer["seq"]:
            self.known["me"] = {**self.known["me"], "answers": [*({**answers, place(answer): answer}.values())]}

    def _take(self, fresh: Told) -> bool:
        if fresh["version"] < self.known.get("version", -1):
            return not self._whole
        before, self.known = self.known, dict(fresh)
        if before and before["progress"]["count"] > fresh["progress"]["count"]:
            self.known["progress"] = before["progress"]
        for answer in before.get("me", {}).get("answers", []):
            self.answered(answer)
        self._whole = True
        held, self._held = sorted(self._held, key=lambda one: one[1]["version"]), []
        again = [self.receive(*one) for one in held]
        return any(again)
