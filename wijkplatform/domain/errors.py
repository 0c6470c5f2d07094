"""What can be refused, each with a stable code and a Dutch sentence (level B1) that a person can act on."""

from __future__ import annotations

from typing import Any


class DomainError(Exception):
    """Something that may not or cannot be done. Edges turn it into a status or an acknowledgement, once.

    `code` is stable and English; `detail` is what a person reads; `status` is the HTTP status of the code; `about` is
    what a client can go on with, and travels beside the code.
    """

    code = "malformed"
    status = 400
    title = "Dit klopt niet"
    detail = "Wij begrijpen dit bericht niet. Laad de pagina opnieuw en probeer het nog een keer."

    def __init__(self, detail: str | None = None, **about: Any) -> None:
        self.about = about
        self.detail = detail or type(self).detail
        super().__init__(self.detail)


class Malformed(DomainError):
    """The request is not of the agreed form."""


class NotValid(Malformed):
    """A form that cannot be stored as it is: `fields` says at each field what to do about it."""

    code = "not_valid"
    detail = "Niet alles is goed ingevuld. Kijk bij de velden wat er mist."

    def __init__(self, fields: dict[str, str]) -> None:
        self.fields = fields
        super().__init__()


class NotFound(DomainError):
    """Unknown, foreign and forbidden: one answer for all three, so that nothing can be learned from it."""

    code, status = "not_found", 404
    title = "Niet gevonden"
    detail = "Deze pagina bestaat niet of is niet voor u."


class CodeNotValid(DomainError):
    """A code or link that lets nobody in: unknown, closed, expired and foreign sound the same."""

    code, status = "code_not_valid", 404
    title = "Deze code werkt niet"
    detail = (
        "Deze code werkt niet. Kijk nog een keer op het scherm of vraag de spelleider om de code."
        " Of de bijeenkomst is al afgelopen."
    )


class LinkNotValid(DomainError):
    """A link from a mail that opens nothing: unknown, used, expired, revoked and foreign sound the same."""

    code, status = "link_not_valid", 404
    title = "Deze link werkt niet meer"
    detail = "Deze link is al gebruikt of verlopen. Vraag een nieuwe link."


class OtherAccount(DomainError):
    """Somebody else is signed in in this browser than the one a link was sent to."""

    code, status = "other_account", 409
    title = "U bent aangemeld als iemand anders"
    detail = "Deze uitnodiging is voor een ander e-mailadres. Meld u eerst af. Open dan de link in uw e-mail opnieuw."


class TooManyTries(DomainError):
    """The budget of this address is spent; `retry_after` says how many seconds to wait, `otherwise` what else helps."""

    code, status = "too_many_tries", 429
    title = "Te vaak geprobeerd"

    def __init__(self, retry_after: int, otherwise: str = "") -> None:
        self.retry_after = max(1, retry_after)
        minutes = -(-self.retry_after // 60)
        word = "minuut" if minutes == 1 else "minuten"
        super().__init__(f"Dit is te vaak geprobeerd. Wacht {minutes} {word}{otherwise}.")


class DoorClosed(DomainError):
    """The code is right, but nobody new may come in now."""

    code, status = "door_closed", 409
    title = "De deur is dicht"
    detail = "Nieuwe deelnemers kunnen er nu niet meer bij. Vraag de spelleider."


class NotNow(DomainError):
    """The state of the session does not allow it."""

    code, status = "not_now", 409
    title = "Dat kan nu niet"
    detail = "Dat kan nu niet. Kijk wat er op het scherm staat."


class StaleVersion(DomainError):
    """Somebody else took a step in the meantime; the present `version` is told."""

    code, status = "stale_version", 409
    title = "Dit was al gedaan"
    detail = "Iemand anders deed al een stap. Kijk hoe het nu staat en probeer het opnieuw."

    def __init__(self, version: int) -> None:
        super().__init__(version=version)


class NotLeading(DomainError):
    """Somebody else leads this session."""

    code, status = "not_leading", 409
    title = "Iemand anders leidt nu"

    def __init__(self, leader: str) -> None:
        super().__init__(f"{leader or 'Iemand anders'} leidt nu. Kies eerst ‘Overnemen’.", leader=leader)


class PointsOpen(DomainError):
    """Discussion points (`items`) have no outcome: the session does not close without a word about them."""

    code, status = "points_open", 409
    title = "Nog niet alle punten zijn klaar"

    def __init__(self, items: list[str]) -> None:
        many = f"{len(items)} punten hebben" if len(items) > 1 else "1 punt heeft"
        super().__init__(f"{many} nog geen uitkomst. Kies voor elk punt wat er gebeurt.", items=items)


class CardKnown(DomainError):
    """A card with this number was typed in already; the `entry` that stands is told."""

    code, status = "card_known", 409
    title = "Deze kaart is al ingevoerd"

    def __init__(self, card: int, entry: str) -> None:
        super().__init__(f"Kaart {card} is al ingevoerd.", entry=entry)


class ChangedElsewhere(DomainError):
    """Somebody else changed the same thing after it was read."""

    code, status = "changed_elsewhere", 409
    title = "Iemand anders was u voor"
    detail = "Iemand anders heeft dit intussen veranderd. Kijk wat er nu staat en kies opnieuw."


class NotAllowed(DomainError):
    """The person behind this request may see the thing, but may not do this with it."""

    code, status = "not_allowed", 403
    title = "Dat mag niet"
    detail = "U mag dit niet doen. Vraag de spelleider."


class ItemNotOpen(DomainError):
    """A score for a punt that cannot be scored now."""

    code, status = "item_not_open", 409
    title = "Dit punt is niet open"
    detail = "U kunt dit punt nu niet invullen. Kijk welk punt op het scherm staat."


class TooLong(DomainError):
    """A text or a list beyond its limit."""

    code, status = "too_long", 413
    title = "Te lang"
    detail = "Dit is te lang. Maak het korter en probeer het opnieuw."


class Retry(DomainError):
    """It went wrong on our side; trying again is right."""

    code, status = "retry", 503
    title = "Even geduld"
    detail = "Dat lukte niet. Dit ligt niet aan u. Wij proberen het zo weer."
