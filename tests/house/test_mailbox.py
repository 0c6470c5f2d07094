"""The demo has a real mail server of its own, and a page to read what it got."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.house.test_letters import ABOUT_REPORT, ENCLOSED, LETTER, LINK, hostile
from tests.server import Caller, running
from wijkplatform.mail.compose import compose
from wijkplatform.mailbox import Mailbox, receiving
from wijkplatform.services.letters import Letter


def send(port: int, *letters: Letter) -> None:
    with smtplib.SMTP("127.0.0.1", port) as line:
        for letter in letters:
            line.send_message(compose(letter, base_url="https://wijk.example", mail_from="post@wijk.example"))


def test_what_is_sent_is_kept_and_only_the_newest(tmp_path: Path) -> None:
    box = Mailbox(tmp_path / "mail", newest=3)
    assert box.all() == []
    with receiving(box) as port:
        send(port, *(replace(LETTER, recipient=f"nummer{number}@x.example") for number in range(5)))
    assert [one.to for one in box.all()] == [f"nummer{number}@x.example" for number in (4, 3, 2)]
    assert LINK in box.all()[0].text
    assert (tmp_path / "mail").stat().st_mode & 0o777 == 0o700
    assert {file.suffix for file in (tmp_path / "mail").iterdir()} == {".eml"}


def test_a_name_that_is_no_mail_opens_no_file(tmp_path: Path) -> None:
    (tmp_path / "geheim.eml").write_text("Subject: geheim\n\nx")
    box = Mailbox(tmp_path)
    assert [box.one(name) for name in ("geheim", "../geheim", "0" * 20, "", "0" * 20 + "\n")] == [None] * 5


@pytest.fixture(scope="module")
def demo(database, maker, tmp_path_factory) -> Iterator[tuple[Caller, Mailbox]]:
    folder = tmp_path_factory.mktemp("demo")
    with running(database, demo=True, WIJK_VAR=folder) as server, Caller(server) as caller:
        yield caller, Mailbox(folder / "mail")


def test_a_mail_can_be_read_and_its_link_followed(demo, front_end) -> None:
    caller, box = demo
    assert "Er is nog geen mail" in caller.get("/demo/mail").text
    with receiving(box) as port:
        send(port, LETTER)
    listed = caller.get("/demo/mail").text
    assert "Uitnodiging van Gemeente Utrecht" in listed
    assert "jan@woonbron.example" in listed
    (path,) = re.findall(r'href="(/demo/mail/\d+)"', listed)
    read = caller.get(path)
    assert f'<a class="nl-link" href="{LINK}">{LINK}</a>' in read.text
    calendar = caller.get(f"{path}/bijeenkomst.ics")
    assert calendar.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert calendar.content.startswith(b"BEGIN:VCALENDAR")
    assert f'href="{path}/bijeenkomst.ics">bijeenkomst.ics</a> (voor uw agenda' in read.text
    for missing in ("/demo/mail/1", "/demo/mail/" + "0" * 20, "/demo/mail/..%2fsecret-key", f"{path}/x"):
        assert caller.get(missing).status_code == 404


def test_a_report_that_came_with_a_mail_can_be_opened(demo, front_end) -> None:
    caller, box = demo
    message = compose(ABOUT_REPORT, base_url="https://wijk.example", mail_from="post@wijk.example", enclosed=ENCLOSED)
    with receiving(box) as port, smtplib.SMTP("127.0.0.1", port) as line:
        line.send_message(message)
    path = f"/demo/mail/{box.all()[0].name}"
    assert f'href="{path}/rapport.pdf">rapport.pdf</a> (PDF' in caller.get(path).text
    assert "rapport.pdf" in caller.get("/demo/mail").text
    file = caller.get(f"{path}/rapport.pdf")
    assert (file.content, file.headers["Content-Type"]) == (ENCLOSED.pdf, "application/pdf")
    assert caller.get(f"{path}/ander.pdf").status_code == 404


def test_a_mail_is_shown_as_text_and_never_as_a_page(demo, front_end) -> None:
    caller, box = demo
    with receiving(box) as port:
        send(port, hostile())
    newest = box.all()[0]
    for path in ("/demo/mail", f"/demo/mail/{newest.name}"):
        assert "<script>alert" not in caller.get(path).text
        assert "<img src=x" not in caller.get(path).text


def test_only_a_demo_has_a_mailbox(anyone, front_end) -> None:
    assert anyone.get("/demo/mail").status_code == 404
