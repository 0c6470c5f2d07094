"""The settings of a gemeente: seeing them, and changing them without undoing what somebody else just changed."""

from __future__ import annotations

from dataclasses import asdict

from wijkplatform.domain.errors import ChangedElsewhere
from wijkplatform.domain.gemeenten import GemeenteSettings, TypedSettings, read_settings
from wijkplatform.domain.people import Action
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import gemeenten
from wijkplatform.storage.gemeenten import Gemeente
from wijkplatform.storage.work import Work


@use_case(Action.CHANGE_SETTINGS)
def see_settings(work: Work) -> GemeenteSettings:
    """The settings as they are now."""
    return _settings(work.gemeente)


@use_case(Action.CHANGE_SETTINGS)
def check_settings(work: Work, form: TypedSettings) -> GemeenteSettings:
    """The settings that a form asks for; nothing changes. Raises `NotValid`."""
    return read_settings(form)


@use_case(Action.CHANGE_SETTINGS)
def change_settings(work: Work, form: TypedSettings, seen: str) -> None:
    """Store what a form asks for. Sessions that exist keep the word and the smallest group they were made with.

    `seen` is the `mark` of the settings that the form was opened on. Raises `NotValid`, and `ChangedElsewhere` when
    they are others now.
    """
    wanted = read_settings(form)
    gemeente = gemeenten.lock(work.db, work.gemeente.id)
    now = _settings(gemeente)
    if wanted == now:
        return
    if now.mark != seen:
        raise ChangedElsewhere
    for name, value in asdict(wanted).items():
        setattr(gemeente, name, list(value) if isinstance(value, tuple) else value)
    work.db.flush()


def _settings(gemeente: Gemeente) -> GemeenteSettings:
    return GemeenteSettings(
        name=gemeente.name,
        term=gemeente.term,
        smallest_group=gemeente.smallest_group,
        languages=tuple(gemeente.languages),
        contact_email=gemeente.contact_email,
        invitation_days=gemeente.invitation_days,
        keep_answers_days=gemeente.keep_answers_days,
        keep_invitations_days=gemeente.keep_invitations_days,
        accent=gemeente.accent,
    )
