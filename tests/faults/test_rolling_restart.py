"""Every process is restarted in turn while people score through nginx: no answer with a tick is lost."""

from __future__ import annotations

import time

from tests.faults.test_kill import OPERATIONS, PATIENCE, Phone, faults, rows
from tests.makers import Maker, Meeting
from tests.topology import installation


def test_a_rolling_restart_loses_no_acknowledged_score(database, maker: Maker, meeting: Meeting) -> None:
    people = meeting.fill(4, 2, 2)
    meeting.step("start", "open")
    with installation(database) as platform:
        phones = [Phone(platform.proxy, meeting, person, meeting.items(), seed) for seed, person in enumerate(people)]
        for phone in phones:
            phone.start()
        for process in platform.processes:
            time.sleep(1)
            process.restart()
        for phone in phones:
            phone.join(PATIENCE)
            assert not phone.is_alive()
        histories = [phone.history for phone in phones]
        assert sum(len(history.acked) for history in histories) == len(people) * OPERATIONS
        assert sum(history.resent for history in histories) > 0, "the restarts hit nothing"
        assert faults(histories, *rows(meeting)) == []
