"""A gemeente in which something was agreed, and what its pages about that are called with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from tests.makers import Meeting, Town
from wijkplatform.domain.dates import HERE
from wijkplatform.storage.agreements import Agreement, AgreementLink

TODAY = datetime.now(HERE).date()
OURS = {"Sec-Fetch-Site": "same-origin"}
HOSTILE = "<script>alert(1)</script> & \u05e9\u05dc\u05d5\u05dd 👩‍👩‍👧 =1+1"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; \u05e9\u05dc\u05d5\u05dd 👩‍👩‍👧 =1+1"


def evening(town: Town, **plan: Any) -> Meeting:
    """A meeting of which the first opgave is revealed: from here on something can be agreed."""
    meeting = town.meeting(opgaven=(1,), **plan)
    meeting.step("start", "open", "reveal")
    return meeting


def agree(meeting: Meeting, what: str = "De lampen bij de school worden gemaakt.", **plan: object) -> str:
    """An afspraak about the first punt; its owner has an address unless `plan` says otherwise. Return its id."""
    reason = "Dit willen wij allemaal"
    return meeting.end(meeting.items()[0], "agreement", reason, **{"email": "els@x.example", "what": what, **plan})


def set_columns(town: Town, table: type, **values: Any) -> None:
    """What happened to rows of this gemeente without anybody doing it here: time passed, for one."""
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(table).values(**values))


def set_agreement(town: Town, agreement: str, **values: Any) -> None:
    """The same for one afspraak."""
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(Agreement).where(Agreement.id == UUID(agreement)).values(**values))


def stored(town: Town, agreement: str) -> Mapping[str, Any]:
    """An afspraak as it is stored."""
    with town.store.workspace(town.operator) as work:
        row = work.db.scalars(select(Agreement).where(Agreement.id == UUID(agreement))).one()
        return {column.key: getattr(row, column.key) for column in Agreement.__table__.columns}


def token_of(town: Town, agreement: str) -> str:
    """The secret in the newest link to an afspraak."""
    with town.store.workspace(town.operator) as work:
        newest = select(AgreementLink).where(AgreementLink.agreement_id == UUID(agreement))
        link = work.db.scalars(newest.order_by(AgreementLink.made_at.desc())).first()
        assert link
        return work.keys.agreement_token(link.id)


def page_of(town: Town, agreement: str = "", more: str = "") -> str:
    """The address of the page of an afspraak, or of all of them."""
    return f"/{town.slug}/beheer/afspraken{f'/{agreement}' if agreement else ''}{more}"
