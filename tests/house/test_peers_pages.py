"""The pages of 'sparren met een collega', what the cockpit asks, and the lines that it leaves in the logboek."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select

from tests.house.agreeing import OURS
from tests.house.sparring import ANNA, SPRING, boss_of, found_by, nobody_else, offer, offered, sum_up, switch
from tests.makers import SignedIn, Town
from wijkplatform.domain.peers import Peer
from wijkplatform.domain.people import ACCOUNT_ROLES, MAY, Action, Role
from wijkplatform.services import peers
from wijkplatform.storage.audit import AuditEntry

__all__ = ["nobody_else"]
pytestmark = pytest.mark.usefixtures("front_end", "nobody_else")
HEBREW = "\u05e9\u05dc\u05d5\u05dd"
HOSTILE = Peer(f"<script>alert(1)</script> {HEBREW}", f"<img src=x> {HEBREW}", "a?bcc=b@x.example")
LATER = SPRING + timedelta(days=180)
READERS = sorted(MAY[Action.FIND_PEERS])


@pytest.fixture
def boss(town: Town) -> SignedIn:
    return boss_of(town)


def page(caller, by: SignedIn, more: str = "") -> str:
    answer = caller.get(f"/{by.slug}/beheer/collegas{more}", headers=by.cookies)
    assert answer.status_code == 200
    return answer.text


def send(caller, by: SignedIn, more: str, **form: str):
    return caller.http.post(f"/{by.slug}/beheer/collegas/{more}", data={**by.form, **form}, headers=by.page)


def written(answer) -> dict[str, str]:
    """What stands in the fields of a form."""
    return {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', answer.text)}


@pytest.mark.parametrize("role", READERS)
def test_everybody_with_an_account_but_wijkpartners_sees_whom_one_can_find(
    anyone, town, other_town, role: Role
) -> None:
    by = town.sign_in(role)
    assert "Er is nog niemand." in page(anyone, by)
    offered(other_town, 3, peer=replace(ANNA, contact="070 123 45 67"))
    offered(other_town, 7)
    seen = page(anyone, by)
    assert re.findall(r"<h3[^>]*>Opgave (\d+): [^<]+</h3>\s*<ul", seen) == ["3", "7"]
    assert 'href="tel:0701234567"' in seen
    assert 'href="mailto:anna@beekstad.example"' in seen
    assert "Op de andere opgaven is er nog niemand: 1, 2, 4, 5, 6, 8, 9 en 10." in seen
    assert ("Dit zien andere gemeenten" in seen) == (role is Role.BEHEERDER)
    assert other_town.slug not in seen
    assert "Elders" not in seen


def test_what_was_typed_is_shown_as_text_and_its_address_only_writes_to_it(anyone, town, other_town) -> None:
    offered(other_town, 3, peer=HOSTILE)
    for seen in (page(anyone, town.sign_in(Role.INKIJKER)), page(anyone, boss_of(other_town), "/3")):
        assert "<script>alert" not in seen
        assert "<img src=x" not in seen
    seen = page(anyone, town.sign_in(Role.INKIJKER))
    assert f'<strong dir="auto">&lt;script&gt;alert(1)&lt;/script&gt; {HEBREW}</strong>' in seen
    assert f'dir="auto">&lt;img src=x&gt; {HEBREW}</p>' in seen
    assert 'href="mailto:a%3Fbcc%3Db@x.example"><bdi>a?bcc=b@x.example</bdi>' in seen


def test_a_beheerder_offers_changes_and_withdraws_by_forms(anyone, town, other_town, boss) -> None:
    sum_up(town, {3: ["higher"]})
    assert 'href="' + f"/{town.slug}/beheer/collegas/3" in page(anyone, boss)
    assert written(anyone.get(f"/{town.slug}/beheer/collegas/3", headers=boss.cookies))["called"] == "Proefstad"
    answer = send(anyone, boss, "3", **asdict(ANNA), seen="")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{town.slug}/beheer/collegas?melding=bewaard")
    assert "Collega’s vinden u nog niet." in page(anyone, boss)
    assert found_by(other_town, 3) == {3: ()}
    assert send(anyone, boss, "vindbaar", on="1").status_code == 303
    assert "Collega’s vinden u op deze opgave." in page(anyone, boss)
    form = written(anyone.get(f"/{town.slug}/beheer/collegas/3", headers=boss.cookies))
    assert {name: form[name] for name in asdict(ANNA)} == asdict(ANNA)
    assert send(anyone, boss, "3", **{**form, "role": "teamleider"}).status_code == 303
    assert found_by(other_town, 3) == {3: (replace(ANNA, role="teamleider"),)}
    assert send(anyone, boss, "vindbaar", on="0").status_code == 303
    assert found_by(other_town, 3) == {3: ()}
    assert send(anyone, boss, "3/intrekken").status_code == 303
    assert "teamleider" not in page(anyone, boss)


def test_what_is_wrong_is_said_at_each_field_and_nothing_that_was_typed_is_lost(
    anyone, boss, town, fingerprint
) -> None:
    sum_up(town, {3: ["higher"]})
    page(anyone, boss)
    typed = {"called": " ", "role": "x" * 101, "contact": 'bel "mij" <b>'}
    before = fingerprint()
    answer = send(anyone, boss, "3", **typed, seen="")
    assert answer.status_code == 400
    assert set(re.findall(r'id="([\w-]+)-error"', answer.text)) == set(typed)
    assert set(re.findall(r'<li><a class="nl-link" href="#([\w-]+)"', answer.text)) == set(typed)
    assert {name: written(answer)[name] for name in typed} == typed
    assert "<b>" not in answer.text
    assert fingerprint() == before


def test_what_somebody_else_changed_stands_beside_what_was_typed_and_can_then_be_saved(anyone, town, boss) -> None:
    sum_up(town, {3: ["higher"]})
    offer(town)
    typed = {**asdict(ANNA), "role": "directeur", "seen": ""}
    answer = send(anyone, boss, "3", **typed)
    assert answer.status_code == 409
    assert "Dit staat er nu" in answer.text
    assert ">wijkmanager</p>" in answer.text
    assert written(answer)["role"] == "directeur"
    assert send(anyone, boss, "3", **{**typed, "seen": written(answer)["seen"]}).status_code == 303
    assert ">directeur</p>" in page(anyone, boss)


def test_where_the_gemeente_did_not_improve_the_page_says_why_and_a_form_of_before_is_not_lost(
    anyone, town, boss
) -> None:
    seen = page(anyone, boss)
    assert "Op deze opgaven vonden wij nog geen verbetering." in seen
    assert "/collegas/3" not in seen
    assert 'name="called"' not in page(anyone, boss, "/3")
    answer = send(anyone, boss, "3", **asdict(ANNA), seen="")
    assert answer.status_code == 409
    assert "Op deze opgave vonden wij nog geen verbetering." in answer.text
    assert {name: written(answer)[name] for name in asdict(ANNA)} == asdict(ANNA)


def test_an_offer_that_stands_no_more_is_still_there_for_who_typed_it(anyone, town, boss) -> None:
    offered(town, 3)
    sum_up(town, {3: ["lower"]}, on=LATER)
    with town.store.workspace(town.operator) as work:
        peers.refresh_offers(work)
    seen = page(anyone, boss)
    assert "vonden wij geen verbetering meer op deze opgave" in seen
    assert ANNA.contact in seen
    assert f"/{town.slug}/beheer/collegas/3/intrekken" in seen
    sum_up(town, {3: ["higher"]}, on=LATER + timedelta(days=180))  # and nobody looked at the offers since
    assert "Collega’s vinden u nog niet." in page(anyone, boss)
    form = written(anyone.get(f"/{town.slug}/beheer/collegas/3", headers=boss.cookies))
    assert send(anyone, boss, "3", **form).status_code == 303
    assert "Collega’s vinden u op deze opgave." in page(anyone, boss)


@pytest.mark.parametrize("role", [one for one in ACCOUNT_ROLES if one is not Role.BEHEERDER])
def test_only_a_beheerder_changes_what_others_find(anyone, town, fingerprint, role: Role) -> None:
    offered(town, 3)
    by = town.sign_in(role)
    anyone.get(f"/{town.slug}/beheer", headers=by.cookies)
    before = fingerprint()
    tries = [("3", asdict(ANNA)), ("3/intrekken", {}), ("vindbaar", {"on": "0"})]
    assert [send(anyone, by, more, **form).status_code for more, form in tries] == [403] * 3
    assert fingerprint() == before


@pytest.mark.parametrize("number", ["0", "11", "99999999999999999999"])
def test_what_is_no_opgave_is_not_found(anyone, town, boss, number: str) -> None:
    assert anyone.get(f"/{town.slug}/beheer/collegas/{number}", headers=boss.cookies).status_code == 404
    assert send(anyone, boss, number, **asdict(ANNA), seen="").status_code == 404
    assert send(anyone, boss, f"{number}/intrekken").status_code == 404


def test_each_change_leaves_a_line_in_the_logboek_without_what_was_typed(anyone, town, boss) -> None:
    offered(town, 3)
    offer(town)  # nothing new
    switch(town)
    for more, form in (("3/intrekken", {}), ("3/intrekken", {}), ("vindbaar", {"on": "0"})):
        send(anyone, boss, more, **form)
    with town.store.workspace(town.operator) as work:
        lines = work.db.scalars(select(AuditEntry).order_by(AuditEntry.happened_at)).all()
    assert [one.what for one in lines] == ["peers_offered", "peers_findable", "peers_withdrawn", "peers_not_findable"]
    assert {one.account_id for one in lines} == {boss.account}
    seen = anyone.get(f"/{town.slug}/beheer/logboek", headers=boss.cookies).text
    told = [
        *("ingevuld wat collega’s zien", "vinden door collega’s aangezet"),
        *("weggehaald wat collega’s zien", "vinden door collega’s uitgezet"),
    ]
    cells = re.findall(r'data-label="(?:Wat|Waarover)"><div>([^<]*)</div>', seen)
    assert cells[::2] == told[::-1]
    assert cells[1::2] == ["sparren met een collega", "sparren over opgave 3"] * 2
    assert "sparren over opgave 3" in anyone.get(f"/{town.slug}/beheer/logboek.csv", headers=boss.cookies).text
    assert ANNA.contact not in seen


class TestCockpit:
    def test_who_leads_finds_colleagues_for_the_opgaven_of_the_session(self, anyone, town, other_town) -> None:
        meeting = town.meeting(opgaven=(0, 7, 3))
        offered(other_town, 1, 3, peer=replace(ANNA, called="Beekstad"))
        found = anyone.get(f"{meeting.path}/peers", headers={**meeting.leader.cookies, **OURS}).json()
        colleague = {**asdict(ANNA), "link": f"mailto:{ANNA.contact}"}
        assert found == {
            "opgaven": [{"opgave": 7, "colleagues": []}, {"opgave": 3, "colleagues": [colleague]}],
        }

    def test_no_participant_scherm_or_tafel_gets_them_nor_do_they_stand_in_what_those_see(
        self, anyone, town, other_town
    ) -> None:
        meeting = town.meeting()
        offered(other_town, 1)
        proofs = [
            meeting.join().bearer,
            {},
            *({"Authorization": f"Bearer {one()}"} for one in (meeting.screen, meeting.table)),
        ]
        assert {anyone.get(f"{meeting.path}/peers", headers=one).status_code for one in proofs} <= {403, 404}
        meeting.step("start", "open", "reveal", "close")
        for headers in (*proofs, meeting.leader.cookies):
            assert ANNA.contact not in anyone.get(f"{meeting.path}/snapshot", headers=headers).text
