"""The report arrives once in each mailbox, whatever becomes of the mail server and of the worker."""

from __future__ import annotations

import time

from tests.house.agreeing import evening, set_columns
from tests.mailserver import PostOffice, Worker, eventually, working
from tests.makers import Town
from wijkplatform.domain.people import Role
from wijkplatform.storage.people import Account


def test_a_report_that_found_no_server_and_a_worker_that_was_killed_arrives_once(database, town: Town) -> None:
    held = evening(town)
    town.account(Role.BEHEERDER)
    set_columns(town, Account, report_mail="all")
    held.step("close")
    ids = {one.recipient: f"<{one.id}@wijk.example>" for one in town.mails()}
    assert len(ids) == 2
    post = PostOffice()
    worker = Worker(database, post.port, WIJK_SMTP_TIMEOUT="1")
    eventually(lambda: all(one.last_words for one in town.mails()))
    post.hangs_at_data.set()
    post.open()
    try:
        eventually(lambda: sum(post.tried.values()) > 0)
        worker.kill()
        post.hangs_at_data.clear()
        with working(database, post.port, WIJK_SMTP_TIMEOUT=1):
            eventually(lambda: all(one.state == "sent" for one in town.mails()))
            time.sleep(1.5)  # a whole round, and more
    finally:
        post.close()
    assert {to: [mail["Message-ID"] for mail in post.of(to)] for to in ids} == {to: [one] for to, one in ids.items()}
    for to in ids:
        assert [one.get_content_type() for one in post.of(to)[0].iter_attachments()] == ["application/pdf"]
