"""A server and a real provider that tests walk between, and what they look at there."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import select

from tests.makers import SignedIn, Town
from tests.providers import RealProvider, begin, real_provider, set_up, words
from tests.server import Caller, Server, running
from wijkplatform.databases import DatabaseUrls
from wijkplatform.storage.people import Account


@pytest.fixture(scope="session")
def provider() -> Iterator[RealProvider]:
    with real_provider() as one:
        one.start()
        yield one


@pytest.fixture(scope="session")
def house(database: DatabaseUrls, provider: RealProvider) -> Iterator[Server]:
    """A server without TLS, so that one provider on this machine may be admitted."""
    with running(database, demo=True, WIJK_OIDC_LOOPBACK=provider.url) as server:
        yield server


@pytest.fixture
def someone(call, house: Server) -> Caller:
    return call(to=house)


def open_house(town: Town, house: Server, provider: RealProvider, **form: object) -> None:
    provider.admit(f"{house.url}/{town.slug}/inlog/terug")
    set_up(town, provider.url, **form)


@pytest.fixture
def lets_in(town: Town, house: Server, provider: RealProvider) -> Town:
    """A gemeente that makes an ambtenaar of every newcomer."""
    open_house(town, house, provider, newcomer_role="ambtenaar")
    return town


def come_in(caller: Caller, town: Town, provider: RealProvider, sub: str, **query: str) -> httpx.Response:
    """From the button to the page after the provider."""
    return caller.http.get(provider.sign_in(begin(caller, town, **query), sub))


def accounts(town: Town) -> dict[str, tuple[str, str]]:
    with town.store.workspace(town.operator) as work:
        return {one.email: (one.name, one.role) for one in work.db.scalars(select(Account))}


def signed_in(caller: Caller, town: Town) -> bool:
    return caller.get(f"/{town.slug}/beheer/inlog/koppel").status_code == 200


def own(caller: Caller, town: Town, signed: SignedIn) -> str:
    """The token on the page of somebody who is signed in, to link the own account."""
    caller.http.cookies.set(f"aanmelding-{town.slug}", signed.secret)
    page = caller.get(f"/{town.slug}/beheer/inlog/koppel")
    return page.text.partition("?koppel=")[2].partition('"')[0]


def refused(answer: httpx.Response, caller: Caller, town: Town, *say: str) -> None:
    """A page that says what to do, with nobody signed in and nothing of our inside on it."""
    assert 400 <= answer.status_code < 503, answer.text
    assert all(one in words(answer) for one in (*say, "Terug naar inloggen")), words(answer)
    assert "Traceback" not in answer.text
    assert f"aanmelding-{town.slug}" not in answer.headers.get("set-cookie", "")
    assert not signed_in(caller, town)
