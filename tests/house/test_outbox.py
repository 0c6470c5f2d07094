"""Mail waits in the outbox with its cause, is taken by one worker at a time, and is tried until it is a dead letter."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.makers import Town
from wijkplatform.domain.keys import digest
from wijkplatform.domain.outbox import MOST_ATTEMPTS
from wijkplatform.domain.people import Badge, Group, Role
from wijkplatform.services import outbox
from wijkplatform.services.letters import Letter
from wijkplatform.storage.invitations import Invitation
from wijkplatform.storage.oidc import OidcProvider
from wijkplatform.storage.outbox import Mail
from wijkplatform.storage.people import Account, Organisation, SignInLink
from wijkplatform.storage.sessions import ScoringSession

LONG_AGO = datetime.now(UTC) - timedelta(days=2)


def claim(town: Town) -> Letter | None:
    with town.store.workspace(town.operator) as work:
        return outbox.claim(work)


def claimed(town: Town) -> Letter:
    letter = claim(town)
    assert letter
    return letter


def refuse(town: Town, letter: Letter, words: str = "451 Later", permanent: bool = False, pause: float = 60) -> None:
    with town.store.workspace(town.operator) as work:
        outbox.record_refused(work, letter, words, permanent, pause)


def change(town: Town, table: type, **values: object) -> None:
    """What happens to every row of a table in this gemeente."""
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(table).values(**values))


def links(town: Town) -> list[SignInLink]:
    with town.store.workspace(town.operator) as work:
        return list(work.db.scalars(select(SignInLink)))


def test_a_mail_is_written_with_its_cause_or_not_at_all(town: Town) -> None:
    town.letter_to("jan@woonbron.example")

    def ask_and_fail() -> None:
        with town.store.workspace(Badge(town.id)) as work:
            outbox.put_sign_in(work, "jan@woonbron.example")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask_and_fail()
    assert [(one.kind, one.state, one.attempts) for one in town.mails()] == [("invitation", "waiting", 0)]


def test_a_letter_holds_all_that_a_mail_tells(town: Town) -> None:
    meeting = town.meeting(title="Een stap verder")
    with town.store.workspace(town.operator) as work:
        organisation = Organisation(name="Woonbron", kind="corporatie")
        work.db.add(organisation)
        work.db.flush()
        inviter = work.db.scalars(select(Account)).first()
        assert inviter
    values = {"organisation_id": organisation.id, "invited_by": inviter.id, "session_id": meeting.id}
    invited = town.letter_to("jan@woonbron.example", Role.WIJKPARTNER, **values)
    letter = claimed(town)
    assert (letter.kind, letter.recipient, letter.name, letter.role) == (
        *("invitation", "jan@woonbron.example", "Jan de Wit"),
        Role.WIJKPARTNER,
    )
    assert (letter.organisation, letter.inviter, letter.sender.slug) == ("Woonbron", "Spelleider", town.slug)
    assert letter.meeting
    assert (letter.meeting.title, letter.meeting.wijk) == ("Een stap verder", "De Linden")
    assert letter.secret == invited.secret
    assert letter.secret not in repr(letter)


def test_a_mail_that_was_taken_comes_back_only_when_its_worker_died(town: Town) -> None:
    town.letter_to("jan@woonbron.example")
    first = claimed(town)
    assert claim(town) is None
    change(town, Mail, due_at=LONG_AGO)
    again = claimed(town)
    assert (again.id, again.secret, again.asked_at) == (first.id, first.secret, first.asked_at)
    assert (first.attempt, again.attempt) == (1, 2)


def test_two_workers_never_take_the_same_mail(town: Town) -> None:
    for number in range(4):
        town.letter_to(f"nummer{number}@woonbron.example")
    with ExitStack() as workers:
        works = [workers.enter_context(town.store.workspace(town.operator)) for _ in range(3)]
        taken = [letter.recipient for work in works if (letter := outbox.claim(work))]
    assert len(set(taken)) == 3


def test_who_wants_to_sign_in_does_not_wait_for_invitations(town: Town) -> None:
    town.sign_in(Role.BEHEERDER)
    town.letter_to("jan@woonbron.example")
    town.ask_to_sign_in(f"beheerder@{town.slug}.example")
    assert claimed(town).kind == "sign_in"
    assert claimed(town).kind == "invitation"


def test_a_mail_that_was_sent_is_sent_once(town: Town) -> None:
    town.letter_to("jan@woonbron.example")
    letter = claimed(town)
    with town.store.workspace(town.operator) as work:
        outbox.record_sent(work, letter)
    change(town, Mail, due_at=LONG_AGO)
    assert claim(town) is None
    (mail,) = town.mails()
    assert (mail.state, mail.last_words) == ("sent", None)
    assert mail.done_at


def test_a_refused_mail_waits_longer_each_time_until_it_is_a_dead_letter(town: Town) -> None:
    town.letter_to("jan@woonbron.example")
    waits = []
    for _ in range(MOST_ATTEMPTS):
        letter = claimed(town)
        refuse(town, letter, "451 Greylisted")
        (mail,) = town.mails()
        waits.append((mail.due_at - datetime.now(UTC)).total_seconds() / 60)
        assert mail.last_words == "451 Greylisted"
        assert claim(town) is None
        change(town, Mail, due_at=LONG_AGO)
    for wait, expected in zip(waits[:-1], (1, 5, 15, 60, 240, 720, 1440), strict=True):
        assert expected * 0.99 - 0.1 < wait < expected * 1.21
    (mail,) = town.mails()
    assert (mail.state, mail.attempts, claim(town)) == ("failed", MOST_ATTEMPTS, None)


def test_a_refusal_for_good_is_a_dead_letter_at_once_that_the_beheerder_sees(town: Town) -> None:
    beheerder = town.sign_in(Role.BEHEERDER)
    town.letter_to("jan@woonbron.example")
    letter = claimed(town)
    refuse(
        town, letter, f"550 No such user; see https://wijk.example/{letter.secret}\r\n" + "x y " * 400, permanent=True
    )
    with town.store.workspace(beheerder.badge) as work:
        (mail,) = outbox.see_trouble(work)
    assert (mail.state, mail.recipient) == ("failed", "jan@woonbron.example")
    assert mail.last_words
    assert mail.last_words.startswith("550 No such user; see https://wijk.example/… x y")
    assert len(mail.last_words) <= 500
    assert claim(town) is None


def test_the_words_of_an_attempt_that_was_overtaken_change_nothing(town: Town) -> None:
    town.letter_to("jan@woonbron.example")
    slow = claimed(town)
    change(town, Mail, due_at=LONG_AGO)
    claimed(town)
    refuse(town, slow, permanent=True)
    assert [(one.state, one.last_words) for one in town.mails()] == [("waiting", None)]


def test_a_mail_that_never_comes_to_an_end_is_not_tried_for_ever(town: Town) -> None:
    town.letter_to("jan@woonbron.example")
    for _ in range(MOST_ATTEMPTS):
        claimed(town)
        change(town, Mail, due_at=LONG_AGO)
    assert claim(town) is None
    (mail,) = town.mails()
    assert mail.state == "failed"
    assert mail.last_words


@pytest.mark.parametrize("what", ["revoked_at", "accepted_at"])
def test_an_invitation_that_is_over_is_not_sent_any_more(town: Town, what: str) -> None:
    town.letter_to("jan@woonbron.example")
    change(town, Invitation, **{what: datetime.now(UTC)})
    assert claim(town) is None
    assert town.mails() == []


def test_an_invitation_that_expired_in_the_outbox_is_told_to_the_beheerder(town: Town) -> None:
    town.letter_to("jan@woonbron.example")
    change(town, Invitation, expires_at=LONG_AGO)
    assert claim(town) is None
    (mail,) = town.mails()
    assert (mail.state, mail.last_words) == ("failed", "De uitnodiging was verlopen voor de mail weg kon.")


def test_asking_for_a_link_is_the_same_for_who_is_known_and_who_is_not(town: Town) -> None:
    town.sign_in(Role.AMBTENAAR)
    for email in (f"ambtenaar@{town.slug}.example", "onbekend@elders.example"):
        town.ask_to_sign_in(email)
    known, unknown = town.mails()
    columns = [
        one.name for one in Mail.__table__.columns if one.name not in ("id", "recipient", "created_at", "due_at")
    ]
    assert [getattr(known, name) for name in columns] == [getattr(unknown, name) for name in columns]
    assert links(town) == []


def test_an_unknown_address_gets_no_link_and_leaves_nothing(town: Town) -> None:
    town.sign_in(Role.AMBTENAAR)
    town.ask_to_sign_in("onbekend@elders.example")
    assert claim(town) is None
    assert (town.mails(), links(town)) == ([], [])


def test_a_known_address_gets_a_link_for_ten_minutes(town: Town) -> None:
    town.sign_in(Role.AMBTENAAR)
    town.ask_to_sign_in(f"Ambtenaar@{town.slug}.example")
    letter = claimed(town)
    (link,) = links(town)
    assert (link.id, link.digest) == (letter.id, digest(letter.secret))
    assert link.expires_at == letter.until
    assert timedelta(minutes=9) < letter.until - datetime.now(UTC) <= timedelta(minutes=10, seconds=1)


def test_a_link_that_is_sent_again_is_the_same_link(town: Town) -> None:
    town.sign_in(Role.AMBTENAAR)
    town.ask_to_sign_in(f"ambtenaar@{town.slug}.example")
    first = claimed(town)
    change(town, Mail, due_at=LONG_AGO)
    assert claimed(town).secret == first.secret
    assert len(links(town)) == 1


@pytest.mark.parametrize("why", ["too late", "disabled", "used"])
def test_a_link_that_is_of_no_use_is_not_sent(town: Town, why: str) -> None:
    town.sign_in(Role.AMBTENAAR)
    town.ask_to_sign_in(f"ambtenaar@{town.slug}.example")
    if why == "too late":
        change(town, Mail, created_at=datetime.now(UTC) - timedelta(minutes=11))
    elif why == "disabled":
        change(town, Account, disabled_at=datetime.now(UTC))
    else:
        claimed(town)
        change(town, Mail, due_at=LONG_AGO)
        change(town, SignInLink, used_at=datetime.now(UTC))
    assert claim(town) is None
    assert town.mails() == []
    assert [one for one in links(town) if one.used_at is None] == []


@pytest.mark.parametrize(
    ("role", "sent"),
    [(Role.AMBTENAAR, False), (Role.SPELLEIDER, False), (Role.BEHEERDER, False), (Role.INKIJKER, True)],
)
def test_a_gemeente_with_one_way_in_sends_its_own_people_no_link(town: Town, role: Role, sent: bool) -> None:
    town.sign_in(role)
    with town.store.workspace(town.operator) as work:
        work.db.add(OidcProvider(issuer="https://x.example", client_id="x", sealed_secret=b"x", only_way=True))
    town.ask_to_sign_in(f"{role}@{town.slug}.example")
    assert (claim(town) is not None) is sent
    assert len(links(town)) == len(town.mails()) == sent


def test_a_gemeente_takes_nothing_from_the_outbox_of_another(town: Town, other_town: Town) -> None:
    town.letter_to("jan@woonbron.example")
    assert claim(other_town) is None
    assert claimed(town).recipient == "jan@woonbron.example"


def test_a_report_that_cannot_be_read_keeps_no_other_mail_waiting(town: Town) -> None:
    meeting = town.meeting((10,))
    meeting.play({Group.BEWONER: [3] * 3}, 10)
    meeting.step("close")
    change(town, ScoringSession, lists={})
    town.invite()
    assert claimed(town).kind == "invitation"
    assert claim(town) is None
    with town.store.workspace(town.operator) as work:
        [report] = work.db.scalars(select(Mail).where(Mail.kind == "report")).all()
    assert (report.state, report.attempts) == ("waiting", 1)
    assert report.last_words == outbox.NOT_MADE
