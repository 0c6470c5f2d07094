"""Signing in by the gemeente's own provider: a real one, walked through as a browser does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import httpx
import pytest
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from sqlalchemy import select, update

from tests.house.at_provider import accounts, come_in, open_house, own, refused, signed_in
from tests.house.test_signing_in import OURS, link
from tests.makers import Town
from tests.providers import CLIENT, SECRET, RealProvider, asked, begin, set_up, words
from tests.server import Server
from wijkplatform.domain.people import Role
from wijkplatform.services import signing_in
from wijkplatform.storage.invitations import Invitation
from wijkplatform.storage.oidc import OidcAttempt, OidcIdentity
from wijkplatform.storage.people import Account, Organisation, SignIn

pytestmark = pytest.mark.usefixtures("front_end")


def test_a_newcomer_signs_in_and_goes_on_to_the_page_that_was_wanted(someone, lets_in, provider) -> None:
    provider.user("els", name="Els de Vries", email="Els@Gem.example", email_verified=True)
    wanted = f"/{lets_in.slug}/beheer?lijst=oud"
    there = begin(someone, lets_in, verder=wanted)
    sent = asked(there)
    assert there.startswith(f"{provider.url}/auth?")
    assert (sent["scope"], sent["code_challenge_method"], sent["response_type"]) == (
        "openid profile email",
        "S256",
        "code",
    )
    assert min(len(sent[name]) for name in ("state", "nonce", "code_challenge")) >= 43
    answer = someone.http.get(provider.sign_in(there, "els"))
    assert (answer.status_code, answer.headers["location"]) == (302, wanted)
    assert "Els de Vries (ambtenaar)" in someone.get(f"/{lets_in.slug}/beheer/inlog/koppel").text
    assert accounts(lets_in)["els@gem.example"] == ("Els de Vries", "ambtenaar")
    with lets_in.store.workspace(lets_in.operator) as work:
        assert "oidc" in work.db.scalars(select(SignIn.method)).all()
        assert work.db.scalars(select(OidcAttempt)).all() == []


def test_somebody_is_known_by_the_subject_and_never_by_the_address(call, house, lets_in, provider) -> None:
    provider.user("kees", name="Kees", email="kees@gem.example")
    come_in(call(to=house), lets_in, provider, "kees")
    provider.user("kees", name="Kees B", email="beheerder@elders.example")
    again = call(to=house)
    come_in(again, lets_in, provider, "kees")
    assert "Kees (ambtenaar)" in again.get(f"/{lets_in.slug}/beheer/inlog/koppel").text
    assert "beheerder@elders.example" not in accounts(lets_in)


def test_who_signs_out_is_out_everywhere_here_and_is_told_about_the_rest(call, house, lets_in, provider) -> None:
    provider.user("ans", name="Ans", email="ans@gem.example")
    someone = call(to=house)
    come_in(someone, lets_in, provider, "ans")
    copy = {"Cookie": f"aanmelding-{lets_in.slug}={someone.http.cookies[f'aanmelding-{lets_in.slug}']}"}
    form = (
        someone.get(f"/{lets_in.slug}/beheer/inlog/koppel")
        .text.partition('name="form_token" value="')[2]
        .partition('"')[0]
    )
    left = someone.http.post(f"/{lets_in.slug}/afmelden", data={"form_token": form}, headers=OURS)
    page = someone.get(left.headers["location"])
    assert "Bij uw gemeente bent u misschien nog aangemeld." in page.text
    assert not signed_in(someone, lets_in)
    assert call(to=house).get(f"/{lets_in.slug}/beheer/inlog/koppel", headers=copy).status_code == 302
    come_in(someone, lets_in, provider, "ans")
    assert signed_in(someone, lets_in)


@pytest.mark.parametrize("claims", [{}, {"email": "niemand@gem.example"}])
def test_who_was_not_asked_in_stays_out_when_newcomers_do(someone, town, house, provider, claims) -> None:
    open_house(town, house, provider)
    before = accounts(town)
    provider.user("niemand", name="Niemand", **claims)
    answer = come_in(someone, town, provider, "niemand")
    assert answer.status_code == 403
    assert ("nog geen account" if claims else "geen e-mailadres") in words(answer)
    assert accounts(town) == before
    assert not signed_in(someone, town)


def test_an_address_that_nobody_checked_makes_no_account(someone, lets_in, provider) -> None:
    provider.user("gok", name="Gok", email="wethouder@gem.example", email_verified=False)
    assert come_in(someone, lets_in, provider, "gok").status_code == 403
    assert "wethouder@gem.example" not in accounts(lets_in)


@pytest.mark.parametrize("holder", ["an account", "an invitation"])
def test_the_address_of_somebody_else_in_the_claims_opens_nothing(someone, lets_in, provider, holder: str) -> None:
    email = f"beheerder@{lets_in.slug}.example"
    if holder == "an invitation":
        email = "gevraagd@gem.example"
        later = datetime.now(UTC) + timedelta(days=1)
        with lets_in.store.workspace(lets_in.operator) as work:
            work.db.add(Invitation(email=email, name="G", role="beheerder", expires_at=later))
    provider.user("dief", name="Dief", email=email, email_verified=True)
    answer = come_in(someone, lets_in, provider, "dief")
    assert answer.status_code == 403
    assert ("hoort al bij iemand" if holder == "an account" else "U heeft een uitnodiging") in words(answer)
    assert "Koppel daarna uw inlog" in words(answer)
    assert not signed_in(someone, lets_in)
    with lets_in.store.workspace(lets_in.operator) as work:
        assert work.db.scalars(select(OidcIdentity)).all() == []


def test_who_is_signed_in_links_the_own_account_and_comes_in_by_it_from_then_on(call, house, lets_in, provider) -> None:
    lead = lets_in.sign_in(Role.SPELLEIDER)
    provider.user("spel", name="Iemand", email=f"spelleider@{lets_in.slug}.example", email_verified=True)
    someone = call(to=house)
    answer = come_in(someone, lets_in, provider, "spel", koppel=own(someone, lets_in, lead))
    assert "Uw inlog is gekoppeld." in someone.get(answer.headers["location"]).text
    other = call(to=house)
    come_in(other, lets_in, provider, "spel")
    assert "Spelleider (spelleider)" in other.get(f"/{lets_in.slug}/beheer/inlog/koppel").text


def test_only_the_own_page_begins_a_link(call, house, lets_in, provider) -> None:
    lead, boss = lets_in.sign_in(Role.SPELLEIDER), lets_in.sign_in(Role.BEHEERDER)
    someone, other = call(to=house), call(to=house)
    token = own(other, lets_in, boss)
    own(someone, lets_in, lead)
    for caller, wrong in ((someone, token), (someone, ""), (someone, lead.form["form_token"]), (call(to=house), token)):
        answer = caller.get(f"/{lets_in.slug}/inlog/begin", params={"koppel": wrong})
        assert (answer.status_code, "location" in answer.headers) == (403, False)


def test_a_link_does_not_pass_to_who_is_signed_in_later_nor_to_nobody(call, house, lets_in, provider) -> None:
    lead, boss = lets_in.sign_in(Role.SPELLEIDER), lets_in.sign_in(Role.BEHEERDER)
    provider.user("wie", name="Wie", email="wie@gem.example")
    for later in (boss.secret, ""):
        someone = call(to=house)
        there = begin(someone, lets_in, koppel=own(someone, lets_in, lead))
        someone.http.cookies.set(f"aanmelding-{lets_in.slug}", later)
        assert someone.http.get(provider.sign_in(there, "wie")).status_code == 403
    with lets_in.store.workspace(lets_in.operator) as work:
        assert work.db.scalars(select(OidcIdentity)).all() == []


def test_one_sign_in_at_the_provider_belongs_to_one_account(call, house, lets_in, provider) -> None:
    provider.user("bezet", name="Bezet", email="bezet@gem.example")
    come_in(call(to=house), lets_in, provider, "bezet")
    someone = call(to=house)
    token = own(someone, lets_in, lets_in.sign_in(Role.SPELLEIDER))
    answer = come_in(someone, lets_in, provider, "bezet", koppel=token)
    assert "hoort al bij iemand anders" in words(answer)


def test_a_wijkpartner_links_nothing(someone, lets_in) -> None:
    with lets_in.store.workspace(lets_in.operator) as work:
        organisation = Organisation(name="Woonbron", kind="corporatie")
        work.db.add(organisation)
        work.db.flush()
        values = {"email": "w@corp.example", "name": "W", "role": "wijkpartner"}
        work.db.add(Account(**values, organisation_id=organisation.id))
        work.db.flush()
        secret = signing_in.sign_in_as(work, Role.WIJKPARTNER)
    someone.http.cookies.set(f"aanmelding-{lets_in.slug}", secret)
    assert someone.get(f"/{lets_in.slug}/beheer/inlog/koppel").status_code == 403


class TestRoles:
    LINES = "wp-ambt = ambtenaar\nwp-spel = spelleider\nwp-beheer = beheerder"

    @pytest.fixture
    def maps(self, town: Town, house: Server, provider: RealProvider) -> Town:
        open_house(town, house, provider, role_claim="groups", role_lines=self.LINES)
        return town

    def role(self, call, house, town: Town, provider: RealProvider, sub: str, *groups: str) -> str | None:
        provider.user(sub, name=sub, email=f"{sub}@gem.example", groups=list(groups))
        answer = come_in(call(to=house), town, provider, sub)
        return accounts(town)[f"{sub}@gem.example"][1] if answer.status_code == 302 else None

    def test_a_group_gives_a_role_at_each_sign_in_up_and_down(self, call, house, maps, provider) -> None:
        given = [(), ("anders",), ("wp-ambt",), ("wp-ambt", "wp-beheer"), ("wp-spel",)]
        found = [self.role(call, house, maps, provider, "rol", *groups) for groups in given]
        assert found == [None, None, "ambtenaar", "beheerder", "spelleider"]

    def test_whose_role_changes_is_signed_out_elsewhere(self, call, house, maps, provider) -> None:
        provider.user("els", name="els", email="els@gem.example", groups=["wp-spel"])
        first = call(to=house)
        come_in(first, maps, provider, "els")
        assert signed_in(first, maps)
        self.role(call, house, maps, provider, "els", "wp-beheer")
        assert not signed_in(first, maps)

    def test_what_a_group_gave_it_takes_away_and_what_people_gave_stays(self, call, house, maps, provider) -> None:
        assert self.role(call, house, maps, provider, "weg", "wp-spel") == "spelleider"
        assert self.role(call, house, maps, provider, "weg") is None
        assert self.role(call, house, maps, provider, "blijft", "wp-ambt") == "ambtenaar"
        with maps.store.workspace(maps.operator) as work:
            by_hand = update(Account).where(Account.email == "blijft@gem.example")
            work.db.execute(by_hand.values(role="inkijker"))
        assert self.role(call, house, maps, provider, "blijft") == "inkijker"

    def test_the_last_beheerder_stays_beheerder(self, call, house, maps, provider) -> None:
        assert self.role(call, house, maps, provider, "baas", "wp-beheer") == "beheerder"
        with maps.store.workspace(maps.operator) as work:
            others = update(Account).where(Account.email != "baas@gem.example")
            work.db.execute(others.values(disabled_at=datetime.now(UTC)))
        assert self.role(call, house, maps, provider, "baas", "wp-ambt") == "beheerder"
        assert self.role(call, house, maps, provider, "baas") == "beheerder"
        with maps.store.workspace(maps.operator) as work:
            work.db.execute(update(Account).values(disabled_at=None))
        assert self.role(call, house, maps, provider, "baas", "wp-ambt") == "ambtenaar"


def test_a_wrong_client_secret_is_said_to_the_beheerder(someone, town, house, provider) -> None:
    open_house(town, house, provider, secret="not this one", newcomer_role="ambtenaar")
    provider.user("els", name="Els", email="els@gem.example")
    refused(come_in(someone, town, provider, "els"), someone, town, "client secret klopt niet")


def test_with_only_the_provider_staff_gets_in_by_no_link_and_wijkpartners_do(call, house, lets_in, provider) -> None:
    boss = lets_in.sign_in(Role.BEHEERDER)
    staff, guest = link(lets_in), link(lets_in, "i@x.example", Role.INKIJKER)
    someone = call(to=house)
    provider.user("baas", name="Baas", email="baas@gem.example")
    come_in(someone, lets_in, provider, "baas", koppel=own(someone, lets_in, boss))
    set_up(lets_in, provider.url, only_way=True)
    assert call(to=house).http.post(staff, headers=OURS).status_code == 404
    assert call(to=house).http.post(guest, headers=OURS).status_code == 303
    other = call(to=house)
    come_in(other, lets_in, provider, "baas")
    assert "(beheerder)" in other.get(f"/{lets_in.slug}/beheer/inlog/koppel").text


def test_who_is_invited_where_the_provider_is_the_only_way_links_the_account_by_accepting(
    call, house, lets_in, provider
) -> None:
    boss = lets_in.sign_in(Role.BEHEERDER)
    provider.user("baas", name="Baas", email="baas@gem.example")
    desk = call(to=house)
    come_in(desk, lets_in, provider, "baas", koppel=own(desk, lets_in, boss))
    set_up(lets_in, provider.url, only_way=True, newcomer_role="ambtenaar")
    invited = lets_in.invite("nieuw@gem.example", role=Role.SPELLEIDER, name="Nina Nieuw", by=boss)
    provider.user("nina", name="N. Nieuw", email="nieuw@gem.example", email_verified=True)
    provider.user("ander", name="Ander", email="ander@gem.example", email_verified=True)
    someone, stranger = call(to=house), call(to=house)
    assert someone.http.post(invited.path, headers=OURS).status_code == 200
    assert not signed_in(someone, lets_in)
    assert come_in(stranger, lets_in, provider, "nina").status_code == 403  # the address alone opens nothing
    proof = someone.http.cookies[f"koppel-{lets_in.slug}"]
    forged = {"Cookie": f"koppel-{lets_in.slug}={proof[:-2]}xx"}
    assert stranger.get(f"/{lets_in.slug}/inlog/begin", headers=forged).status_code == 302
    come_in(someone, lets_in, provider, "nina")
    assert "Nina Nieuw (spelleider)" in someone.get(f"/{lets_in.slug}/beheer/inlog/koppel").text
    # The same proof once more links nobody else: Ander becomes a newcomer of the provider's own.
    late = call(to=house)
    late.http.cookies.set(f"koppel-{lets_in.slug}", proof)
    come_in(late, lets_in, provider, "ander")
    assert "Ander (ambtenaar)" in late.get(f"/{lets_in.slug}/beheer/inlog/koppel").text
    again = call(to=house)
    come_in(again, lets_in, provider, "nina")
    assert "Nina Nieuw (spelleider)" in again.get(f"/{lets_in.slug}/beheer/inlog/koppel").text


@pytest.mark.parametrize("verifier", [None, "x" * 43])
def test_the_provider_itself_refuses_a_missing_or_wrong_verifier(lets_in, house, provider, verifier) -> None:
    provider.user("els", name="Els")
    back = f"{house.url}/{lets_in.slug}/inlog/terug"
    question = {"client_id": CLIENT, "response_type": "code", "scope": "openid", "redirect_uri": back, "state": "s"}
    challenge = {"code_challenge": create_s256_code_challenge("y" * 43), "code_challenge_method": "S256"}
    there = f"{provider.url}/auth?"
    assert "error=invalid_request" in httpx.get(there + urlencode(question)).headers["location"]
    code = asked(provider.sign_in(there + urlencode({**question, **challenge}), "els"))["code"]
    exchange = {"grant_type": "authorization_code", "code": code, "redirect_uri": back}
    more = {"code_verifier": verifier} if verifier else {}
    answer = httpx.post(f"{provider.url}/token", data={**exchange, **more}, auth=(CLIENT, SECRET))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
