"""What goes with a letter about a report: the report as PDF, set outside any transaction."""

from __future__ import annotations

from collections import deque

from werkzeug.utils import secure_filename

from wijkplatform.mail.compose import Enclosed
from wijkplatform.printing.reports import report
from wijkplatform.services.letters import Letter
from wijkplatform.web.report_sheet import sheet
from wijkplatform.wire.reports import Report

_KEPT = 8
"""So many gemeenten may close a session in one evening hour, and mail goes out to each in turn."""


class Press:
    """Sets reports for who gets them by mail; the last few are kept, for the next who gets the same."""

    def __init__(self) -> None:
        self._made: deque[tuple[tuple[Report, str], Enclosed]] = deque(maxlen=_KEPT)

    def enclosed(self, letter: Letter) -> Enclosed | None:
        """What goes with this letter, if anything does; without what participants wrote (decision 19)."""
        if letter.report is None:
            return None
        asked = letter.report, letter.sender.accent
        made = next((one for before, one in self._made if before == asked), None)
        if made is None:
            content = sheet(letter.report, notes=False)
            name = secure_filename(f"rapport {content['title']}").replace("_", "-")
            pdf = report(content, letter.sender.accent)
            made = Enclosed(content["headline"], bool(content["left_out"]), f"{name}.pdf", pdf)
            self._made.append((asked, made))
        return made
