"""Signing in by the gemeente's own provider: the attempt, who came back, and the account that belongs to it.

Nothing here asks the provider anything. Between beginning and signing in an edge does that, with no work open.
An account is found by issuer and subject only; an e-mail address in a claim never opens an account that exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from cryptography.fernet import InvalidToken

from wijkplatform.domain.errors import LinkNotValid, NotFound
from wijkplatform.domain.keys import digest
from wijkplatform.domain.people import Action, Role
from wijkplatform.domain.providers import Claims, Client, ProviderFault, SignInRefused, mapped_role
from wijkplatform.services.signing_in import begin_sign_in
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import gemeenten, invitations, oidc, people
from wijkplatform.storage.oidc import OidcAttempt, OidcIdentity, OidcProvider
from wijkplatform.storage.people import Account
from wijkplatform.storage.work import Work

ATTEMPT_LIFE = timedelta(minutes=10)
_TAKEN = (
    "Dit e-mailadres hoort al bij iemand. Bent u dat? Log dan in met een link in uw e-mail. Koppel daarna uw inlog."
)
_INVITED = "U heeft een uitnodiging. Open eerst de link in die e-mail. Koppel daarna uw inlog."


@dataclass(frozen=True, slots=True)
class Attempt:
    """The secrets of a sign-in that is sent to the provider."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class CameBack:
    """A sign-in that came back from the provider: what is needed to ask who it was, and where it was going.

    `sign_in` is set when somebody who was signed in wanted to link the provider to the own account, `enrols` when
    somebody just accepted an invitation and has no other way in.
    """

    client: Client
    nonce: str
    verifier: str
    onward: str
    sign_in: UUID | None
    enrols: UUID | None


@use_case(Action.SIGN_IN)
def see_client(work: Work) -> Client:
    """How this gemeente is known at its provider. Raises `NotFound` when it has none."""
    provider = oidc.provider(work.db)
    if provider is None:
        raise NotFound
    return _client(work, provider)


@use_case(Action.SIGN_IN)
def begin_attempt(
    work: Work, issuer: str, *, browser: str, onward: str, sign_in: UUID | None, enrolment: str = ""
) -> Attempt:
    """Remember that this browser was sent to the provider. The secrets are derived; only digests are kept."""
    oidc.forget_attempts(work.db)
    row = uuid4()
    attempt = _attempt(work, row)
    work.db.add(
        OidcAttempt(
            id=row,
            state_digest=digest(attempt.state),
            browser_digest=digest(browser),
            issuer=issuer,
            onward=onward,
            expires_at=datetime.now(UTC) + ATTEMPT_LIFE,
            sign_in_id=sign_in,
            enrols_id=work.keys.enrols(enrolment, datetime.now(UTC).timestamp()),
        )
    )
    work.db.flush()
    return attempt


@use_case(Action.SIGN_IN)
def take_attempt(work: Work, state: str, browser: str) -> CameBack:
    """Take an attempt, once, in the browser that began it. Raises `LinkNotValid`."""
    found = oidc.take_attempt(work.db, digest(state), digest(browser))
    provider = oidc.provider(work.db)
    if found is None or provider is None or provider.issuer != found.issuer:
        raise LinkNotValid("Deze poging om in te loggen is al gebruikt of verlopen. Begin opnieuw.")
    attempt = _attempt(work, found.id)
    client, onward = _client(work, provider), found.onward
    return CameBack(client, attempt.nonce, attempt.verifier, onward, found.sign_in_id, found.enrols_id)


@use_case(Action.SIGN_IN)
def sign_in_by_provider(work: Work, issuer: str, claims: Claims, enrols: UUID | None = None) -> str:
    """Sign in who the provider vouches for; return the secret for the cookie. Raises `SignInRefused`.

    `enrols` is an account that this browser may link to the provider, as long as it is linked to nobody.
    """
    provider = _still(work, issuer)
    if provider.role_claim:
        gemeenten.lock(work.db, work.gemeente.id)  # nobody removes the other beheerder while this one is demoted
    known = oidc.identity(work.db, issuer, claims.subject)
    if known is None and enrols is not None and oidc.identity_of(work.db, issuer, enrols) is None:
        known = OidcIdentity(account_id=enrols, issuer=issuer, subject=claims.subject)
        _known(work, known)
        work.db.add(known)
        work.db.flush()
    if known is None:
        account = _newcomer(work, provider, claims)
    else:
        account = _known(work, known)
        _renew_role(work, provider, known, account, claims)
    return begin_sign_in(work, account, "oidc")


