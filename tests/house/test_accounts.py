"""The beheerder and the people of the gemeente: other rights count at once, and a beheerder always remains."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update

from tests.makers import SignedIn, Town
from wijkplatform.domain.errors import DomainError, NotFound
from wijkplatform.domain.people import Badge, Group, Role
from wijkplatform.domain.providers import Claims
from wijkplatform.services import accounts
from wijkplatform.services.provider_sign_in import sign_in_by_provider
from wijkplatform.storage.oidc import OidcIdentity, OidcProvider
from wijkplatform.storage.outbox import Mail
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.people import Account, Organisation, SignIn

pytestmark = pytest.mark.usefixtures("front_end")


@pytest.fixture
def boss(town: Town) -> SignedIn:
    """The beheerder who is at work."""
    return town.sign_in(Role.BEHEERDER, "Henk")


def people_page(town: Town) -> str:
    return f"/{town.slug}/beheer/mensen"


def send(caller, who: SignedIn, path: str, **form: str):
    return caller.http.post(f"/{who.slug}/beheer/mensen/{path}", data={**who.form, **form}, headers=who.page)


def row(town: Town, account: UUID) -> Account:
    with town.store.workspace(town.operator) as work:
        return work.db.scalars(select(Account).where(Account.id == account)).one()


def test_a_beheerder_sees_everybody_and_how_they_last_signed_in(anyone, town, boss) -> None:
    town.sign_in(Role.SPELLEIDER, "Samira")
    town.account(Role.WIJKPARTNER, "Piet")
    page = anyone.get(people_page(town), headers=boss.cookies).text
    for said in ("Samira", f"samira@{town.slug}.example", "met een link per e-mail", "Woonbron (corporatie)"):
        assert said in page
    assert page.count("nog nooit") == 1
    assert page.count("(dit bent u)") == 1


def test_the_newest_sign_in_is_the_one_that_is_told(town, boss) -> None:
    first = town.sign_in(Role.SPELLEIDER)
    town.sign_in(Role.SPELLEIDER)
    with town.store.workspace(town.operator) as work:
        older = {"created_at": datetime(2026, 1, 1, tzinfo=UTC), "method": "oidc"}
        work.db.execute(update(SignIn).where(SignIn.id == first.badge.row).values(**older))
    with town.store.workspace(boss.badge) as work:
        told = next(one for one in accounts.see_accounts(work) if one.id == first.account)
    assert told.method == "link"
    assert told.signed_in_at
    assert told.signed_in_at.year > 2026 or told.signed_in_at.month > 1


def test_another_role_ends_every_sign_in_of_that_person_at_once(anyone, town, boss) -> None:
    before = [town.sign_in(Role.SPELLEIDER, "Samira") for _ in range(2)]
    answer = send(anyone, boss, f"{before[0].account}/rol", role="ambtenaar")
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, people_page(town))
    assert row(town, before[0].account).role == Role.AMBTENAAR
    for old in before:
        assert anyone.get(f"/{town.slug}/beheer", headers=old.cookies).status_code == 302
        with pytest.raises(NotFound), town.store.workspace(old.badge):
            pass
    page = anyone.get(answer.headers["location"], headers=boss.cookies).text
    assert "Samira is nu ambtenaar." in page


def test_choosing_the_same_role_ends_nothing(anyone, town, boss) -> None:
    samira = town.sign_in(Role.SPELLEIDER, "Samira")
    assert send(anyone, boss, f"{samira.account}/rol", role="spelleider").status_code == 303
    assert anyone.get(f"/{town.slug}/beheer", headers=samira.cookies).status_code == 200


def test_a_wijkpartner_needs_an_organisation_of_this_gemeente(anyone, town, other_town, boss, fingerprint) -> None:
    samira = town.account(Role.SPELLEIDER, "Samira")
    other_town.account(Role.WIJKPARTNER)
    town.account(Role.WIJKPARTNER)
    homes = {}
    for one in (town, other_town):
        with one.store.workspace(one.operator) as work:
            homes[one.slug] = str(work.db.scalars(select(Organisation.id)).one())
    anyone.get(people_page(town), headers=boss.cookies)
    before = fingerprint()
    for chosen in ({}, {"organisation": ""}, {"organisation": homes[other_town.slug]}, {"organisation": "x"}):
        answer = send(anyone, boss, f"{samira}/rol", role="wijkpartner", **chosen)
        assert answer.status_code == 400
        assert 'id="organisation-error"' in answer.text
        assert '<option value="wijkpartner" selected>' in answer.text
    assert fingerprint() == before
    answer = send(anyone, boss, f"{samira}/rol", role="wijkpartner", organisation=homes[town.slug])
    assert answer.status_code == 303
    assert str(row(town, samira).organisation_id) == homes[town.slug]
    assert send(anyone, boss, f"{samira}/rol", role="inkijker", organisation=homes[town.slug]).status_code == 303
    assert row(town, samira).organisation_id is None


@pytest.mark.parametrize("role", ["", "operator", "visitor", "participant", "room", "burgemeester", "BEHEERDER"])
def test_only_a_role_for_accounts_can_be_given(anyone, town, boss, role: str) -> None:
    samira = town.account(Role.SPELLEIDER, "Samira")
    answer = send(anyone, boss, f"{samira}/rol", role=role)
    assert answer.status_code == 400
    assert "Kies een rol uit de lijst." in answer.text
    assert row(town, samira).role == Role.SPELLEIDER


def test_nobody_lowers_or_removes_themselves(anyone, town, boss, fingerprint) -> None:
    town.sign_in(Role.BEHEERDER, "Els")
    anyone.get(people_page(town), headers=boss.cookies)
    before = fingerprint()
    for path, form in ((f"{boss.account}/rol", {"role": "spelleider"}), (f"{boss.account}/verwijderen", {})):
        answer = send(anyone, boss, path, **form)
        assert answer.status_code == 403
        assert "Vraag een andere beheerder." in answer.text
    assert fingerprint() == before


def test_of_two_beheerders_who_remove_each_other_at_once_one_remains(maker) -> None:
    for removing in (True, False, True, False):
        town = maker.town()
        one, other = town.sign_in(Role.BEHEERDER, "Henk"), town.sign_in(Role.BEHEERDER, "Els")

        def act(pair: tuple[SignedIn, UUID], town=town, removing=removing) -> bool:
            try:
                with town.store.workspace(pair[0].badge) as work:
                    if removing:
                        accounts.remove(work, pair[1])
                    else:
                        accounts.change_role(work, pair[1], "ambtenaar")
            except DomainError:
                return False
            return True

        with ThreadPoolExecutor(2) as both:
            done = list(both.map(act, [(one, other.account), (other, one.account)]))
        assert sorted(done) == [False, True]
        with town.store.workspace(town.operator) as work:
            left = select(func.count()).select_from(Account).where(Account.role == Role.BEHEERDER)
            assert work.db.scalars(left.where(Account.disabled_at.is_(None))).one() == 1


def test_a_beheerder_remains_when_the_provider_demotes_one_who_removes_the_other(town) -> None:
    one, other = town.sign_in(Role.BEHEERDER, "Henk"), town.sign_in(Role.BEHEERDER, "Els")
    issuer = "https://x.example"
    with town.store.workspace(town.operator) as work:
        known = {"role_claim": "groups", "role_map": {"lezers": "inkijker"}}
        work.db.add(OidcProvider(issuer=issuer, client_id="x", sealed_secret=b"x", **known))
        work.db.add(OidcIdentity(account_id=one.account, issuer=issuer, subject="henk"))

    def remove() -> None:
        with town.store.workspace(one.badge) as work:
            accounts.remove(work, other.account)

    with ThreadPoolExecutor(1) as pool:
        with town.store.workspace(Badge(town.id)) as work:
            sign_in_by_provider(work, issuer, Claims("henk", None, None, frozenset({"lezers"})))
            removing = pool.submit(remove)
            time.sleep(0.5)
        assert isinstance(removing.exception(), NotFound)
    assert (row(town, one.account).role, row(town, other.account).disabled_at) == ("inkijker", None)


@pytest.mark.parametrize(("path", "form"), [("verwijderen", {}), ("rol", {"role": "ambtenaar"})])
def test_a_beheerder_who_comes_in_remains_where_the_provider_is_the_only_way(anyone, town, boss, path, form) -> None:
    linked, issuer = town.account(Role.BEHEERDER, "Els"), "https://x.example"
    with town.store.workspace(town.operator) as work:
        work.db.add(OidcProvider(issuer=issuer, client_id="x", sealed_secret=b"x", only_way=True))
        work.db.add(OidcIdentity(account_id=linked, issuer=issuer, subject="els"))
    refused = send(anyone, boss, f"{linked}/{path}", **form)
    assert refused.status_code == 403
    assert "Koppel eerst uw eigen inlog" in refused.text
    assert (row(town, linked).role, row(town, linked).disabled_at) == ("beheerder", None)
    with town.store.workspace(town.operator) as work:
        work.db.add(OidcIdentity(account_id=boss.account, issuer=issuer, subject="henk"))
    assert send(anyone, boss, f"{linked}/{path}", **form).status_code == 303


def test_who_waits_for_the_lock_and_lost_the_own_rights_meanwhile_does_nothing(town, boss) -> None:
    els, samira = town.sign_in(Role.BEHEERDER, "Els"), town.account(Role.SPELLEIDER, "Samira")
    with town.store.workspace(els.badge) as late:
        with town.store.workspace(boss.badge) as work:
            accounts.remove(work, els.account)
        with pytest.raises(NotFound):
            accounts.change_role(late, samira, "beheerder")
    assert row(town, samira).role == Role.SPELLEIDER


def test_a_removal_ends_everything_and_can_be_undone(anyone, town, boss) -> None:
    samira = town.sign_in(Role.SPELLEIDER, "Samira")
    path = f"{people_page(town)}/{samira.account}/verwijderen"
    assert "Ja, verwijder" in anyone.get(path, headers=boss.cookies).text
    assert anyone.get(f"/{town.slug}/beheer", headers=samira.cookies).status_code == 200
    done = send(anyone, boss, f"{samira.account}/verwijderen")
    assert "Samira is verwijderd" in anyone.get(done.headers["location"], headers=boss.cookies).text
    assert anyone.get(f"/{town.slug}/beheer", headers=samira.cookies).status_code == 302
    again = send(anyone, boss, f"{samira.account}/toelaten")
    assert "Samira mag weer inloggen." in anyone.get(again.headers["location"], headers=boss.cookies).text
    assert anyone.get(f"/{town.slug}/beheer", headers=samira.cookies).status_code == 302
    new = town.sign_in(Role.SPELLEIDER, "Samira")
    assert anyone.get(f"/{town.slug}/beheer", headers=new.cookies).status_code == 200


def test_a_removal_ends_the_place_in_a_session_that_is_open_and_in_no_other(town, boss) -> None:
    lieke, closed, going = town.account(Role.AMBTENAAR, "Lieke"), town.meeting(), town.meeting()
    places = {}
    for meeting in (closed, going):
        person = meeting.join(Group.AMBTENAAR)
        places[meeting.id] = person
        with town.store.workspace(town.operator) as work:
            work.db.execute(update(Participant).where(Participant.id == person.id).values(account_id=lieke))
    neighbour = going.join(Group.AMBTENAAR)
    closed.step("start", "close")
    with town.store.workspace(boss.badge) as work:
        accounts.remove(work, lieke)
    with town.store.workspace(town.operator) as work:
        removed = set(work.db.scalars(select(Participant.id).where(Participant.removed_at.is_not(None))))
    assert removed == {places[going.id].id}
    with pytest.raises(NotFound), town.store.workspace(places[going.id].badge):
        pass
    with town.store.workspace(neighbour.badge):
        pass


def test_a_name_is_shown_as_it_was_typed_and_as_text(anyone, town, boss) -> None:
    samira = town.account(Role.SPELLEIDER, "Samira")
    assert send(anyone, boss, f"{samira}/naam", name="  <b>Sam</b>   de Boer ").status_code == 303
    assert row(town, samira).name == "<b>Sam</b> de Boer"
    page = anyone.get(people_page(town), headers=boss.cookies).text
    assert "&lt;b&gt;Sam&lt;/b&gt; de Boer" in page
    assert "<b>Sam" not in page
    for wrong in ("", "   ", "x" * 101):
        answer = send(anyone, boss, f"{samira}/naam", name=wrong)
        assert answer.status_code == 400
        assert f'value="{wrong}"' in answer.text
    assert row(town, samira).name == "<b>Sam</b> de Boer"


def test_an_address_cannot_make_the_page_say_anything_else(anyone, town, boss) -> None:
    for query in ("gedaan=verwijderd", f"gedaan=verwijderd&wie={uuid4()}", f"gedaan=U+bent+gehackt&wie={boss.account}"):
        page = anyone.get(f"{people_page(town)}?{query}", headers=boss.cookies)
        assert page.status_code == 200
        assert "wp-notice" not in page.text
        assert "gehackt" not in page.text


def test_a_beheerder_sees_whose_link_to_sign_in_did_not_arrive_and_what_the_mail_server_said(
    anyone, town, boss
) -> None:
    town.account(Role.AMBTENAAR, "Lieke")
    page = people_page(town)
    assert "Inloglinks die niet aankwamen" not in anyone.get(page, headers=boss.cookies).text
    with town.store.workspace(town.operator) as work:
        for state, words in (("failed", "550 <b>No such user</b>"), ("waiting", "451 Later"), ("waiting", None)):
            work.db.add(Mail(kind="sign_in", recipient="lieke@x.example", state=state, last_words=words))
    said = anyone.get(page, headers=boss.cookies).text
    assert "550 &lt;b&gt;No such user&lt;/b&gt;" in said
    assert (said.count("niet bezorgd"), said.count("wij proberen het opnieuw")) == (1, 1)


def test_signs_that_nobody_sees_are_no_part_of_a_name(anyone, town, boss) -> None:
    els = town.account(Role.AMBTENAAR, "Els")
    assert send(anyone, boss, f"{els}/naam", name="Els\0 \u202eBos").status_code == 303
    assert row(town, els).name == "Els Bos"
    assert send(anyone, boss, f"{els}/naam", name="\0").status_code == 400
