"""How a letter says as what somebody is asked in, and how what others typed becomes one line."""

from __future__ import annotations

from email_validator import validate_email

from wijkplatform.domain.lines import one_line
from wijkplatform.domain.people import Role

AS_WHAT = {
    Role.WIJKPARTNER: "U doet mee als wijkpartner.",
    Role.AMBTENAAR: "U doet mee als ambtenaar.",
    Role.INKIJKER: "U mag meekijken met de resultaten.",
    Role.SPELLEIDER: "U wordt spelleider: u leidt bijeenkomsten.",
    Role.BEHEERDER: "U wordt beheerder: u nodigt mensen uit en regelt de instellingen.",
}
"""What an invitation asks somebody to be."""

_LONGEST_LINE = 200


def line(text: str) -> str:
    r"""A text as one line without control characters: it can begin no header, and no paragraph of its own.

    >>> line("De Linden\r\nBcc: x@y.example")
    'De Linden Bcc: x@y.example'
    """
    return one_line(text)[:_LONGEST_LINE]


def sentence(text: str) -> str:
    r"""The same of a text that may be longer than a line.

    >>> sentence("De corporatie\nmaakt het licht.\0")
    'De corporatie maakt het licht.'
    """
    return one_line(text)


def travelling(address: str) -> tuple[str, str]:
    """The two parts of an address as mail servers know it: a domain with special letters in its long form.

    By the rules of today (IDNA 2008), as browsers and registries have it: Python's own codec makes another domain of
    some names, and that has another owner.

    >>> travelling("jan@café.example"), travelling("kees@faß.example")
    (('jan', 'xn--caf-dma.example'), ('kees', 'xn--fa-hia.example'))
    """
    user, _, domain = address.rpartition("@")
    if not domain.isascii():
        domain = validate_email(address, check_deliverability=False).ascii_domain
    return user, domain
