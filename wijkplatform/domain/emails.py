"""E-mail addresses: the one form in which somebody is known by theirs."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email


def proper_email(typed: str) -> str | None:
    """The form in which an address is kept and compared, or None when it is none. No network is asked.

    >>> proper_email("Els@Woonbron.NL"), proper_email("els@"), proper_email("")
    ('els@woonbron.nl', None, None)
    """
    try:
        return validate_email(typed, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return None
