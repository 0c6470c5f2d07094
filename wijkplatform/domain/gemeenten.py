"""What a gemeente decides for itself, and what a form may say about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass

from email_validator import EmailNotValidError, validate_email

from wijkplatform.domain.colours import READABLE, nearest_readable, unreadable
from wijkplatform.domain.errors import NotValid
from wijkplatform.domain.keys import digest
from wijkplatform.domain.lines import one_line

TERMS = ("wijk", "buurt", "dorp", "gebied")
PLAIN_LANGUAGE = "nl-b1"
LANGUAGES: Mapping[str, str] = {
    PLAIN_LANGUAGE: "Eenvoudig Nederlands",
    "nl": "Nederlands (oorspronkelijke tekst)",
    "en": "Engels",
    "tr": "Turks",
    "ar": "Arabisch",
    "pl": "Pools",
    "uk": "Oekraïens",
}
SMALL_GROUP = 3
"""Below this the answer of one person can often be guessed."""

RANGES: Mapping[str, tuple[int, int]] = {
    "smallest_group": (1, 10),
    "invitation_days": (1, 30),
    "keep_answers_days": (1, 3650),
    "keep_invitations_days": (1, 3650),
}
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class GemeenteSettings:
    """What a beheerder can change. `contact_email` is for questions of people; None when the gemeente gave none."""

    name: str
    term: str
    smallest_group: int
    languages: tuple[str, ...]
    contact_email: str | None
    invitation_days: int
    keep_answers_days: int
    keep_invitations_days: int
    accent: str

    @property
    def mark(self) -> str:
        """The same for the same settings: tells a form whether they changed since it was opened."""
        return digest(repr(astuple(self))).hex()[:32]


@dataclass(frozen=True, slots=True)
class TypedSettings:
    """The settings as a form holds them: exactly what somebody typed, right or wrong."""

    name: str
    term: str
    smallest_group: str
    languages: tuple[str, ...]
    contact_email: str
    invitation_days: str
    keep_answers_days: str
    keep_invitations_days: str
    accent: str


def typed(settings: GemeenteSettings) -> TypedSettings:
    """The settings as a form shows them."""
    return TypedSettings(
        name=settings.name,
        term=settings.term,
        smallest_group=str(settings.smallest_group),
        languages=settings.languages,
        contact_email=settings.contact_email or "",
        invitation_days=str(settings.invitation_days),
        keep_answers_days=str(settings.keep_answers_days),
        keep_invitations_days=str(settings.keep_invitations_days),
        accent=settings.accent,
    )


def read_settings(form: TypedSettings) -> GemeenteSettings:
    """The settings that a form asks for. Raises `NotValid`, with everything that is wrong at once."""
    wrong: dict[str, str] = {}
    name = one_line(form.name)
    if not 1 <= len(name) <= _LONGEST_NAME:
        wrong["name"] = f"Vul de naam van uw gemeente in, met hoogstens {_LONGEST_NAME} letters."
    if form.term not in TERMS:
        wrong["term"] = "Kies een woord: wijk, buurt, dorp of gebied."
    numbers = {field: number(getattr(form, field)) for field in RANGES}
    for field, (least, most) in RANGES.items():
        if not least <= numbers[field] <= most:
            wrong[field] = f"Vul een getal in van {least} tot en met {most}."
    if not set(form.languages) <= set(LANGUAGES):
        wrong["languages"] = "Kies talen uit de lijst."
    contact_email = form.contact_email.strip() or None
    if contact_email:
        try:
            contact_email = validate_email(contact_email, check_deliverability=False).normalized
        except EmailNotValidError:
            wrong["contact_email"] = "Dit is geen e-mailadres. Een voorbeeld is wijken@gemeente.nl."
    accent = form.accent.strip().lower()
    if trouble := _trouble(accent):
        wrong["accent"] = trouble
    if wrong:
        raise NotValid(wrong)
    languages = tuple(one for one in LANGUAGES if one == PLAIN_LANGUAGE or one in form.languages)
    return GemeenteSettings(
        name=name, term=form.term, languages=languages, contact_email=contact_email, accent=accent, **numbers
    )


def number(text: str) -> int:
    r"""The number that was typed, or -1.

    >>> number(" 12"), number("0\x1f"), number("-3")
    (12, 0, -1)
    """
    typed = text.strip()
    return int(typed) if re.fullmatch(r"[0-9]{1,6}", typed) else -1


def is_colour(text: str) -> bool:
    """Whether this is a colour as we write it: `#rrggbb`."""
    return re.fullmatch(r"#[0-9a-f]{6}", text) is not None


def _trouble(accent: str) -> str | None:
    """Why this colour cannot be the accent, with a colour that can; or None."""
    if not is_colour(accent):
        return "Vul een kleur in als # met zes cijfers of letters. Een voorbeeld is #0f4c55."
    if not (found := unreadable(accent)):
        return None
    places = "; ".join(f"{place} {_decimal(ratio)}" for place, ratio in found)
    return (
        f"Deze kleur is te licht om te lezen. Het contrast moet minstens {_decimal(READABLE)} zijn."
        f" Nu is het: {places}. De kleur {nearest_readable(accent)} lijkt erop en kan wel."
    )


def _decimal(ratio: float) -> str:
    """A ratio with one decimal, rounded down, so that what is refused never looks good enough.

    >>> _decimal(4.49), _decimal(21.0)
    ('4,4', '21,0')
    """
    return f"{int(ratio * 10 + 1e-9) / 10:.1f}".replace(".", ",")


ANY_RETENTION = (
    "De gemeente bewaart uw antwoorden een tijd na de bijeenkomst, zonder uw naam. Daarna blijven alleen de totalen."
    " Hoe lang precies, leest u voordat u meedoet."
)
"""What is told where no gemeente is known yet."""


def retention(days: int, *, with_account: bool = False) -> str:
    """How long a gemeente keeps answers, in words; without a name, unless they belong to an account.

    >>> retention(1)[:60]
    'De gemeente bewaart uw antwoorden 1 dag na de bijeenkomst, z'
    """
    how_long = "1 dag" if days == 1 else f"{days} dagen"
    return (
        f"De gemeente bewaart uw antwoorden {how_long} na de bijeenkomst{'' if with_account else ', zonder uw naam'}."
        " Daarna blijven alleen de totalen."
    )
