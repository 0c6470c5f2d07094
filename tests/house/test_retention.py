"""Nothing of people is kept longer than the gemeente says; what was published stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from tests.makers import Meeting, Town
from wijkplatform.domain.people import Group, Role
from wijkplatform.services import retention
from wijkplatform.storage.gemeenten import Gemeente
from wijkplatform.storage.invitations import Invitation, InvitationLink
from wijkplatform.storage.oidc import OidcAttempt
from wijkplatform.storage.outbox import Mail
from wijkplatform.storage.paper import PaperAnswer, PaperEntry
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.people import SignIn, SignInLink
from wijkplatform.storage.points import OpgavePublication, Proposal
from wijkplatform.storage.scores import Publication, Score, ScoreEvent
from wijkplatform.storage.sessions import ScoringSession

NOTHING = dict.fromkeys(
    (
        *("sessions", "participants", "scores", "invitations", "mails", "sign_ins", "sign_in_links", "oidc_attempts"),
        *("addresses", "agreement_links", "overview_links", "exports"),
    ),
    0,
)


def days(many: float) -> datetime:
    """So many days ago."""
    return datetime.now(UTC) - timedelta(days=many)


def clean(town: Town) -> dict[str, int]:
    with town.store.workspace(town.operator) as work:
        return retention.clean_up(work)


def count(town: Town, *tables: type) -> list[int]:
    with town.store.workspace(town.operator) as work:
        return [work.db.scalars(select(func.count()).select_from(table)).one() for table in tables]


def change(town: Town, table: type, **values: object) -> None:
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(table).values(**values))


@pytest.fixture
def played(meeting: Meeting) -> Meeting:
    """A session that was played to its end."""
    people = meeting.fill(3, 3, 3)
    meeting.step("start", "open")
    items = meeting.items()[:2]
    for person in people:
        for item in items:
            meeting.score(person, item, 4)
            meeting.score(person, item, 2, seq=2 if item == items[0] else 3)
        meeting.propose(person, items[0])
    meeting.step("reveal", "close")
    return meeting


def closed(played: Meeting, ago: float) -> None:
    change(played.town, ScoringSession, closed_at=days(ago))


def test_after_the_agreed_days_only_the_published_counts_of_a_session_are_left(played: Meeting) -> None:
    town = played.town
    before = played.snapshot(played.leader.badge)
    closed(played, 31)
    assert count(town, Proposal) == [9]
    assert clean(town) == {**NOTHING, "sessions": 1, "participants": 9, "scores": 36}
    assert count(town, Participant, Score, ScoreEvent, Proposal) == [0, 0, 0, 0]
    assert all(count(town, Publication, OpgavePublication))
    after = played.snapshot(played.leader.badge)
    assert after["published"] == before["published"]
    assert after["published"]
    assert clean(town) == NOTHING


def test_the_count_that_screens_compare_never_falls(played: Meeting) -> None:
    before = played.snapshot(played.leader.badge)["progress"]["count"]
    closed(played, 31)
    clean(played.town)
    clean(played.town)
    assert played.snapshot(played.leader.badge)["progress"]["count"] == before == 36


@pytest.mark.parametrize(("ago", "kept", "stays"), [(29, 30, True), (31, 365, True), (2, 1, False)])
def test_the_gemeente_says_how_long_answers_are_kept(played: Meeting, ago: float, kept: int, stays: bool) -> None:
    town = played.town
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(Gemeente).where(Gemeente.id == town.id).values(keep_answers_days=kept))
    closed(played, ago)
    clean(town)
    assert (count(town, Participant)[0] > 0) is stays


def test_answers_on_paper_go_too_when_nobody_had_a_phone(meeting: Meeting) -> None:
    meeting.step("start", "open")
    for card in range(1, 4):
        meeting.type_paper(Group.BEWONER, answers={meeting.items()[0]: 4}, card=card)
    meeting.step("reveal", "close")
    closed(meeting, 31)
    assert clean(meeting.town) == {**NOTHING, "sessions": 1, "scores": 3}
    assert count(meeting.town, PaperEntry, PaperAnswer) == [0, 0]
    assert clean(meeting.town) == NOTHING


def test_a_session_that_is_not_closed_keeps_everything(meeting: Meeting) -> None:
    meeting.fill(1, 1, 1)
    change(meeting.town, ScoringSession, created_at=days(400))
    assert clean(meeting.town) == NOTHING
    assert count(meeting.town, Participant) == [3]


@pytest.mark.parametrize("over", ["expires_at", "accepted_at", "revoked_at"])
def test_an_invitation_that_was_over_long_ago_goes_with_its_links_and_mail(town: Town, over: str) -> None:
    town.letter_to("jan@woonbron.example")
    change(town, Invitation, **{over: days(31)})
    assert clean(town) == {**NOTHING, "invitations": 1}
    assert count(town, Invitation, InvitationLink, Mail) == [0, 0, 0]
    assert clean(town) == NOTHING


def test_an_invitation_that_was_over_lately_stays(town: Town) -> None:
    town.letter_to("jan@woonbron.example", expires_at=days(29))
    assert clean(town) == NOTHING
    assert count(town, Invitation) == [1]


def test_mail_that_was_sent_long_ago_goes_and_mail_that_waits_stays(town: Town) -> None:
    for name in ("a", "b", "c", "d"):
        town.letter_to(f"{name}@woonbron.example")
    with town.store.workspace(town.operator) as work:
        ways = {
            "a": {"state": "sent", "done_at": days(31)},
            "b": {"state": "failed", "done_at": days(31)},
            "c": {"state": "sent", "done_at": days(29)},
            "d": {"created_at": days(31)},
        }
        for name, values in ways.items():
            work.db.execute(update(Mail).where(Mail.recipient == f"{name}@woonbron.example").values(**values))
    assert clean(town) == {**NOTHING, "mails": 2}
    assert sorted(one.recipient[0] for one in town.mails()) == ["c", "d"]


def test_sign_ins_and_attempts_that_are_over_go(town: Town) -> None:
    signed_in = town.sign_in(Role.BEHEERDER)
    with town.store.workspace(signed_in.badge) as work:
        account = work.actor.person
        assert account
    with town.store.workspace(town.operator) as work:
        for ended, expires in ((days(31), days(30)), (None, days(31)), (days(1), days(1))):
            work.db.add(
                SignIn(account_id=account, digest=uuid4().bytes, method="link", ended_at=ended, expires_at=expires)
            )
        for expires in (days(2), days(0)):
            work.db.add(SignInLink(account_id=account, digest=uuid4().bytes, expires_at=expires))
            work.db.add(
                OidcAttempt(
                    state_digest=uuid4().bytes,
                    browser_digest=uuid4().bytes,
                    issuer="https://x.example",
                    onward="/",
                    expires_at=expires,
                )
            )
    assert clean(town) == {**NOTHING, "sign_ins": 2, "sign_in_links": 1, "oidc_attempts": 1}
    assert clean(town) == NOTHING
    with town.store.workspace(signed_in.badge) as work:
        assert work.actor.person == account


def test_a_gemeente_cleans_up_nothing_of_another(played: Meeting, other_town: Town) -> None:
    closed(played, 31)
    assert clean(other_town) == NOTHING
    assert count(played.town, Participant) == [9]


@pytest.mark.parametrize(
    ("state", "values", "stays"),
    [
        ("lobby", {"accepted_at": 31}, True),
        ("running", {"accepted_at": 31, "expires_at": 40}, True),
        ("closed", {"accepted_at": 31}, False),
        ("lobby", {"accepted_at": 40, "revoked_at": 31}, False),
        ("lobby", {"expires_at": 31}, False),
    ],
)
def test_an_accepted_invitation_stays_until_its_session_is_closed(meeting: Meeting, state, values, stays) -> None:
    town = meeting.town
    town.letter_to("jan@woonbron.example", session_id=meeting.id, account_id=town.account(Role.AMBTENAAR))
    change(town, Invitation, **{name: days(ago) for name, ago in values.items()})
    change(town, ScoringSession, state=state)
    assert clean(town) == {**NOTHING, "invitations": int(not stays)}
