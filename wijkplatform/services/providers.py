"""Setting up the gemeente's own sign-in: what a beheerder fills in, and what may not be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wijkplatform.domain.errors import Malformed, NotFound
from wijkplatform.domain.people import Action, Role
from wijkplatform.domain.providers import MAPPABLE, Admission, issuer_from
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import oidc
from wijkplatform.storage.oidc import OidcProvider
from wijkplatform.storage.work import Work

NEWCOMERS: tuple[Role, ...] = (Role.AMBTENAAR, Role.INKIJKER)
_LONGEST, _MOST_LINES = 500, 100
_ROLES = ", ".join(role.value for role in MAPPABLE)


class ProviderNotSaved(Malformed):
    """What was filled in is not right. `errors` are pairs of a field and a sentence."""

    def __init__(self, errors: list[tuple[str, str]]) -> None:
        self.errors = errors
        super().__init__(errors[0][1])


@dataclass(frozen=True, slots=True)
class ProviderForm:
    """What a beheerder fills in, as it was typed. An empty `secret` keeps the one that is known."""

    issuer: str = ""
    client_id: str = ""
    secret: str = ""
    role_claim: str = ""
    role_lines: str = ""
    newcomer_role: str = ""
    only_way: bool = False


@dataclass(frozen=True, slots=True)
class ProviderView:
    """The sign-in of the gemeente as a beheerder sees it: everything but the secret."""

    form: ProviderForm
    known: bool
    beheerder_came_in: bool


@use_case(Action.CHANGE_SETTINGS)
def see_provider(work: Work) -> ProviderView:
    """What is set up now, ready to be changed."""
    found = oidc.provider(work.db)
    if found is None:
        return ProviderView(ProviderForm(), known=False, beheerder_came_in=False)
    form = ProviderForm(
        issuer=found.issuer,
        client_id=found.client_id,
        role_claim=found.role_claim or "",
        role_lines="\n".join(f"{value} = {role}" for value, role in found.role_map.items()),
        newcomer_role=found.newcomer_role or "",
        only_way=found.only_way,
    )
    return ProviderView(form, known=True, beheerder_came_in=_beheerder_came_in(work, found.issuer))


@use_case(Action.CHANGE_SETTINGS)
def save_provider(work: Work, form: ProviderForm, admission: Admission) -> None:
    """Keep what was filled in. Raises `ProviderNotSaved` with everything that is wrong, and then keeps nothing."""
    found = oidc.provider(work.db)
    issuer, client_id = issuer_from(form.issuer), form.client_id.strip()
    role_map, errors = _roles_from(form.role_lines)
    moved = found is None or found.issuer != issuer
    refusal = admission.why_not(issuer) if issuer else "Vul het adres van uw inlog in."
    if refusal:
        errors.insert(0, ("issuer", refusal))
    if not client_id:
        errors.append(("client_id", "Vul het client-ID in. Dat krijgt u van de leverancier van uw inlog."))
    if moved and not form.secret:
        errors.append(("secret", "Vul het client secret in. Dat hoort bij dit adres."))
    if role_map and not form.role_claim.strip():
        errors.append(("role_claim", "Vul in welke claim de groepen bevat. Vaak is dat groups of roles."))
    if form.newcomer_role and form.newcomer_role not in NEWCOMERS:
        errors.append(("newcomer_role", "Kies een rol uit de lijst."))
    if form.only_way and not _beheerder_came_in(work, issuer):
        errors.append(("only_way", "Log eerst zelf een keer in via dit adres. Anders sluit u uzelf buiten."))
    errors += _too_long(form) + _unseen(form)
    if errors:
        raise ProviderNotSaved(errors)
    if found is None:
        found = OidcProvider(issuer=issuer, client_id=client_id, sealed_secret=b"")
        work.db.add(found)
    found.issuer, found.client_id = issuer, client_id
    if form.secret:
        found.sealed_secret = work.keys.seal(form.secret.strip())
    found.role_claim, found.role_map = form.role_claim.strip() or None, dict(role_map)
    found.newcomer_role, found.only_way = form.newcomer_role or None, form.only_way
    if moved:
        oidc.forget_attempts(work.db, all_of_them=True)
    work.db.flush()


@use_case(Action.CHANGE_SETTINGS)
def remove_provider(work: Work) -> None:
    """Let nobody in by the provider any more; links in a mail are open to everybody again. Accounts stay."""
    found = oidc.provider(work.db)
    if found is None:
        raise NotFound
    oidc.forget_attempts(work.db, all_of_them=True)
    work.db.delete(found)
    work.db.flush()


def _beheerder_came_in(work: Work, issuer: str) -> bool:
    return oidc.has_come_in(work.db, issuer, Role.BEHEERDER.value)


def _roles_from(lines: str) -> tuple[Mapping[str, str], list[tuple[str, str]]]:
    """The roles by value, from lines such as 'wp-beheer = beheerder', and what is wrong with these lines."""
    role_map: dict[str, str] = {}
    for number, line in enumerate(filter(None, map(str.strip, lines.splitlines())), start=1):
        value, sign, role = (part.strip() for part in line.rpartition("="))
        if not sign or not value or role.lower() not in MAPPABLE:
            return {}, [("role_lines", f"Regel {number} klopt niet. Schrijf: groep = rol. De rol is {_ROLES}.")]
        if number > _MOST_LINES:
            return {}, [("role_lines", f"Dit zijn te veel regels. Het mogen er {_MOST_LINES} zijn.")]
        role_map[value] = role.lower()
    return role_map, []


def _unseen(form: ProviderForm) -> list[tuple[str, str]]:
    """Fields with signs that nobody sees: the database cannot keep all of those, and no provider means them."""
    fields = {name: getattr(form, name).strip() for name in ("client_id", "secret", "role_claim")}
    seen = {**fields, "role_lines": "".join(form.role_lines.splitlines()).replace("\t", "")}
    return [
        (name, "Hier staat een teken in dat u niet ziet. Typ dit opnieuw.")
        for name, text in seen.items()
        if not text.isprintable()
    ]


def _too_long(form: ProviderForm) -> list[tuple[str, str]]:
    fields = {name: getattr(form, name) for name in ("issuer", "client_id", "secret", "role_claim")}
    longest = max((len(line) for line in form.role_lines.splitlines()), default=0)
    long = [name for name, text in fields.items() if len(text) > _LONGEST]
    return [(name, "Dit is te lang.") for name in [*long, *(["role_lines"] if longest > _LONGEST else [])]]
