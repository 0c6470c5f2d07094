"""The only test data: gemeenten, accounts, sessions and participants, made through the use cases that people use."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import insert, select

from wijkplatform.databases import DatabaseUrls
from wijkplatform.domain.dates import HERE
from wijkplatform.domain.keys import Keys, digest
from wijkplatform.domain.lists import Wish
from wijkplatform.domain.people import GROUPS, Badge, Group, Proof, Role
from wijkplatform.domain.sessions import State
from wijkplatform.services import (
    discussion,
    ending,
    invitations,
    joining,
    outbox,
    paper,
    people,
    points,
    preparing,
    scoring,
    seeing,
    sessions,
    signing_in,
    trials,
)
from wijkplatform.storage import invitations as stored
from wijkplatform.storage import people as accounts
from wijkplatform.storage import sessions as sessions_kept
from wijkplatform.storage.invitations import Invitation, InvitationLink
from wijkplatform.storage.outbox import Mail
from wijkplatform.storage.people import Account, Organisation
from wijkplatform.storage.scores import Score, ScoreEvent
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Store
from wijkplatform.wire.base import ChooseOp, JoinRequest, PaperOp, ParticipantChange, ProposeOp, ScoreOp, StepOp
from wijkplatform.wire.talking import DecideOp, NoteOp, OutcomeOp
from wijkplatform.wire.views import Receipt

SECRET_KEY = "a key for tests alone, longer than it needs to be"
BASE_URL = "https://wijk.example"


def plain(url: str) -> str:
    """A database address as psycopg writes it."""
    return url.replace("+psycopg", "")


@dataclass(frozen=True)
class Maker:
    """Makes gemeenten in one database."""

    database: DatabaseUrls
    store: Store

    @classmethod
    def of(cls, database: DatabaseUrls) -> Maker:
        return cls(database, Store(database.app_url, Keys(SECRET_KEY), pool_size=4))

    def town(self, *, smallest_group: int = 3, name: str = "Proefstad") -> Town:
        """A gemeente of its own, as an installation founds it: by the owner role."""
        slug = f"proef-{secrets.token_hex(5)}"
        owner = Store(self.database.owner_url, self.store.keys, pool_size=1)
        with owner.lobby() as lobby:
            lobby.found(slug, name)
        owner.close()
        with psycopg.connect(plain(self.database.owner_url)) as connection:
            connection.execute("UPDATE gemeente SET smallest_group = %s WHERE slug = %s", [smallest_group, slug])
        with self.store.lobby() as lobby:
            return Town(self, slug, lobby.gemeente(slug))


@dataclass(frozen=True)
class Town:
    """A gemeente, seen by its operator."""

    maker: Maker
    slug: str
    id: UUID

    @property
    def store(self) -> Store:
        return self.maker.store

    @property
    def operator(self) -> Badge:
        return Badge(self.id, Proof.OPERATOR)

    def account(self, role: Role, name: str | None = None) -> UUID:
        """Somebody with this role, made when there is nobody yet; a wijkpartner belongs to an organisation."""
        email = f"{(name or role).lower()}@{self.slug}.example"
        with self.store.workspace(self.operator) as work:
            if role is Role.WIJKPARTNER and accounts.account_by_email(work.db, email) is None:
                known = {one.name: one for one in accounts.organisations(work.db)}
                home = known.get("Woonbron") or Organisation(name="Woonbron", kind="corporatie")
                work.db.add(home)
                work.db.flush()
                work.db.add(Account(email=email, name=name or "Wijkpartner", role=role, organisation_id=home.id))
                work.db.flush()
            signing_in.add_account(work, email=email, name=name or role.capitalize(), role=role)
            found = accounts.account_by_email(work.db, email)
            assert found
            return found.id

    def sign_in(self, role: Role = Role.SPELLEIDER, name: str | None = None) -> SignedIn:
        """Somebody with this role, signed in by a link."""
        account = self.account(role, name)
        with self.store.workspace(self.operator) as work:
            found = accounts.account(work.db, account)
            assert found
            secret = signing_in.begin_sign_in(work, found, "link")
        with self.store.workspace(Badge(self.id)) as work:
            row = signing_in.sign_in_by_secret(work, secret)
        assert row
        form = {"form_token": self.store.keys.form_token(row)}
        return SignedIn(self.slug, secret, Badge(self.id, Proof.SIGN_IN, row), form, account)

    def letter_to(self, email: str, role: Role = Role.AMBTENAAR, **values: Any) -> Written:
        """Somebody who was asked to come in, with the mail about it in the outbox."""
        soon = datetime.now(UTC) + timedelta(days=7)
        link = uuid4()
        with self.store.workspace(self.operator) as work:
            fields = {"name": "Jan de Wit", "expires_at": soon, **values}
            asked = Invitation(id=uuid4(), email=email, role=role.value, **fields)
            work.db.add(asked)
            work.db.flush()
            key = digest(work.keys.invitation_secret(link))
            work.db.add(InvitationLink(id=link, invitation_id=asked.id, digest=key))
            outbox.put_invitation(work, email, link)
        return Written(asked.id, link, self.store.keys.invitation_secret(link))

    def ask_to_sign_in(self, email: str) -> None:
        """Somebody asks for a link to sign in."""
        with self.store.workspace(Badge(self.id)) as work:
            outbox.put_sign_in(work, email)

    def mails(self) -> list[Mail]:
        """What the outbox holds, oldest first."""
        with self.store.workspace(self.operator) as work:
            return list(work.db.scalars(select(Mail).order_by(Mail.created_at, Mail.id)))

    def meeting(self, opgaven: Sequence[int] = (1, 3), title: str = "Een avond in de wijk", **plan: Any) -> Meeting:
        """A session that waits in its lobby, with a spelleider; `plan` is what else was chosen for it."""
        with self.store.workspace(self.operator) as work:
            chosen = {"wijk": "De Linden", **plan}
            session = preparing.prepare_session(work, title=title, opgaven=opgaven, **chosen)
        return Meeting(self, session, self.sign_in())

    def trial(self, **plan: Any) -> Meeting:
        """A trial of such a session."""
        real = self.meeting(**plan)
        with self.store.workspace(real.leader.badge) as work:
            return Meeting(self, trials.start_trial(work, real.id), real.leader)

    def invite(
        self,
        email: str = "els@woonbron.example",
        *,
        role: Role = Role.WIJKPARTNER,
        organisation: str = "Woonbron",
        session: UUID | None = None,
        name: str = "Els Bos",
        by: SignedIn | None = None,
    ) -> Invited:
        """An invitation that a beheerder made, with the link that its mail holds."""
        wish = Wish(1, email, name, organisation, "corporatie", role, str(session or ""))
        with self.store.workspace((by or self.sign_in(Role.BEHEERDER)).badge) as work:
            [judged] = invitations.invite(work, [wish])
        assert judged.guest, judged.sentence
        with self.store.workspace(self.operator) as work:
            made = next(one for one in stored.open_for(work.db, [judged.guest.email]) if one.session_id == session)
        return Invited(self, made.id, made.email)


@dataclass(frozen=True)
class Invited:
    """Somebody who was invited."""

    town: Town
    id: UUID
    email: str

    @property
    def secret(self) -> str:
        """The secret in the newest link."""
        with self.town.store.workspace(self.town.operator) as work:
            return work.keys.invitation_secret(stored.newest_link(work.db, self.id).id)

    @property
    def path(self) -> str:
        """The page behind the newest link."""
        return f"/{self.town.slug}/uitnodiging/{self.secret}"


@dataclass(frozen=True)
class Written:
    """An invitation with one link, and a mail about it in the outbox."""

    id: UUID
    link: UUID
    secret: str


@dataclass(frozen=True)
class SignedIn:
    """An account that is signed in: `secret` is what its cookie holds, `form` what its forms carry."""

    slug: str
    secret: str
    badge: Badge
    form: Mapping[str, str]
    account: UUID

    @property
    def cookies(self) -> dict[str, str]:
        """The cookie as a browser sends it on a platform with TLS, and as in a demo without."""
        name = f"aanmelding-{self.slug}"
        return {"Cookie": f"__Host-{name}={self.secret}; {name}={self.secret}"}

    @property
    def page(self) -> dict[str, str]:
        """What a browser sends with a form of one of our own pages."""
        return {**self.cookies, "Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True)
class Person:
    """A participant with the token of the phone."""

    id: UUID
    group: Group
    token: str
    return_code: str
    badge: Badge

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@dataclass(frozen=True)
class Meeting:
    """A session of a town."""

    town: Town
    id: UUID
    leader: SignedIn

    @property
    def path(self) -> str:
        """Where the API keeps this session."""
        return f"/api/v1/gemeenten/{self.town.slug}/sessions/{self.id}"

    @property
    def doors(self) -> Mapping[str, Any]:
        """The code and the links, as the spelleider sees them."""
        snapshot: Mapping[str, Any] = self.snapshot(self.leader.badge)
        return snapshot["doors"]

    @property
    def code(self) -> str:
        return str(self.doors["code"])

    def link(self, group: Group) -> str:
        """The token in the link of a group."""
        return str(self.doors["links"][group]).rpartition("/")[2]

    def snapshot(self, badge: Badge) -> Mapping[str, Any]:
        with self.town.store.workspace(badge) as work:
            return seeing.see_snapshot(work, self.id, BASE_URL)

    @property
    def version(self) -> int:
        return self._row().version

    def _row(self) -> ScoringSession:
        with self.town.store.workspace(self.town.operator) as work:
            found = sessions_kept.session(work.db, self.id)
        assert found
        return found

    def items(self, opgave: int = 1) -> list[str]:
        """The ids of the punten of an opgave."""
        with self.town.store.workspace(self.town.operator) as work:
            [row] = [one for one in sessions_kept.agenda(work.db, self.id) if one.number == opgave]
            return [str(one.id) for one in sessions_kept.items(work.db, self.id) if one.opgave_id == row.id]

    def screen(self) -> str:
        """The token of a new scherm link."""
        with self.town.store.workspace(self.leader.badge) as work:
            return sessions.add_screen(work, self.id)

    def table(self) -> str:
        """The token of a new tafel link."""
        with self.town.store.workspace(self.leader.badge) as work:
            return paper.add_table(work, self.id)[1]

    def type_paper(self, group: Group, badge: Badge | None = None, **typed: object) -> Mapping[str, Any]:
        """Type in a card or counts, as the spelleider or with another badge; return the receipt."""
        op = PaperOp.model_validate({"op": uuid4(), "group": group, **typed})
        with self.town.store.workspace(badge or self.leader.badge) as work:
            return paper.type_paper(work, self.id, op)

    def join(self, group: Group = Group.BEWONER, *, typed: bool = False) -> Person:
        """Somebody who came in by the link of the group, or by the typed code."""
        return self._come_in(group, {"code": self.code, "group": group} if typed else {"join_token": self.link(group)})

    def _come_in(self, group: Group, way: Mapping[str, object]) -> Person:
        with self.town.store.workspace(Badge(self.town.id)) as work:
            joined = joining.join(work, JoinRequest.model_validate(way))
        who, secret = UUID(joined["participant"]["id"]), joined["token"].partition(".")[2]
        with self.town.store.workspace(Badge(self.town.id)) as work:
            found = joining.participant_by_token(work, secret)
        assert found
        badge = Badge(self.town.id, Proof.PARTICIPANT, who, found[2])
        return Person(who, group, joined["token"], joined["participant"]["return_code"], badge)

    def fill(self, bewoners: int = 3, wijkpartners: int = 3, ambtenaren: int = 3) -> list[Person]:
        """A room full of people, by the links of their groups."""
        return self._all_in(dict(zip(GROUPS, (bewoners, wijkpartners, ambtenaren), strict=True)))

    def _all_in(self, sizes: Mapping[Group, int]) -> list[Person]:
        links = {group: {"join_token": self.link(group)} for group in sizes}
        return [self._come_in(group, links[group]) for group, size in sizes.items() for _ in range(size)]

    def step(self, *steps: str, **about: object) -> int:
        """Take steps as the spelleider, all about the same opgave, view or item; return the version.

        A close leaves points without an outcome for later, unless `leave` says otherwise.
        """
        version = self.version
        for step in steps:
            leave = {"leave": "Geen tijd meer"} if step == "close" else {}
            op = StepOp.model_validate({"op": uuid4(), "step": step, "expect": version, **leave, **about})
            with self.town.store.workspace(self.leader.badge) as work:
                version = sessions.take_step(work, self.id, op)["version"]
        return version

    def score(self, person: Person, item: str, value: int, seq: int = 1, round_: int = 1) -> str:
        """Give a score; return what the receipt says."""
        with self.town.store.workspace(person.badge) as work:
            receipt = scoring.give_score(work, ScoreOp.model_validate(score_op(item, value, seq, round_)))
        return receipt["state"]

    def answer(self, answers: Mapping[tuple[Person, str], int], round_: int = 1, since: int = 1) -> None:
        """Let all these answers stand at once, as `give_score` would have written them: (person, punt) → value.

        For rooms full of answers that are not what a test is about. `since`: the seq of the first one.
        """
        rows = [
            {"participant_id": person.id, "item_id": UUID(item), "round": round_, "value": value, "seq": seq}
            for seq, ((person, item), value) in enumerate(answers.items(), start=since)
        ]
        if not rows:
            return
        with self.town.store.workspace(self.town.operator) as work:
            work.db.execute(insert(ScoreEvent), [{"id": uuid4(), "session_id": self.id, **row} for row in rows])
            work.db.execute(insert(Score), rows)

    def propose(self, person: Person, item: str, *, on: bool = True, **more: int) -> str:
        """Ask to talk about a punt; return what the receipt says."""
        wish = ProposeOp.model_validate({"op": uuid4(), "item": item, "on": on, **more})
        with self.town.store.workspace(person.badge) as work:
            return points.propose(work, wish)["state"]

    def write(self, by: Person | SignedIn, item: str, text: str, box: str = "goes_well", **more: object) -> str:
        """Write a note as a participant or as who leads; return its id."""
        return self.note_receipt(by, item, text, box, **more)["op"]

    def note_receipt(
        self, by: Person | SignedIn, item: str, text: str, box: str = "goes_well", **more: object
    ) -> Receipt:
        """Write a note; return what the receipt says."""
        op = NoteOp.model_validate({"op": uuid4(), "item": item, "box": box, "text": text, **more})
        with self.town.store.workspace(by.badge) as work:
            return discussion.write_note(work, self.id, op)

    def search(self, words: str) -> list[str]:
        """The notes that somebody who leads finds by these words."""
        with self.town.store.workspace(self.leader.badge) as work:
            return [str(one.id) for one in discussion.search(work, words)]

    def decide(self, note: str, *, show: bool, reason: str | None = None) -> int:
        """Show or hide a note as the spelleider; return the version."""
        op = DecideOp.model_validate({"op": uuid4(), "note": note, "show": show, "reason": reason})
        with self.town.store.workspace(self.leader.badge) as work:
            return discussion.decide(work, self.id, op)["version"]

    def end(self, item: str, kind: str = "later", reason: str = "Geen tijd meer", **agreement: object) -> str:
        """Let a point end as the spelleider; return the id of the outcome, which is that of the afspraak."""
        plan = planned(**agreement) if kind == "agreement" else None
        op = OutcomeOp.model_validate({"op": uuid4(), "item": item, "kind": kind, "reason": reason, "agreement": plan})
        with self.town.store.workspace(self.leader.badge) as work:
            ending.end_point(work, self.id, op)
        return str(op.op)

    def choose(self, item: str, choice: str, op: UUID | None = None, by: SignedIn | None = None) -> int:
        """Pin, skip or add a punt as the spelleider; return the version."""
        wish = ChooseOp.model_validate({"op": op or uuid4(), "item": item, "choice": choice})
        with self.town.store.workspace((by or self.leader).badge) as work:
            return points.choose(work, self.id, wish)["version"]

    def play(self, answers: Mapping[Group, Sequence[int]], opgave: int = 1) -> list[Person]:
        """Everybody of each group gives one answer to every punt of the opgave, which is then revealed."""
        people = self._all_in({group: len(values) for group, values in answers.items()})
        values = [value for values in answers.values() for value in values]
        self.step(*(() if self._row().state == State.RUNNING else ("start",)))
        self.step("open", opgave=opgave)
        items, told = self.items(opgave), zip(people, values, strict=True)
        self.answer({(person, item): value for person, value in told for item in items})
        self.step("reveal")
        return people

    def change(self, person: Person, **change: object) -> None:
        """What the spelleider changes about a participant."""
        with self.town.store.workspace(self.leader.badge) as work:
            people.change_participant(work, self.id, person.id, ParticipantChange.model_validate(change))

    def lock(self) -> None:
        """Let nobody new in."""
        with self.town.store.workspace(self.leader.badge) as work:
            sessions.change_door(work, self.id, "locked")


def planned(**changes: object) -> dict[str, object]:
    """An afspraak as a spelleider plans it: due in three weeks, owned by a corporatie."""
    return {
        "what": "De lampen bij de school worden gemaakt.",
        "organisation": "Woonbron",
        "role": "wijkbeheerder",
        "due": (datetime.now(HERE).date() + timedelta(days=21)).isoformat(),
        "level": "operational",
        **changes,
    }


def score_op(item: str, value: object = 3, seq: int = 1, round_: int = 1, op: str | None = None) -> dict[str, Any]:
    """An operation as a phone sends it."""
    return {"op": op or str(uuid4()), "seq": seq, "item": item, "round": round_, "value": value}
