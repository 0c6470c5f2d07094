"""The owner of an afspraak gets one mail when the session ends and one reminder, whatever becomes of the worker."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta

from tests.house.agreeing import TODAY, agree, evening, set_agreement
from tests.mailserver import eventually, office, working
from tests.makers import BASE_URL, Town


def test_the_worker_mails_the_owner_and_reminds_once_also_when_it_begins_again(database, town: Town) -> None:
    owner = f"els@{town.slug}.example"
    held = evening(town)
    near, far = agree(held, "Dichtbij", email=owner), agree(held, "Ver weg", email=owner)
    held.step("close")
    told = datetime.now(UTC) - timedelta(days=20)
    set_agreement(town, near, told_at=told, due=TODAY + timedelta(days=4))
    set_agreement(town, far, told_at=told, due=TODAY + timedelta(days=40))
    with office() as post:
        for _ in range(2):
            with working(database, post.port) as worker:
                eventually(lambda: len(post.of(owner)) == 3)
                eventually(lambda: all(one.state == "sent" for one in town.mails()))
                eventually(lambda worker=worker: "the worker begins" in worker.log)
                time.sleep(2)  # a whole round, and more
        subjects = sorted(str(one["Subject"]).strip() for one in post.of(owner))
        links = {
            link
            for one in post.of(owner)
            for link in re.findall(rf"{BASE_URL}/{town.slug}/afspraak/[\w-]+", one.get_body(("plain",)).get_content())  # type: ignore[union-attr]
        }
    assert subjects == [
        "Afspraak over De Linden: Dichtbij",
        "Afspraak over De Linden: Ver weg",
        "Herinnering: afspraak over De Linden: Dichtbij",
    ]
    assert len(links) == 3
