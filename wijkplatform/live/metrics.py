"""Numbers for who runs the platform, as Prometheus reads them: on a port of their own, and never about a gemeente."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gevent.pywsgi import WSGIServer

from wijkplatform.domain.events import Event, ScoreGiven
from wijkplatform.live.ear import Ear
from wijkplatform.live.guard import Guard


class Metrics:
    """What happened in this process since it started."""

    def __init__(self, guard: Guard, ear: Ear | None) -> None:
        self._guard, self._ear = guard, ear
        self._scores_acked = 0

    def hear(self, happened: Sequence[Event]) -> None:
        """Count the scores that were committed."""
        self._scores_acked += sum(isinstance(one, ScoreGiven) for one in happened)

    def report(self) -> str:
        """Everything, in the text format."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield "# TYPE ws_connections gauge"
        yield f"ws_connections {self._guard.connections}"
        yield "# TYPE ws_rejected_total counter"
        for reason, number in sorted(self._guard.rejected.items()):
            yield f'ws_rejected_total{{reason="{reason}"}} {number}'
        yield "# TYPE scores_acked_total counter"
        yield f"scores_acked_total {self._scores_acked}"
        if self._ear:
            yield "# TYPE redis_hears gauge"
            yield f"redis_hears {int(self._ear.hears)}"
            yield "# TYPE redis_publish_failed_total counter"
            yield f"redis_publish_failed_total {self._ear.lost}"
            yield "# TYPE redis_malformed_total counter"
            yield f"redis_malformed_total {self._ear.malformed}"

    def serve(self, host: str, port: int) -> None:
        """Answer on a port of its own, until the process ends."""
        WSGIServer((host, port), self._answer, log=None).start()

    def _answer(self, environ: object, start: Callable[[str, list[tuple[str, str]]], object]) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/plain; version=0.0.4")])
        return [self.report().encode()]
