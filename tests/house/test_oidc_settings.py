"""'Eigen inlog': only a beheerder sets it up, only with an admitted provider, and never by locking everybody out."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import select

from tests.makers import BASE_URL, SignedIn, Town
from tests.providers import words
from tests.server import Caller, running
from wijkplatform.domain.people import Role
from wijkplatform.storage.oidc import OidcIdentity, OidcProvider
from wijkplatform.storage.people import Account

pytestmark = pytest.mark.usefixtures("front_end")
TENANT = "11111111-2222-3333-4444-555555555555"
ENTRA = f"https://login.microsoftonline.com/{TENANT}/v2.0"
FILLED = {"issuer": ENTRA, "client_id": "wijk", "secret": "zeer geheim", "doe": "bewaar"}


@pytest.fixture
def boss(town: Town) -> SignedIn:
    return town.sign_in(Role.BEHEERDER)


def send(caller: Caller, who: SignedIn, **form: str) -> httpx.Response:
    headers = {**who.cookies, "Sec-Fetch-Site": "same-origin"}
    return caller.http.post(f"/{who.slug}/beheer/inlog", data={**who.form, **form}, headers=headers)


def show(caller: Caller, who: SignedIn) -> httpx.Response:
    return caller.get(f"/{who.slug}/beheer/inlog", headers=who.cookies)


def kept(town: Town) -> OidcProvider | None:
    with town.store.workspace(town.operator) as work:
        return work.db.scalar(select(OidcProvider))


def test_a_beheerder_fills_it_in_and_the_secret_is_never_seen_again(anyone, town, boss) -> None:
    more = {"role_claim": "groups", "role_lines": " wp-lezers = inkijker \n\nwp=beheer = Beheerder", "issuer": TENANT}
    answer = send(anyone, boss, **{**FILLED, **more, "newcomer_role": "inkijker"})
    assert answer.headers["location"] == f"/{town.slug}/beheer/inlog?klaar=bewaard"
    row = kept(town)
    assert row
    assert (row.issuer, row.client_id, row.newcomer_role, row.only_way) == (ENTRA, "wijk", "inkijker", False)
    assert row.role_map == {"wp-lezers": "inkijker", "wp=beheer": "beheerder"}
    assert b"zeer geheim" not in row.sealed_secret
    assert town.store.keys.unseal(row.sealed_secret) == "zeer geheim"
    page = show(anyone, boss).text
    assert "zeer geheim" not in page
    assert f"{BASE_URL}/{town.slug}/inlog/terug" in page
    assert f"Inloggen via {'Proefstad'}" in anyone.get(f"/{town.slug}/inloggen").text


def test_an_empty_secret_keeps_what_is_known_but_never_follows_to_another_address(anyone, town, boss) -> None:
    send(anyone, boss, **FILLED)
    assert send(anyone, boss, **{**FILLED, "secret": "", "client_id": "anders"}).status_code == 303
    row = kept(town)
    assert row
    assert (row.client_id, town.store.keys.unseal(row.sealed_secret)) == ("anders", "zeer geheim")
    elsewhere = ENTRA.replace("1111", "9999")
    answer = send(anyone, boss, **{**FILLED, "secret": "", "issuer": elsewhere})
    assert answer.status_code == 400
    assert "Vul het client secret in." in words(answer)
    row = kept(town)
    assert row
    assert row.issuer == ENTRA


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"issuer": ""}, "Vul het adres van uw inlog in."),
        ({"issuer": "http://inloggen.gemeente.nl"}, "moet beginnen met https"),
        ({"issuer": "https://elders.example"}, "elders.example is nog niet toegelaten"),
        ({"issuer": "https://127.0.0.1"}, "127.0.0.1 is nog niet toegelaten"),
        ({"issuer": "https://login.microsoftonline.com/common/v2.0"}, "Vul alleen de tenant-ID in."),
        ({"issuer": "https://login.microsoftonline.com.elders.example/x"}, "nog niet toegelaten"),
        ({"issuer": f"https://u@login.microsoftonline.com/{TENANT}/v2.0"}, "geen geldig adres"),
        ({"issuer": "9188040d-6c67-4c5b-b112-36a304b66dad"}, "privé-accounts"),
        ({"client_id": " "}, "Vul het client-ID in."),
        ({"secret": ""}, "Vul het client secret in."),
        ({"role_lines": "wp-beheer = beheerder"}, "Vul in welke claim"),
        ({"role_lines": "wp-beheer", "role_claim": "groups"}, "Regel 1 klopt niet."),
        ({"role_lines": "a = ambtenaar\nb = wijkpartner", "role_claim": "groups"}, "Regel 2 klopt niet."),
        ({"role_lines": "a = operator", "role_claim": "groups"}, "Regel 1 klopt niet."),
        ({"newcomer_role": "beheerder"}, "Kies een rol uit de lijst."),
        ({"only_way": "1"}, "Anders sluit u uzelf buiten."),
        ({"client_id": "x" * 600}, "Dit is te lang."),
        ({"client_id": "wi\0jk"}, "een teken in dat u niet ziet"),
        ({"secret": "zeer\0geheim"}, "een teken in dat u niet ziet"),
        ({"role_lines": "a\0 = ambtenaar", "role_claim": "groups"}, "een teken in dat u niet ziet"),
    ],
)
def test_what_is_not_right_is_said_at_its_field_and_nothing_is_kept(anyone, town, boss, change, says) -> None:
    answer = send(anyone, boss, **{**FILLED, **change})
    assert answer.status_code == 400
    assert says in words(answer)
    assert "data-focus" in answer.text
    assert "zeer geheim" not in answer.text
    assert kept(town) is None


def test_only_the_provider_is_possible_once_a_beheerder_came_in_by_it(anyone, town, boss) -> None:
    send(anyone, boss, **FILLED)
    with town.store.workspace(town.operator) as work:
        account = work.db.scalars(select(Account).where(Account.role == "beheerder")).one()
        work.db.add(OidcIdentity(account_id=account.id, issuer="https://elders.example", subject="s"))
    assert send(anyone, boss, **FILLED, only_way="1").status_code == 400
    with town.store.workspace(town.operator) as work:
        work.db.add(OidcIdentity(account_id=account.id, issuer=ENTRA, subject="s"))
    assert send(anyone, boss, **FILLED, only_way="1").status_code == 303
    assert "Voor wijkpartners." in anyone.get(f"/{town.slug}/inloggen").text


def test_removing_it_opens_the_links_again(anyone, town, boss) -> None:
    send(anyone, boss, **FILLED)
    assert send(anyone, boss, doe="verwijder").headers["location"].endswith("klaar=weg")
    assert kept(town) is None
    assert send(anyone, boss, doe="verwijder").status_code == 404
    assert "Inloggen via" not in anyone.get(f"/{town.slug}/inloggen").text


@pytest.mark.parametrize("role", [Role.SPELLEIDER, Role.AMBTENAAR, Role.INKIJKER])
def test_only_a_beheerder_sees_or_changes_it(anyone, town, fingerprint, role: Role) -> None:
    who = town.sign_in(role)
    before = fingerprint()
    assert show(anyone, who).status_code == 403
    for wish in ("bewaar", "controleer", "verwijder"):
        assert send(anyone, who, **{**FILLED, "doe": wish}).status_code == 403
    assert fingerprint() == before


def test_another_website_changes_nothing(anyone, town, boss) -> None:
    path, cookies = f"/{town.slug}/beheer/inlog", boss.cookies
    for headers, form in (({"Sec-Fetch-Site": "cross-site"}, boss.form), ({"Sec-Fetch-Site": "same-origin"}, {})):
        answer = anyone.http.post(path, data={**form, **FILLED}, headers={**cookies, **headers})
        assert answer.status_code == 403
    assert kept(town) is None


def test_a_secret_that_another_key_sealed_is_asked_again(anyone, town, boss) -> None:
    send(anyone, boss, **FILLED)
    with town.store.workspace(town.operator) as work:
        row = work.db.scalars(select(OidcProvider)).one()
        row.sealed_secret = b"sealed with a key that is gone"
    answer = anyone.get(f"/{town.slug}/inlog/begin")
    assert answer.status_code == 502
    assert "De beheerder vult het opnieuw in" in words(answer)


class TestPrivateNetwork:
    """Even a host that the operator admitted is not asked when its name leads inside."""

    HOSTS = ("localhost", "127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", "2130706433")

    def test_a_discovery_address_inside_is_refused_by_the_button_and_by_signing_in(
        self, database, call, town, boss
    ) -> None:
        admitted = ",".join(one.strip("[]") for one in self.HOSTS)
        with running(database, WIJK_OIDC_ISSUERS=admitted) as server:
            caller = call(to=server)
            for host in self.HOSTS:
                issuer = f"https://{host}"
                said = words(send(caller, boss, issuer=issuer, doe="controleer"))
                assert "staat in een besloten netwerk. Dat adres mogen wij niet vragen." in said, host
                assert send(caller, boss, **{**FILLED, "issuer": issuer}).status_code == 303
                answer = caller.get(f"/{town.slug}/inlog/begin")
                assert (answer.status_code, "location" in answer.headers) == (502, False)
                assert "staat in een besloten netwerk" in words(answer)
