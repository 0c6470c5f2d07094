"""A server that is told to stop says goodbye first, and its phones go on with the next one."""

from __future__ import annotations

import os
import signal

from tests.live.lines import Line, take_ticket
from tests.makers import Meeting, score_op
from tests.server import Caller, running


def test_everybody_hears_when_to_come_back_and_nothing_is_lost(database, meeting: Meeting) -> None:
    person = meeting.join()
    meeting.step("start", "open")
    item = meeting.items()[0]
    with running(database) as server, Caller(server) as caller:
        with Line(server) as phone:
            phone.enter(take_ticket(caller, meeting, person))
            assert phone.score(item, 4)["state"] == "accepted"
            os.kill(server.pid, signal.SIGTERM)
            assert 0 <= phone.hear("server_restart")["after"] <= 10
            assert phone.ends(10)
        assert server.wait() == 0
        server.start()
        with Line(server) as phone:
            me = phone.enter(take_ticket(caller, meeting, person)).told("snapshot")[0]["me"]
            assert [(one["item"], one["value"]) for one in me["answers"]] == [(item, 4)]
            assert phone.call("score", score_op(item, 5, seq=me["next_seq"]))["state"] == "accepted"
