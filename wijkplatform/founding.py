"""`wijkplatform new-gemeente`: the workspace of a gemeente, and an invitation for whoever is to run it."""

from __future__ import annotations

import sys
from uuid import UUID

from wijkplatform import settings
from wijkplatform.demo import environment
from wijkplatform.domain import addresses
from wijkplatform.domain.emails import proper_email
from wijkplatform.domain.errors import DomainError, Malformed, NotFound, NotNow
from wijkplatform.domain.keys import Keys
from wijkplatform.domain.people import Badge, Proof
from wijkplatform.services.founding import found_workspace
from wijkplatform.storage.work import Store

_LONGEST_NAME = 80


def found(*, slug: str, name: str, cbs_code: str, email: str) -> int:
    """Make the workspace and invite its beheerder; return the exit code.

    Found once, a gemeente stays. When the invitation failed, or nobody took it, the same command does it again.
    """
    try:
        name, code, email = _checked(slug, name, cbs_code, email)
        env = environment()
        read = settings.read(env)
        owner_url = env.get("WIJK_OWNER_DATABASE_URL")
        if not owner_url:
            raise settings.Unsafe(["WIJK_OWNER_DATABASE_URL is missing: only the owner role can add a gemeente."])
        keys = Keys(read.secret_key)
        _invite(
            Store(read.database_url, keys, pool_size=1), Store(owner_url, keys, pool_size=1), slug, name, code, email
        )
    except (DomainError, settings.Unsafe) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{name} staat klaar op {read.base_url}/{slug}/beheer.")
    print(f"De worker stuurt de uitnodiging naar {email}.")
    return 0


def _checked(slug: str, name: str, cbs_code: str, email: str) -> tuple[str, str, str]:
    """Name, code and address in their proper form. Raises `Malformed`."""
    if slug in addresses.RESERVED:
        raise Malformed(f"De naam {slug} is van Wijkplatform zelf. Kies een andere naam bij --slug.")
    if not addresses.may_be_slug(slug):
        raise Malformed("Gebruik bij --slug alleen kleine letters, cijfers en streepjes. Bijvoorbeeld: den-haag.")
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise Malformed(f"Schrijf bij --name de naam van de gemeente, in hoogstens {_LONGEST_NAME} tekens.")
    code = addresses.cbs_code(cbs_code)
    if code is None:
        raise Malformed("Schrijf bij --cbs de code van het CBS: vier cijfers, zoals GM0363 of 0363.")
    address = proper_email(email)
    if address is None:
        raise Malformed("Het adres bij --beheerder is geen e-mailadres. Kijk of er een tikfout in staat.")
    return name, code, address


def _invite(store: Store, owner: Store, slug: str, name: str, code: str, email: str) -> None:
    try:
        gemeente = _known(store, slug)
        if gemeente is None:
            with owner.lobby() as lobby:
                lobby.found(slug, name, code)
            gemeente = _known(store, slug)
        if gemeente is None:
            raise NotFound
        with store.workspace(Badge(gemeente, Proof.OPERATOR)) as work:
            if work.gemeente.cbs_code != code:
                raise NotNow(f"De naam {slug} is al van een andere gemeente. Kies een andere naam bij --slug.")
            found_workspace(work, email)
    finally:
        owner.close()
        store.close()


def _known(store: Store, slug: str) -> UUID | None:
    with store.lobby() as lobby:
        try:
            return lobby.gemeente(slug)
        except NotFound:
            return None
