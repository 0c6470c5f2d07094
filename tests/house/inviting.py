"""What tests of invitations share: the forms as a browser sends them, and the pages as a person reads them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select, update

from tests.makers import Invited, SignedIn, Town
from wijkplatform.storage import people
from wijkplatform.storage.invitations import Invitation, InvitationLink
from wijkplatform.storage.outbox import Mail
from wijkplatform.storage.people import Account

OURS = {"Sec-Fetch-Site": "same-origin"}


def send(caller, who: SignedIn, path: str, files: Mapping[str, object] | None = None, **fields: object):
    """A form of the workspace, sent as a browser does."""
    address = f"/{who.slug}/beheer/{path}"
    data = {**who.form, **fields}
    return caller.http.post(address, data=data, files=files, headers={**who.cookies, **OURS})


def preview(caller, who: SignedIn, text: str, **fields: object):
    return send(caller, who, "uitnodigingen/nieuw", lijst=text, organisatie="Woonbron", soort="corporatie", **fields)


def confirm(caller, who: SignedIn, page, **change: object):
    """Press the button under a preview, with every box as it stands."""
    carried = html.unescape(re.search(r'name="lijst" value="([^"]*)"', page.text)[1])
    ticked = re.findall(r'name="regel" value="(\d+)" checked', page.text)
    return send(caller, who, "uitnodigingen", **{"lijst": carried, "regel": ticked, **change})


def verdicts(page) -> list[tuple[str, str]]:
    """The verdict and the sentence of each line of a page."""
    found = re.findall(r'wp-status[^"]*">([^<]*)</span><br><span class="wp-table__more">([^<]*)<', page.text)
    return [(word, html.unescape(sentence)) for word, sentence in found]


def listed(caller, who: SignedIn) -> dict[str, str]:
    """Where each invitation stands, by address, as the page says it."""
    page = caller.get(f"/{who.slug}/beheer/uitnodigingen", headers=who.cookies)
    assert page.status_code == 200
    rows = re.findall(r'wp-table__more">([^<]*@[^<]*)</span></th>.*?wp-status[^"]*">([^<]*)<', page.text, re.DOTALL)
    return {html.unescape(email): word for email, word in rows}


def mails(town: Town) -> list[tuple[str, str, UUID | None]]:
    with town.store.workspace(town.operator) as work:
        rows = work.db.scalars(select(Mail).order_by(Mail.created_at, Mail.recipient)).all()
        return [(one.kind, one.recipient, one.invitation_link_id) for one in rows]


def mail_becomes(invited: Invited, state: str, words: str | None = None) -> None:
    """What the worker found out about the newest mail of an invitation."""
    with invited.town.store.workspace(invited.town.operator) as work:
        links = select(InvitationLink.id).where(InvitationLink.invitation_id == invited.id)
        query = update(Mail).where(Mail.invitation_link_id.in_(links), Mail.state == "waiting")
        work.db.execute(query.values(state=state, last_words=words))


def set_to(invited: Invited, **values: object) -> None:
    with invited.town.store.workspace(invited.town.operator) as work:
        work.db.execute(update(Invitation).where(Invitation.id == invited.id).values(**values))


def row(invited: Invited) -> Invitation:
    with invited.town.store.workspace(invited.town.operator) as work:
        return work.db.scalars(select(Invitation).where(Invitation.id == invited.id)).one()


def link_of(invited: Invited) -> UUID:
    with invited.town.store.workspace(invited.town.operator) as work:
        return work.db.scalars(select(InvitationLink.id).where(InvitationLink.invitation_id == invited.id)).one()


def accept(caller, invited: Invited, headers: dict[str, str] | None = None):
    return caller.http.post(invited.path, headers={**OURS, **(headers or {})})


def cookies(answer) -> dict[str, str]:
    """What a browser sends along after this answer."""
    set_now = [value.partition(";")[0] for value in answer.headers.get_list("set-cookie")]
    return {"Cookie": "; ".join(set_now)} if set_now else {}


def account(town: Town, email: str) -> Account | None:
    with town.store.workspace(town.operator) as work:
        return people.account_by_email(work.db, email)