@use_case(Action.LINK_PROVIDER)
def link_provider(work: Work, issuer: str, claims: Claims, sign_in: UUID) -> None:
    """Let the account that is signed in come in by the provider from now on. Raises `SignInRefused`.

    `sign_in` began the attempt and must still be the one at work: nobody else's account gets the link.
    """
    _still(work, issuer)
    me = work.actor.person
    if me is None or work.badge.row != sign_in:
        raise SignInRefused("U bent intussen afgemeld. Log opnieuw in en koppel dan uw inlog.")
    owner = oidc.identity(work.db, issuer, claims.subject)
    if owner is not None and owner.account_id != me:
        raise SignInRefused("Deze inlog hoort al bij iemand anders. Vraag de beheerder.")
    if owner is None and oidc.identity_of(work.db, issuer, me):
        raise SignInRefused("Uw account is al gekoppeld aan een andere inlog. Vraag de beheerder.")
    if owner is None:
        work.db.add(OidcIdentity(account_id=me, issuer=issuer, subject=claims.subject))
        work.db.flush()


@use_case(Action.LINK_PROVIDER)
def see_link(work: Work) -> bool | None:
    """Whether the account that is signed in can come in by the provider; None when there is no provider."""
    provider = oidc.provider(work.db)
    if provider is None or work.actor.person is None:
        return None
    return oidc.identity_of(work.db, provider.issuer, work.actor.person) is not None


def _attempt(work: Work, row: UUID) -> Attempt:
    keys = work.keys
    return Attempt(keys.oidc("state", row), keys.oidc("nonce", row), keys.oidc("verifier", row))


def _client(work: Work, provider: OidcProvider) -> Client:
    try:
        secret = work.keys.unseal(provider.sealed_secret)
    except InvalidToken as error:
        words = "Het client secret is niet meer te lezen. De beheerder vult het opnieuw in bij ‘Eigen inlog’."
        raise ProviderFault("sealed", words) from error
    return Client(provider.issuer, provider.client_id, secret, provider.role_claim)


def _still(work: Work, issuer: str) -> OidcProvider:
    provider = oidc.provider(work.db)
    if provider is None or provider.issuer != issuer:
        raise SignInRefused("Uw gemeente heeft de inlog net veranderd. Begin opnieuw.")
    return provider


def _known(work: Work, identity: OidcIdentity) -> Account:
    account = people.account(work.db, identity.account_id)
    if account is None or account.disabled_at is not None:
        raise SignInRefused("U heeft hier geen toegang meer. Vraag de beheerder van uw gemeente.")
    return account


def _newcomer(work: Work, provider: OidcProvider, claims: Claims) -> Account:
    """An account for somebody whom we do not know, if the gemeente lets newcomers in."""
    email = claims.email
    if email is None:
        raise SignInRefused("Uw gemeente geeft geen e-mailadres van u door. Vraag de beheerder van uw gemeente.")
    if people.account_by_email(work.db, email):
        raise SignInRefused(_TAKEN, may_link=True)
    if invitations.is_invited(work.db, email):
        raise SignInRefused(_INVITED, may_link=True)
    mapped = mapped_role(claims.values, provider.role_map)
    role = mapped.value if mapped else provider.newcomer_role
    if role is None:
        raise SignInRefused("U heeft hier nog geen account. Vraag de beheerder om een uitnodiging.")
    account = Account(email=email, name=claims.name or email, role=role)
    work.db.add(account)
    work.db.flush()
    given = mapped.value if mapped else None
    work.db.add(OidcIdentity(account_id=account.id, issuer=provider.issuer, subject=claims.subject, mapped_role=given))
    work.db.flush()
    return account


def _renew_role(work: Work, provider: OidcProvider, known: OidcIdentity, account: Account, claims: Claims) -> None:
    """Give the role that the provider gives now. A role that people here gave stays when the provider gives none.

    Whose role changes is signed out everywhere. The last beheerder stays beheerder.
    """
    if provider.role_claim is None or account.role == Role.WIJKPARTNER:
        return
    mapped = mapped_role(claims.values, provider.role_map)
    withdrawn = mapped is None and known.mapped_role == account.role
    role = mapped.value if mapped else provider.newcomer_role if withdrawn else account.role
    if role == account.role:
        known.mapped_role = mapped.value if mapped else None if withdrawn else known.mapped_role
        return
    if account.role == Role.BEHEERDER and not people.anybody_else(work.db, account.role, account.id):
        return
    if role is None:
        raise SignInRefused("Uw gemeente geeft u hier geen rol meer. Vraag de beheerder van uw gemeente.")
    account.role, known.mapped_role = role, mapped.value if mapped else None
    people.end_sign_ins(work.db, account.id)
