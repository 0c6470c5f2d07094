"""The outbox of a phone and what receipts do to it, by the rules of `outbox.ts` and `delivery.ts`."""

from __future__ import annotations

import threading
from typing import Any
from uuid import uuid4

from tests.faults.history import History, Op
from tests.live.views import View


class Shelf:
    """What a browser keeps for all its tabs: `localStorage`. Tabs do not wait for each other."""

    def __init__(self) -> None:
        self.ops: dict[str, Op] = {}
        self.seq = 0


class Outbox:
    """The answers of one tab that wait for their tick. One lock makes its threads take turns, as in a page."""

    def __init__(self, shelf: Shelf, view: View, history: History) -> None:
        self._shelf, self._view, self._history = shelf, view, history
        self._seq = 0
        self._turn = threading.RLock()

    def waiting(self) -> list[Op]:
        """What has no tick yet, in order; of all tabs of this browser."""
        return sorted(self._shelf.ops.copy().values(), key=lambda op: op["seq"])

    def give(self, item: str, value: int) -> None:
        """An answer of a person. It takes the place of an older one on the same punt."""
        with self._turn:
            me = self._view.known["me"]
            self._put(item, value, max(me["next_seq"] - 1, *(one["seq"] for one in me["answers"]), 0))

    def settle(self, op: Op, receipt: dict[str, Any]) -> None:
        """What a receipt means for an operation."""
        with self._turn:
            match receipt.get("state") if receipt["ok"] else receipt["code"]:
                case "accepted" | "duplicate":
                    self._history.ack(op)
                    self._shelf.ops.pop(op["op"], None)
                    self._view.answered({name: op[name] for name in ("item", "round", "value", "seq")})
                case "stale":
                    self._overtaken(op, receipt["seq"])
                case "retry":
                    pass
                case why:
                    self._history.refuse(op, str(why))
                    self._shelf.ops.pop(op["op"], None)

    def _overtaken(self, op: Op, highest: int) -> None:
        if op["op"] not in self._shelf.ops:
            return
        newer = any(one["seq"] > op["seq"] and one["item"] == op["item"] for one in self.waiting())
        self._shelf.ops.pop(op["op"], None)
        if not newer:
            self._put(op["item"], op["value"], highest, op)

    def _put(self, item: str, value: int, floor: int, instead_of: Op | None = None) -> None:
        self._seq = max(self._seq, self._shelf.seq, floor) + 1
        op = {"op": str(uuid4()), "seq": self._seq, "item": item, "round": 1, "value": value}
        self._history.give(op, instead_of)
        self._shelf.seq = self._seq
        self._shelf.ops[op["op"]] = op
        for older in self.waiting():
            if older["op"] != op["op"] and older["item"] == item and older["seq"] <= op["seq"]:
                self._shelf.ops.pop(older["op"], None)
