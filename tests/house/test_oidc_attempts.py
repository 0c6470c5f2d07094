"""An attempt to sign in at the provider: good once, for ten minutes, in the browser that began it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.house.at_provider import come_in, open_house, refused
from tests.providers import RealProvider, asked, begin
from wijkplatform.storage.oidc import OidcAttempt
from wijkplatform.storage.people import Account

pytestmark = pytest.mark.usefixtures("front_end")


@pytest.fixture(autouse=True)
def known(provider: RealProvider) -> None:
    provider.user("els", name="Els", email="els@gem.example")


def test_an_attempt_is_good_once(call, house, lets_in, provider) -> None:
    someone = call(to=house)
    there = provider.sign_in(begin(someone, lets_in), "els")
    cookie = {"Cookie": f"inlog-{lets_in.slug}={someone.http.cookies[f'inlog-{lets_in.slug}']}"}
    assert someone.http.get(there).status_code == 302
    assert f"inlog-{lets_in.slug}" not in someone.http.cookies
    other = call(to=house)
    refused(other.http.get(there, headers=cookie), other, lets_in, "al gebruikt of verlopen")


def test_a_code_that_was_used_is_worth_nothing_in_another_attempt(call, house, lets_in, provider) -> None:
    someone, thief = call(to=house), call(to=house)
    there = provider.sign_in(begin(someone, lets_in), "els")
    someone.http.get(there)
    stolen = {**asked(begin(thief, lets_in)), "code": asked(there)["code"], "iss": provider.url}
    back = f"/{lets_in.slug}/inlog/terug"
    query = {name: stolen[name] for name in ("state", "code", "iss")}
    refused(thief.get(back, params=query), thief, lets_in, "wijst deze poging af")


def test_a_code_of_another_attempt_is_worth_nothing_though_nobody_used_it(call, house, lets_in, provider) -> None:
    """The provider checks the verifier, which belongs to the attempt."""
    someone, thief = call(to=house), call(to=house)
    code = asked(provider.sign_in(begin(someone, lets_in), "els"))["code"]
    query = {"state": asked(begin(thief, lets_in))["state"], "code": code, "iss": provider.url}
    refused(thief.get(f"/{lets_in.slug}/inlog/terug", params=query), thief, lets_in, "wijst deze poging af")


def test_another_browser_cannot_finish_an_attempt_and_does_not_spoil_it(call, house, lets_in, provider) -> None:
    someone = call(to=house)
    there = provider.sign_in(begin(someone, lets_in), "els")
    bare, busy = call(to=house), call(to=house)
    begin(busy, lets_in)
    for other in (bare, busy):
        refused(other.http.get(there), other, lets_in, "al gebruikt of verlopen")
    assert someone.http.get(there).status_code == 302


def test_an_attempt_of_another_gemeente_is_none(call, house, lets_in, other_town, provider) -> None:
    open_house(other_town, house, provider, newcomer_role="ambtenaar")
    someone = call(to=house)
    there = provider.sign_in(begin(someone, lets_in), "els")
    someone.http.cookies.set(f"inlog-{other_town.slug}", someone.http.cookies[f"inlog-{lets_in.slug}"])
    refused(someone.http.get(there.replace(lets_in.slug, other_town.slug)), someone, other_town, "verlopen")


def test_an_attempt_ends_after_ten_minutes(someone, lets_in, provider) -> None:
    there = provider.sign_in(begin(someone, lets_in), "els")
    with lets_in.store.workspace(lets_in.operator) as work:
        left = work.db.scalars(select(OidcAttempt)).one().expires_at - datetime.now(UTC)
        assert timedelta(minutes=9) < left <= timedelta(minutes=10)
        work.db.execute(update(OidcAttempt).values(expires_at=datetime.now(UTC)))
    refused(someone.http.get(there), someone, lets_in, "al gebruikt of verlopen")


def test_an_answer_from_another_provider_is_refused_before_the_code_goes_anywhere(someone, lets_in, provider) -> None:
    for named in ("https://elders.example", None):
        there = provider.sign_in(begin(someone, lets_in), "els")
        query = {name: value for name, value in asked(there).items() if name != "iss"}
        answer = someone.get(f"/{lets_in.slug}/inlog/terug", params={**query, **({"iss": named} if named else {})})
        refused(answer, someone, lets_in, "kwam niet van de inlog van uw gemeente")


def test_who_stops_at_the_provider_reads_what_to_do(someone, lets_in, provider) -> None:
    there = provider.sign_in(begin(someone, lets_in), "els", stop="1")
    assert "error=access_denied" in there
    refused(someone.http.get(there), someone, lets_in, "U bent gestopt met inloggen")


@pytest.mark.parametrize("query", [{}, {"state": "x"}, {"state": "x" * 5000, "code": "\0"}, {"code": "x"}])
def test_an_answer_to_nothing_is_refused(someone, lets_in, fingerprint, query) -> None:
    before = fingerprint()
    refused(someone.get(f"/{lets_in.slug}/inlog/terug", params=query), someone, lets_in, "verlopen")
    assert fingerprint() == before


def test_a_browser_that_opens_links_ahead_of_time_begins_and_uses_nothing(
    someone, lets_in, provider, fingerprint
) -> None:
    there = provider.sign_in(begin(someone, lets_in), "els")
    before = fingerprint()
    for where in (f"/{lets_in.slug}/inlog/begin", there):
        for headers in ({"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}):
            assert someone.http.get(where, headers=headers).status_code == 204
        assert someone.http.head(where).status_code == 204
    assert fingerprint() == before
    assert someone.http.get(there).status_code == 302


def test_no_secret_of_an_attempt_stands_in_the_database(someone, lets_in, provider) -> None:
    sent = asked(begin(someone, lets_in))
    with lets_in.store.workspace(lets_in.operator) as work:
        row = work.db.scalars(select(OidcAttempt)).one()
        kept = " ".join(str(getattr(row, column.key)) for column in OidcAttempt.__table__.columns)
    browser = someone.http.cookies[f"inlog-{lets_in.slug}"]
    assert not [one for one in (sent["state"], sent["nonce"], browser) if one in kept]


def test_who_was_shut_out_here_does_not_come_in_by_the_provider(call, house, lets_in, provider) -> None:
    come_in(call(to=house), lets_in, provider, "els")
    with lets_in.store.workspace(lets_in.operator) as work:
        gone = update(Account).where(Account.email == "els@gem.example")
        work.db.execute(gone.values(disabled_at=datetime.now(UTC)))
    someone = call(to=house)
    refused(come_in(someone, lets_in, provider, "els"), someone, lets_in, "geen toegang meer")


def test_a_gemeente_without_a_provider_has_nothing_to_begin(someone, town) -> None:
    assert someone.get(f"/{town.slug}/inlog/begin").status_code == 404


@pytest.mark.parametrize("elsewhere", ["https://elders.example/", "//elders.example", "/ander/beheer"])
def test_signing_in_leads_nowhere_else(someone, lets_in, provider, elsewhere: str) -> None:
    answer = come_in(someone, lets_in, provider, "els", verder=elsewhere)
    assert answer.headers["location"] == f"/{lets_in.slug}/beheer"
