"""What an address may do so often: come in, and type a code that fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import request

from wijkplatform.domain.errors import CodeNotValid, DomainError
from wijkplatform.domain.keys import network
from wijkplatform.web.site import site


def address() -> str:
    """The address of the caller as the limits know it: a keyed hash."""
    return site().store.keys.address_digest(network(request.remote_addr or ""))


@contextmanager
def one_more() -> Iterator[None]:
    """Count somebody who comes in from this address; what came to nothing keeps nobody else in the hall out."""
    joins = site().joins
    joins.take(address())
    try:
        yield
    except DomainError:
        joins.give_back(address())
        raise


@contextmanager
def code_budget(code: str | None) -> Iterator[None]:
    """Count a typed code that fails, and refuse every code from an address that failed too often.

    Links are too long to be guessed: they need no budget, so a spent address still comes in by QR code.
    """
    if code is None:
        yield
        return
    failures = site().code_failures
    failures.check(address())
    try:
        yield
    except CodeNotValid:
        failures.take(address())
        raise
