"""A gemeente sees, changes and removes its own rows only, in every table: PostgreSQL refuses anything else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError, ProgrammingError

from tests.makers import Meeting, plain
from wijkplatform.domain.errors import Retry
from wijkplatform.domain.people import Badge, Group
from wijkplatform.storage.agreements import Agreement, AgreementEvent, AgreementLink
from wijkplatform.storage.audit import AuditEntry
from wijkplatform.storage.base import Base, OfGemeente
from wijkplatform.storage.discussion import Note, NoteDecision, PointOutcome
from wijkplatform.storage.doors import JoinDoor, ScreenLink, SocketTicket
from wijkplatform.storage.exports import ExportJob, ExportPart
from wijkplatform.storage.gemeenten import Gemeente
from wijkplatform.storage.invitations import Invitation, InvitationLink
from wijkplatform.storage.oidc import OidcAttempt, OidcIdentity, OidcProvider
from wijkplatform.storage.outbox import Mail
from wijkplatform.storage.overviews import OverviewLink
from wijkplatform.storage.paper import PaperAnswer, PaperEntry, TableLink
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.peers import PeerOffer
from wijkplatform.storage.people import Account, Organisation, SignIn, SignInLink
from wijkplatform.storage.points import OpgavePublication, PointChoice, Proposal
from wijkplatform.storage.presence import Presence
from wijkplatform.storage.scores import Publication, Score, ScoreEvent
from wijkplatform.storage.sessions import ScoringSession, SessionItem, SessionOpgave, StepRecord, Wijk
from wijkplatform.storage.summaries import SessionSummary, WijkStanding

OPGAVEN = cycle(range(1, 11))
LATER = datetime.now(UTC) + timedelta(days=1)
Row = dict[str, Any]


def digest() -> bytes:
    return uuid4().bytes * 2


class Ids:
    """The rows of a gemeente that others refer to."""

    def __init__(self, meeting: Meeting) -> None:
        with meeting.town.store.workspace(meeting.town.operator) as work:
            item = work.db.scalars(select(SessionItem)).first()
            session = work.db.scalars(select(ScoringSession)).first()
            account = work.db.scalars(select(Account)).first()
            assert item
            assert session
            assert account
            self.item, self.opgave, self.session, self.wijk = item.id, item.opgave_id, session.id, session.wijk_id
            self.account = account.id
            organisation = Organisation(name="Woonbron", kind="corporatie")
            invitation = Invitation(email="a@x.example", name="A", role="ambtenaar", expires_at=LATER)
            work.db.add_all([organisation, invitation])
            work.db.flush()
            self.organisation = organisation.id
            link = InvitationLink(invitation_id=invitation.id, digest=digest())
            work.db.add(link)
            work.db.flush()
            self.invitation, self.link = invitation.id, link.id
            table = TableLink(session_id=self.session, number=1, digest=digest())
            typed = PaperEntry(session_id=self.session, opgave_id=self.opgave, round=1, voice="bewoner")
            work.db.add_all([table, typed])
            work.db.flush()
            self.table, self.paper = table.id, typed.id
            note = Note(session_id=self.session, item_id=self.item, box="goes_well", text="T")
            agreement = Agreement(**agreed(self))
            work.db.add_all([note, agreement])
            work.db.flush()
            opens = AgreementLink(agreement_id=agreement.id, digest=digest(), recipient="a@x.example", expires_at=LATER)
            work.db.add(opens)
            work.db.flush()
            job = ExportJob(form="csv", asked=1, account_id=self.account)
            work.db.add(job)
            work.db.flush()
            self.job = job.id
            self.note, self.agreement, self.agreement_link = note.id, agreement.id, opens.id
        self.participant = meeting.join(Group.BEWONER).id


def agreed(ids: Ids) -> Row:
    """An afspraak about the punt of a gemeente."""
    return {
        "wijk_id": ids.wijk,
        "session_id": ids.session,
        "item_id": ids.item,
        "what": "T",
        "organisation": "O",
        "owner_role": "R",
        "account_id": ids.account,
        "due": LATER.date(),
        "level": "operational",
    }


MAKERS: dict[type[OfGemeente], Callable[[Ids], Row]] = {
    Account: lambda ids: {
        "email": f"{uuid4()}@x.example",
        "name": "A",
        "role": "wijkpartner",
        "organisation_id": ids.organisation,
    },
    Organisation: lambda ids: {"name": str(uuid4()), "kind": "school"},
    SignIn: lambda ids: {"account_id": ids.account, "digest": digest(), "method": "link", "expires_at": LATER},
    SignInLink: lambda ids: {"account_id": ids.account, "digest": digest(), "expires_at": LATER},
    Invitation: lambda ids: {
        "email": "b@x.example",
        "name": "B",
        "role": "ambtenaar",
        "session_id": ids.session,
        "expires_at": LATER,
    },
    InvitationLink: lambda ids: {"invitation_id": ids.invitation, "digest": digest()},
    Mail: lambda ids: {"kind": "invitation", "recipient": "b@x.example", "invitation_link_id": ids.link},
    OidcProvider: lambda ids: {"issuer": "https://x.example", "client_id": "x", "sealed_secret": b"x"},
    OidcIdentity: lambda ids: {"account_id": ids.account, "issuer": "https://x.example", "subject": str(uuid4())},
    OidcAttempt: lambda ids: {
        "state_digest": digest(),
        "browser_digest": digest(),
        "issuer": "https://x.example",
        "onward": "/",
        "expires_at": LATER,
    },
    Wijk: lambda ids: {"name": str(uuid4())},
    ScoringSession: lambda ids: {
        "wijk_id": ids.wijk,
        "title": "T",
        "term": "wijk",
        "smallest_group": 3,
        "checklist": "een-stap-verder",
        "checklist_version": "1",
    },
    SessionOpgave: lambda ids: {"session_id": ids.session, "number": uuid4().int % 10**6 + 11, "position": 9},
    SessionItem: lambda ids: {
        "session_id": ids.session,
        "opgave_id": ids.opgave,
        "number": uuid4().int % 10**6 + 98,
        "kind": "kans",
    },
    StepRecord: lambda ids: {"session_id": ids.session, "account_id": ids.account, "step": "start", "version": 2},
    JoinDoor: lambda ids: {"session_id": ids.session, "digest": digest(), "open_until": LATER},
    ScreenLink: lambda ids: {"session_id": ids.session, "digest": digest()},
    SocketTicket: lambda ids: {
        "session_id": ids.session,
        "digest": digest(),
        "seat": "participant",
        "proof": "participant",
        "row": ids.participant,
        "expires_at": LATER,
    },
    Participant: lambda ids: {
        "session_id": ids.session,
        "number": 99,
        "voice": "bewoner",
        "confirmed": True,
        "group_fixed": True,
        "via": "link",
        "language": "nl-b1",
        "rehearsal": False,
        "token_digest": digest(),
        "return_digest": digest(),
    },
    Presence: lambda ids: {"participant_id": ids.participant, "process": uuid4(), "seen_until": LATER},
    ScoreEvent: lambda ids: {
        "session_id": ids.session,
        "participant_id": ids.participant,
        "item_id": ids.item,
        "round": 1,
        "seq": uuid4().int % 10**6 + 1,
        "value": 3,
    },
    Score: lambda ids: {
        "participant_id": ids.participant,
        "item_id": ids.item,
        "round": uuid4().int % 10**6 + 1,
        "value": 3,
        "seq": 1,
    },
    Proposal: lambda ids: {
        "participant_id": ids.participant,
        "opgave_id": ids.opgave,
        "round": uuid4().int % 10**6 + 1,
        "item_id": ids.item,
        "seq": 1,
    },
    PointChoice: lambda ids: {
        "session_id": ids.session,
        "item_id": ids.item,
        "account_id": ids.account,
        "choice": "pin",
        "version": 2,
    },
    TableLink: lambda ids: {"session_id": ids.session, "number": uuid4().int % 10**6 + 2, "digest": digest()},
    PaperEntry: lambda ids: {
        "session_id": ids.session,
        "opgave_id": ids.opgave,
        "round": 1,
        "voice": "bewoner",
        "table_link_id": ids.table,
        "corrects_id": None,
    },
    PaperAnswer: lambda ids: {
        "entry_id": ids.paper,
        "item_id": ids.item,
        "value": uuid4().int % 6,
        "number": 1,
    },
    OpgavePublication: lambda ids: {
        "session_id": ids.session,
        "opgave_id": ids.opgave,
        "round": uuid4().int % 10**6 + 1,
        "version": 2,
        "result": {},
    },
    Note: lambda ids: {
        "session_id": ids.session,
        "item_id": ids.item,
        "participant_id": ids.participant,
        "box": "could_be_better",
        "text": "T",
    },
    NoteDecision: lambda ids: {"note_id": ids.note, "account_id": ids.account, "shown": True, "version": 2},
    PointOutcome: lambda ids: {
        "session_id": ids.session,
        "item_id": ids.item,
        "account_id": ids.account,
        "kind": "later",
        "reason": "R",
        "version": 2,
    },
    Agreement: agreed,
    AgreementLink: lambda ids: {
        "agreement_id": ids.agreement,
        "digest": digest(),
        "recipient": "b@x.example",
        "expires_at": LATER,
    },
    AgreementEvent: lambda ids: {
        "agreement_id": ids.agreement,
        "kind": "status",
        "status": "done",
        "account_id": ids.account,
        "link_id": ids.agreement_link,
    },
    AuditEntry: lambda ids: {"what": "agreement_link_made", "about": ids.agreement, "account_id": ids.account},
    OverviewLink: lambda ids: {
        "digest": digest(),
        "wijk_id": ids.wijk,
        "reader": "R",
        "account_id": ids.account,
        "expires_at": LATER,
    },
    PeerOffer: lambda ids: {
        "opgave": next(OPGAVEN),
        "called": "G",
        "peer_role": "R",
        "contact": "g@x.example",
        "account_id": ids.account,
    },
    SessionSummary: lambda ids: {
        "session_id": ids.session,
        "wijk_id": ids.wijk,
        "held_on": LATER.date(),
        "result": {},
    },
    WijkStanding: lambda ids: {
        "wijk_id": ids.wijk,
        "opgave": uuid4().int % 10**6,
        "session_id": ids.session,
        "held_on": LATER.date(),
        "result": {},
    },
    ExportJob: lambda ids: {
        "form": "xlsx",
        "asked": 1,
        "wijk_id": ids.wijk,
        "session_id": ids.session,
        "account_id": ids.account,
    },
    ExportPart: lambda ids: {
        "job_id": ids.job,
        "session_id": ids.session,
        "position": uuid4().int % 10**6,
        "result": {},
    },
    Publication: lambda ids: {
        "session_id": ids.session,
        "item_id": ids.item,
        "round": uuid4().int % 10**6 + 1,
        "version": 2,
        "result": {},
        "evidence": {},
    },
}
GUARDED = sorted((one for one in OfGemeente.__subclasses__()), key=lambda one: one.__name__)


@pytest.fixture(scope="module")
def two(maker) -> tuple[tuple[Meeting, Ids], tuple[Meeting, Ids]]:
    """Two gemeenten with a session each."""
    one, other = maker.town().meeting(), maker.town().meeting()
    return (one, Ids(one)), (other, Ids(other))


def test_every_model_has_a_maker() -> None:
    mapped = {mapper.class_ for mapper in Base.registry.mappers}
    assert {one.__name__ for one in mapped} - {"Gemeente"} == {one.__name__ for one in MAKERS}
    assert set(GUARDED) == set(MAKERS)


@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.__tablename__)
def test_another_gemeente_can_neither_see_nor_touch_a_row(two, model) -> None:
    (mine, mine_ids), (theirs, their_ids) = two
    row_id = uuid4()
    with theirs.town.store.workspace(theirs.town.operator) as work:
        work.db.execute(insert(model).values(id=row_id, **MAKERS[model](their_ids)))
    key = model.__table__.c.id
    with mine.town.store.workspace(mine.town.operator) as work:
        assert work.db.scalar(select(func.count()).select_from(model).where(key == row_id)) == 0
        assert work.db.execute(update(model).where(key == row_id).values(id=uuid4())).rowcount == 0
        assert work.db.execute(delete(model).where(key == row_id)).rowcount == 0
    foreign = insert(model).values(id=uuid4(), gemeente_id=theirs.town.id, **MAKERS[model](their_ids))
    with pytest.raises(Retry) as refused, mine.town.store.workspace(mine.town.operator) as work:
        work.db.execute(foreign)
    assert _state(refused.value) == "42501"
    with mine.town.store.workspace(mine.town.operator) as work:
        work.db.execute(insert(model).values(id=uuid4(), **MAKERS[model](mine_ids)))
    with theirs.town.store.workspace(theirs.town.operator) as work:
        assert work.db.scalar(select(func.count()).select_from(model).where(key == row_id)) == 1


@pytest.mark.parametrize("model", [one for one in GUARDED if one.__table__.foreign_keys], ids=lambda m: m.__tablename__)
def test_a_row_cannot_hang_on_a_row_of_another_gemeente(two, model) -> None:
    (mine, mine_ids), (_, their_ids) = two
    with pytest.raises(Retry) as refused, mine.town.store.workspace(mine.town.operator) as work:
        work.db.execute(insert(model).values(id=uuid4(), **MAKERS[model](their_ids)))
    assert _state(refused.value) == "23503"
    assert mine_ids.session != their_ids.session


@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.__tablename__)
def test_nothing_of_a_gemeente_can_be_read_before_one_is_chosen(maker, model) -> None:
    with psycopg.connect(plain(maker.database.app_url)) as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute(f"SELECT count(*) FROM {model.__tablename__}")
    assert refused.value.sqlstate == "WK001"


def test_the_choice_of_a_gemeente_ends_with_its_transaction(two) -> None:
    (mine, _), _ = two
    with mine.town.store.workspace(mine.town.operator):
        pass
    for _ in range(6):  # the connection that was used comes back from the pool
        with mine.town.store.engine.connect() as connection:
            raw = connection.exec_driver_sql("SELECT current_setting('wijkplatform.gemeente_id', true)").scalar()
            assert raw in (None, "")
            with pytest.raises(DBAPIError):
                connection.exec_driver_sql("SELECT count(*) FROM wijk")


def test_the_application_cannot_add_a_gemeente(maker) -> None:
    with pytest.raises(Retry) as refused, maker.store.lobby() as lobby:
        lobby.found(f"stiekem-{uuid4().hex[:8]}", "Stiekem")
    assert isinstance(refused.value.__cause__, ProgrammingError)
    assert _state(refused.value) == "42501"


def test_a_workspace_changes_its_own_settings_only_and_never_its_address(maker) -> None:
    mine, theirs = maker.town(), maker.town()
    with mine.store.workspace(mine.operator) as work:
        assert work.db.execute(update(Gemeente).where(Gemeente.id == mine.id).values(term="dorp")).rowcount == 1
        assert work.db.execute(update(Gemeente).where(Gemeente.id == theirs.id).values(term="dorp")).rowcount == 0
    with maker.store.lobby() as lobby:
        assert lobby.gemeente(theirs.slug) == theirs.id
    for values in ({"slug": "anders"}, {"cbs_code": "GM0363"}, {"id": uuid4()}):
        with pytest.raises(Retry) as refused, mine.store.workspace(mine.operator) as work:
            work.db.execute(update(Gemeente).where(Gemeente.id == mine.id).values(**values))
        assert _state(refused.value) == "42501"


def test_a_badge_of_an_unknown_gemeente_opens_nothing(maker) -> None:
    from wijkplatform.domain.errors import NotFound

    with pytest.raises(NotFound), maker.store.workspace(Badge(uuid4())):
        pass


def _state(error: Retry) -> str | None:
    state: str | None = error.__cause__.orig.sqlstate  # type: ignore[union-attr]
    return state


def test_ids_are_random_so_that_nothing_can_be_counted(two) -> None:
    (mine, ids), _ = two
    assert {one.version for one in (ids.item, ids.session, ids.participant)} == {4}
    with psycopg.connect(plain(mine.town.maker.database.owner_url)) as connection:
        assert connection.execute("SELECT count(*) FROM pg_class WHERE relkind = 'S'").fetchone() == (0,)
