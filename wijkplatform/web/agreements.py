"""Afspraken in the workspace: all of them, one with everything that happened to it, and keeping it up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from wijkplatform.domain import dates
from wijkplatform.domain.agreements import Level, Status
from wijkplatform.domain.errors import ChangedElsewhere, DomainError, NotNow, NotValid, TooLong
from wijkplatform.services import agreements, owners, stories
from wijkplatform.services.stories import Story
from wijkplatform.web import wording
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.site import html, named_id, site
from wijkplatform.wire.talking import AgreementChange, AgreementPlan

blueprint = Blueprint("agreements", __name__, url_prefix="/<gemeente>/beheer/afspraken")

_STANDS: dict[str, str] = {
    "te-laat": "te laat",
    "open": "nog niet begonnen",
    "bezig": "bezig",
    "klaar": "klaar",
    "vervallen": "vervallen",
}
_STATUS_OF = {"open": Status.OPEN, "bezig": Status.IN_PROGRESS, "klaar": Status.DONE, "vervallen": Status.DROPPED}
_NOTICES = {
    "bewaard": "De afspraak is bewaard.",
    "mail": "Wij sturen de eigenaar een nieuwe link. Eerdere links blijven werken.",
    "ingetrokken": "De links zijn ingetrokken. Ze werken niet meer.",
    "geen-links": "Er was geen link die nog werkte.",
}
_NO_DAY = "Schrijf de dag zo: 26-11-2026."
_LONGEST_TEXT, _LONGEST_LINE = 20_000, 500
"""Longer than anything that fits: what is too long gets an answer that says so."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which afspraken are shown: an empty word lets all through. `words` is what can be chosen."""

    wijk: str = ""
    stand: str = ""
    eigenaar: str = ""
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.wijk or self.stand or self.eigenaar)

    @classmethod
    def of(cls, every: Iterable[Story]) -> Chosen:
        """What the address asks for; a word that is of no afspraak lets all through."""
        found = list(every)
        words = {
            "wijk": sorted({one.wijk for one in found}, key=str.casefold),
            "stand": list(_STANDS),
            "eigenaar": sorted({one.row.organisation for one in found}, key=str.casefold),
        }
        asked = {name: request.args.get(name, "") for name in words}
        return cls(words=words, **{name: word for name, word in asked.items() if word in words[name]})

    def lets(self, one: Story) -> bool:
        """Whether an afspraak is shown."""
        stands = one.view["late"] if self.stand == "te-laat" else one.row.status == _STATUS_OF.get(self.stand)
        return (
            self.wijk in ("", one.wijk)
            and self.eigenaar in ("", one.row.organisation)
            and (not self.stand or bool(stands))
        )


@dataclass(frozen=True, slots=True)
class TypedPlan:
    """Exactly what the form of an afspraak holds."""

    what: str = ""
    organisation: str = ""
    role: str = ""
    account: str = ""
    email: str = ""
    due: str = ""
    level: str = ""
    quick: bool = False

    @classmethod
    def of(cls, one: Story) -> TypedPlan:
        """The form of an afspraak as it stands."""
        row = one.row
        return cls(
            what=row.what,
            organisation=row.organisation,
            role=row.owner_role,
            account=str(row.account_id or ""),
            email=row.email or "",
            due=dates.short_date(row.due),
            level=row.level,
            quick=row.answer_by is not None,
        )

    def read(self) -> AgreementPlan:
        """What is planned. A day that cannot be read becomes one that is refused, with all else that is wrong."""
        if self.level not in tuple(Level):
            raise NotValid({"level": "Kies een niveau."})
        return AgreementPlan.model_validate(
            {
                "what": self.what[:_LONGEST_TEXT],
                "organisation": self.organisation[:_LONGEST_LINE],
                "role": self.role[:_LONGEST_LINE],
                "account": (named_id(self.account) or UUID(int=0)) if self.account else None,
                "email": self.email[:_LONGEST_LINE],
                "due": dates.read_date(self.due) or date.min,
                "level": self.level,
                "quick": self.quick,
            }
        )


@blueprint.get("")
@workspace_page
def overview(gemeente: str) -> str:
    """All afspraken, or those that the address asks for: what is late first, what is over folded away."""
    here = site()
    with here.store.workspace(me().badge) as work:
        every = stories.see_all(work)
        chosen = Chosen.of(every)
        found = [one for one in every if chosen.lets(one)]
        return render_template(
            "afspraken.html",
            title="Afspraken",
            gemeente=work.gemeente,
            any=bool(every),
            late=[one for one in found if one.view["late"]],
            open=[one for one in found if one.open and not one.view["late"]],
            over=[one for one in found if not one.open],
            chosen=chosen,
            stands=_STANDS,
            dates=dates,
            wording=wording,
            assets=here.assets("beheer"),
        )


@blueprint.get("/<uuid:agreement>")
@workspace_page
def one(gemeente: str, agreement: UUID) -> str:
    """One afspraak with everything that happened to it."""
    return _one(agreement)


