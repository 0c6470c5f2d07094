"""How often an address may try. Kept in memory, under a keyed hash: no address is stored."""

from __future__ import annotations

import time
from collections import deque

from wijkplatform.domain.errors import TooManyTries


class Limit:
    """At most `most` times in `seconds` for each key."""

    def __init__(self, *, most: int, seconds: int, otherwise: str = "") -> None:
        self._most, self._seconds, self._otherwise = most, seconds, otherwise
        self._times: dict[str, deque[float]] = {}

    def check(self, key: str) -> None:
        """Raise `TooManyTries`, with the seconds to wait, when the budget of this key is spent."""
        times = self._fresh(key)
        if len(times) >= self._most:
            raise TooManyTries(int(times[0] + self._seconds - time.monotonic()) + 1, self._otherwise)

    def take(self, key: str) -> None:
        """Count one try, in one step with the check: what is tried at the same time is counted too."""
        self.check(key)
        if len(self._times) > 10_000:
            self._times = {known: times for known, times in self._times.items() if self._fresh(known)}
        self._times.setdefault(key, deque()).append(time.monotonic())

    def give_back(self, key: str) -> None:
        """A try that was counted came to nothing."""
        if times := self._fresh(key):
            times.pop()

    def _fresh(self, key: str) -> deque[float]:
        times = self._times.get(key, deque())
        while times and times[0] < time.monotonic() - self._seconds:
            times.popleft()
        return times
