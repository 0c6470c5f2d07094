"""What goes with a letter about a report: the report as PDF, set outside any transaction."""

from __future__ import annotations

from typing import Any

from werkzeug.utils import secure_filename

from wijkplatform.mail.compose import Enclosed
from wijkplatform.printing.reports import report
from wijkplatform.services.letters import Letter
from wijkplatform.web.report_sheet import sheet


class Press:
    """Sets reports for who gets them by mail; the last one is kept, for the next who gets the same."""

    def __init__(self) -> None:
        self._asked: tuple[Any, str] | None = None
        self._made: Enclosed | None = None

    def enclosed(self, letter: Letter) -> Enclosed | None:
        """What goes with this letter, if anything does; without what participants wrote (decision 19)."""
        if letter.report is None:
            return None
        asked = content, accent = sheet(letter.report, notes=False), letter.sender.accent
        if self._made is None or self._asked != asked:
            name = secure_filename(f"rapport {content['title']}").replace("_", "-")
            pdf = report(content, accent)
            self._made = Enclosed(content["headline"], bool(content["left_out"]), f"{name}.pdf", pdf)
            self._asked = asked
        return self._made
