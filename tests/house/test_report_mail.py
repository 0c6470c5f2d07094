"""The report in the mailbox the same evening: who gets it and who does not, what is in it, and where that is chosen."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pypdf
import pytest
from sqlalchemy import update

from tests.house.agreeing import evening, set_columns
from tests.house.summing import rewind
from tests.house.tagged import tree
from tests.house.taking import worker
from tests.house.test_reports import FEW_PEOPLE, plain, play
from tests.mailserver import office
from tests.makers import Meeting, Town
from wijkplatform.domain.people import Badge, Group, Role
from wijkplatform.enclosing import Press
from wijkplatform.services import joining, outbox, rehearsals
from wijkplatform.services.letters import Letter
from wijkplatform.storage.outbox import Mail
from wijkplatform.storage.people import Account
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.wire.base import JoinRequest

WANTS = {
    (Role.BEHEERDER, "Alles"): "all",
    (Role.INKIJKER, "Raadslid"): "all",
    (Role.WIJKPARTNER, "Partner"): "all",
    (Role.AMBTENAAR, "Weg"): "all",
    (Role.AMBTENAAR, "Niets"): "none",
    (Role.AMBTENAAR, "Gewoon"): "own",
    (Role.SPELLEIDER, "Ander"): "own",
}


def address(town: Town, name: str) -> str:
    return f"{name.lower()}@{town.slug}.example"


def wants(town: Town, email: str, choice: str) -> None:
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(Account).where(Account.email == email).values(report_mail=choice))


def people_of(town: Town) -> None:
    """Everybody of a gemeente, each with a choice; 'Weg' may come in no longer."""
    for (role, name), choice in WANTS.items():
        town.account(role, name)
        wants(town, address(town, name), choice)
    with town.store.workspace(town.operator) as work:
        gone = update(Account).where(Account.email == address(town, "Weg"))
        work.db.execute(gone.values(disabled_at=datetime.now(UTC)))


def reports(town: Town) -> list[str]:
    """For whom a report waits or was sent."""
    return sorted(one.recipient for one in town.mails() if one.kind == "report")


def claim(town: Town) -> Letter | None:
    with town.store.workspace(town.operator) as work:
        return outbox.claim(work)


def test_the_report_goes_with_the_mail_to_who_wants_it_and_to_nobody_else(town: Town) -> None:
    meeting = play(town, close=False)
    people_of(town)
    meeting.step("close")
    leader = address(town, "spelleider")
    readers = [address(town, "alles"), address(town, "raadslid"), leader]
    assert reports(town) == readers
    with office() as post, worker(town, post.port) as made, made.mail_server() as server:
        set_columns(town, Mail, due_at=datetime(2099, 1, 1, tzinfo=UTC))
        only_report(town, leader)
        letter = claim(town)
        assert letter
        made.send(town.operator, server, replace(letter, sender=replace(letter.sender, accent="geen kleur")))
        failed = next(one for one in town.mails() if one.id == letter.id)
        assert (failed.state, failed.last_words) == (
            "waiting",
            "Deze mail kon niet worden gemaakt. Vraag uw beheerder van het platform.",
        )
        set_columns(town, Mail, due_at=datetime(2020, 1, 1, tzinfo=UTC))
        while made.send_one(town.operator, server):
            pass
        files = {}
        for reader in readers:
            (mail,) = post.of(reader)
            (attached,) = mail.iter_attachments()
            assert (attached.get_content_type(), attached.get_filename()) == (
                *("application/pdf",),
                "rapport-Avond-over-gezond-wonen.pdf",
            )
            files[reader] = attached.get_payload(decode=True)
            said = plain(mail.get_body(("plain",)).get_content())  # type: ignore[union-attr]
            assert f"/{town.slug}/beheer/sessies/{meeting.id}/rapport" in said
            assert "Wat mensen opschreven" not in said
            assert "In de PDF staat niet wat mensen opschreven." in said
            assert ("omdat u deze bijeenkomst leidde" in said) is (reader == leader)
    press = Press()
    assert press.enclosed(letter) is press.enclosed(replace(letter, name="Iemand anders"))
    assert press.enclosed(letter) is not press.enclosed(replace(letter, report={**letter.report, "title": "Anders"}))
    is_the_report(pypdf.PdfReader(io.BytesIO(files[leader])))
    assert reports(town) == readers
    assert {one.state for one in town.mails() if one.kind == "report"} == {"sent"}


def only_report(town: Town, email: str) -> None:
    """Let one report be due, and nothing else."""
    with town.store.workspace(town.operator) as work:
        mine = update(Mail).where(Mail.recipient == email, Mail.kind == "report")
        work.db.execute(mine.values(due_at=datetime(2020, 1, 1, tzinfo=UTC)))


def is_the_report(pdf: pypdf.PdfReader) -> None:
    catalogue = pdf.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_object().get_data()
    assert {"/H1", "/Table", "/Figure"} <= {str(one.get("/S")) for one in tree(catalogue["/StructTreeRoot"])}
    words = plain(" ".join(page.extract_text() for page in pdf.pages))
    assert re.search(r"Over [1-4] van de 4 punten denken de groepen echt anders", words)
    assert f"wijkpartners {FEW_PEOPLE}" in words
    assert not re.search(r"wijkpartners gemiddeld|2 wijkpartners", words)
    assert "Woonbron, wijkbeheerder" in words
    assert "Dit willen wij allemaal" in words
    for note in ("Dit gaat goed <script>", "Meer licht", "Een notitie die wacht"):
        assert note not in words
    assert "Wat mensen opschreven, staat niet in dit bestand." in words


@pytest.fixture
def held(town: Town) -> Meeting:
    meeting = evening(town)
    meeting.join()
    return meeting


def test_closing_again_leaves_one_mail_that_is_waiting(town: Town, held: Meeting) -> None:
    held.step("close")
    first = claim(town)
    assert first
    rewind(held)
    set_columns(town, Mail, due_at=datetime(2020, 1, 1, tzinfo=UTC))
    held.step("start", "open", "reveal", "close")
    (again,) = town.mails()
    assert again.id != first.id
    with town.store.workspace(town.operator) as work:
        outbox.record_refused(work, first, "451 Later", permanent=True)
        outbox.record_sent(work, first)
    assert [(one.id, one.state) for one in town.mails()] == [(again.id, "waiting")]


@pytest.mark.parametrize("why", ["rewound", "removed", "another role", "another choice", "somebody else leads"])
def test_a_report_that_nobody_waits_for_leaves_the_outbox(town: Town, held: Meeting, why: str) -> None:
    held.step("close")
    assert reports(town) == [address(town, "spelleider")]
    if why == "rewound":
        rewind(held)
    elif why == "removed":
        set_columns(town, Account, disabled_at=datetime.now(UTC))
    elif why == "another role":
        home = town.sign_in(Role.WIJKPARTNER)
        with town.store.workspace(town.operator) as work:
            partner = work.db.get(Account, (town.id, home.account))
            assert partner
            values: Mapping[str, object] = {"role": "wijkpartner", "organisation_id": partner.organisation_id}
            mine = update(Account).where(Account.id == held.leader.account)
            work.db.execute(mine.values(**values))
    elif why == "another choice":
        set_columns(town, Account, report_mail="none")
    else:
        set_columns(town, ScoringSession, leader_id=town.account(Role.BEHEERDER))
    assert claim(town) is None
    assert town.mails() == []


def test_of_a_trial_and_of_a_rehearsal_nobody_hears(town: Town, held: Meeting) -> None:
    trial = town.trial(opgaven=(1,))
    trial.step("start", "open", "reveal", "close")
    with town.store.workspace(town.operator) as work:
        tokens = rehearsals.open_rehearsal(work, held.id)
    with town.store.workspace(Badge(town.id)) as work:
        joining.join(work, JoinRequest(join_token=tokens[Group.BEWONER]))
    held.step("close")
    assert town.mails() == []


def test_somebody_chooses_which_reports_come(anyone, front_end, town: Town, held: Meeting) -> None:
    path = f"/{town.slug}/beheer/mijn-mail"

    def offered(page: str) -> list[str]:
        return re.findall(r'type="radio"[^>]*value="(\w+)"', page)

    def chosen(page: str) -> list[str]:
        return re.findall(r'value="(\w+)" checked', page)

    page = anyone.get(path, headers=held.leader.cookies).text
    assert (offered(page), chosen(page)) == (["none", "own", "all"], ["own"])
    assert f'href="{path}" aria-current="page">Mijn mail</a>' in page
    looks = town.sign_in(Role.INKIJKER)
    page = anyone.get(path, headers=looks.cookies).text
    assert (offered(page), chosen(page)) == (["none", "all"], ["none"])
    for who, choice, status in (
        *((held.leader, "none", 303), (looks, "all", 303)),
        *((looks, "own", 400), (held.leader, "", 400), (town.sign_in(Role.WIJKPARTNER), "all", 403)),
    ):
        answer = anyone.http.post(path, data={**who.form, "reports": choice}, headers=who.page)
        assert answer.status_code == status, (choice, answer.text)
        if status == 303:
            page = anyone.get(answer.headers["location"], headers=who.cookies).text
            assert chosen(page) == [choice]
            assert "Uw keuze is bewaard." in page
        if status == 400:
            assert 'href="#reports-none">Kies welke rapporten u wilt.</a>' in answer.text
    assert anyone.http.post(path, data={"reports": "all"}, headers=held.leader.page).status_code == 403
    held.step("close")
    assert reports(town) == [address(town, "inkijker")]