@blueprint.post("/<uuid:agreement>/stand")
@workspace_page
def move(gemeente: str, agreement: UUID) -> Response | str:
    """Say how far it is, with a word about it. What was chosen already when the form was opened changes nothing."""
    status, text, was = (request.form.get(name, "") for name in ("status", "text", "was"))
    try:
        with site().store.workspace(me().badge) as work:
            agreements.report(work, agreement, None if status == was else status, text)
    except (NotValid, TooLong) as wrong:
        fields = wrong.fields if isinstance(wrong, NotValid) else {"text": wrong.detail}
        return html(_one(agreement, errors=fields, typed={"status": status, "text": text, "was": was}), wrong.status)
    return _back(gemeente, agreement, "bewaard")


@blueprint.get("/<uuid:agreement>/aanpassen")
@workspace_page
def see_plan(gemeente: str, agreement: UUID) -> str:
    """The form of what was agreed."""
    return _plan(agreement)


@blueprint.post("/<uuid:agreement>/aanpassen")
@workspace_page
def change_plan(gemeente: str, agreement: UUID) -> Response | str:
    """Change what was agreed; what cannot be kept stays in the form, with the reason."""
    names = ("what", "organisation", "role", "account", "email", "due", "level")
    form = TypedPlan(**{name: request.form.get(name, "") for name in names}, quick="quick" in request.form)
    seen = request.form.get("seen", "")
    try:
        wanted = AgreementChange(plan=form.read())
        with site().store.workspace(me().badge) as work:
            agreements.change(work, agreement, wanted, seen=seen)
    except NotValid as wrong:
        unread = {"due": _NO_DAY} if dates.read_date(form.due) is None else {}
        return html(_plan(agreement, form, seen=seen, errors={**wrong.fields, **unread}), wrong.status)
    except ChangedElsewhere as earlier:
        return html(_plan(agreement, form, conflict=earlier.title), earlier.status)
    return _back(gemeente, agreement, "bewaard")


@blueprint.post("/<uuid:agreement>/mail")
@workspace_page
def mail_again(gemeente: str, agreement: UUID) -> Response | str:
    """Mail the owner a new link."""
    try:
        with site().store.workspace(me().badge) as work:
            owners.send_again(work, agreement)
    except NotNow as refused:
        return html(_one(agreement, refused=refused), refused.status)
    return _back(gemeente, agreement, "mail")


@blueprint.get("/<uuid:agreement>/intrekken")
@workspace_page
def ask_to_revoke(gemeente: str, agreement: UUID) -> str:
    """Ask whether it is meant."""
    here = site()
    with here.store.workspace(me().badge) as work:
        return render_template(
            "afspraak-intrekken.html",
            title="Links intrekken",
            gemeente=work.gemeente,
            one=stories.see_to_keep(work, agreement),
            assets=here.assets("beheer"),
        )


@blueprint.post("/<uuid:agreement>/intrekken")
@workspace_page
def revoke(gemeente: str, agreement: UUID) -> Response:
    """End every link to an afspraak."""
    with site().store.workspace(me().badge) as work:
        many = owners.revoke(work, agreement)
    return _back(gemeente, agreement, "ingetrokken" if many else "geen-links")


def _one(
    agreement: UUID, *, typed: Mapping[str, str] | None = None, refused: DomainError | None = None, **more: Any
) -> str:
    here = site()
    with here.store.workspace(me().badge) as work:
        story = stories.see_story(work, agreement)
        now = {"status": story.row.status, "text": "", "was": story.row.status}
        return render_template(
            "afspraak.html",
            title="Afspraak",
            gemeente=work.gemeente,
            one=story,
            typed=typed or now,
            refused=refused,
            notice=_NOTICES.get(request.args.get("melding", "")),
            now=datetime.now(UTC),
            dates=dates,
            wording=wording,
            assets=here.assets("beheer"),
            **{"errors": {}, **more},
        )


def _plan(agreement: UUID, form: TypedPlan | None = None, seen: str | None = None, **more: Any) -> str:
    here = site()
    with here.store.workspace(me().badge) as work:
        known, story = agreements.see_owners(work), stories.see_to_keep(work, agreement)
        people = [(one["id"], f"{one['name']} ({one['organisation']})") for one in known["accounts"]]
        now = str(story.row.account_id or "")
        if now and now not in dict(people):
            people.append((now, f"{story.owner} (doet niet meer mee)"))
        return render_template(
            "afspraak-aanpassen.html",
            title="Afspraak aanpassen",
            gemeente=work.gemeente,
            one=story,
            form=form or TypedPlan.of(story),
            seen=story.mark if seen is None else seen,
            known=known,
            people=[("", "Niemand met een account"), *people],
            levels=list(wording.LEVELS.items()),
            assets=here.assets("beheer"),
            **{"errors": {}, **more},
        )


def _back(gemeente: str, agreement: UUID, told: str) -> Response:
    return redirect(f"/{gemeente}/beheer/afspraken/{agreement}?melding={told}", 303)
