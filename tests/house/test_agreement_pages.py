"""Afspraken in the workspace: who sees what, in which order, and keeping them up to date without losing a word."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest

from tests.house.agreeing import ESCAPED, HOSTILE, TODAY, agree, evening, page_of, set_agreement, set_columns, stored
from tests.makers import Meeting, SignedIn, Town
from wijkplatform.domain.errors import NotFound, NotNow
from wijkplatform.domain.people import Role
from wijkplatform.services import owners, stories
from wijkplatform.storage import plans
from wijkplatform.storage.agreements import AgreementLink
from wijkplatform.storage.outbox import Mail
from wijkplatform.storage.people import Account

pytestmark = pytest.mark.usefixtures("front_end")

PLAN = {
    "what": "De lampen en de bankjes.",
    "organisation": "Woonbron",
    "role": "wijkbeheerder",
    "account": "",
    "email": "els@x.example",
    "due": "26-11-2028",
    "level": "tactical",
    "seen": "0",
}


@pytest.fixture
def held(town: Town) -> Meeting:
    return evening(town)


@pytest.fixture
def boss(held: Meeting) -> SignedIn:
    return held.leader


def rows(page: str) -> list[str]:
    """What the afspraken on a page say first, in order."""
    return [unescape(one) for one in re.findall(r'scope="row"[^>]*><a [^>]*>([^<]*)</a>', page)]


def words(page: str) -> str:
    """What a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def filled(page: str, name: str) -> str:
    """What a field of a form holds."""
    found = re.search(rf'<input [^>]*name="{name}" value="([^"]*)"', page)
    found = found or re.search(rf'<textarea [^>]*name="{name}"[^>]*>([^<]*)</textarea>', page)
    found = found or re.search(rf'name="{name}"(?:(?!</select>).)*<option value="([^"]*)" selected', page, re.DOTALL)
    assert found, name
    return unescape(found[1])


class TestAll:
    @pytest.fixture
    def five(self, town: Town, held: Meeting) -> dict[str, str]:
        late = TODAY - timedelta(days=3)
        made = {name: agree(held, name) for name in ("later", "soon", "late", "later late", "done")}
        set_agreement(town, made["soon"], due=TODAY)
        set_agreement(town, made["late"], due=late, status="in_progress", organisation="Politie")
        set_agreement(town, made["later late"], due=late + timedelta(days=1))
        set_agreement(town, made["done"], due=late, status="done")
        return made

    def test_what_is_late_comes_first_then_what_is_open_by_its_day_and_what_is_over_is_folded(
        self, anyone, town, boss, five
    ) -> None:
        page = anyone.get(page_of(town), headers=boss.cookies).text
        assert rows(page) == ["late", "later late", "soon", "later", "done"]
        assert page.count('<span class="wp-status wp-status--error">te laat</span>') == 2
        folded = page.partition("<details")[2].partition("</details>")[0]
        assert rows(folded) == ["done"]
        assert "<details open" not in page

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("stand=te-laat", ["late", "later late"]),
            ("stand=open", ["later late", "soon", "later"]),
            ("stand=bezig", ["late"]),
            ("stand=klaar", ["done"]),
            ("stand=vervallen", []),
            ("eigenaar=Politie", ["late"]),
            ("eigenaar=Politie&stand=klaar", []),
            ("wijk=De+Linden&stand=bezig", ["late"]),
            ("wijk=Elders", ["late", "later late", "soon", "later", "done"]),
            ("stand=%00&eigenaar=%3Cb%3E", ["late", "later late", "soon", "later", "done"]),
        ],
    )
    def test_the_address_says_which_are_shown(self, anyone, town, boss, five, asked: str, found: list[str]) -> None:
        page = anyone.get(f"{page_of(town)}?{asked}", headers=boss.cookies).text
        assert rows(page) == found
        assert ("Er is geen afspraak die hierbij past" in page) == (not found)

    def test_the_choice_stays_in_the_form_and_what_is_over_unfolds_when_it_is_asked_for(
        self, anyone, town, boss, five
    ) -> None:
        page = anyone.get(f"{page_of(town)}?stand=klaar&eigenaar=Woonbron", headers=boss.cookies).text
        assert (filled(page, "stand"), filled(page, "eigenaar"), filled(page, "wijk")) == ("klaar", "Woonbron", "")
        assert re.search(r"<details [^>]* open>", page)

    def test_another_wijk_is_told_apart(self, anyone, town, boss, five) -> None:
        with town.store.workspace(town.operator) as work:
            other = plans.wijk_by_name(work.db, "Het Veen")
        set_agreement(town, five["soon"], wijk_id=other)
        page = anyone.get(f"{page_of(town)}?wijk=Het+Veen", headers=boss.cookies).text
        assert rows(page) == ["soon"]

    def test_of_trials_and_of_other_gemeenten_nothing_is_shown(self, anyone, town, other_town, boss, held) -> None:
        trial = town.trial(opgaven=(1,))
        trial.step("start", "open", "reveal")
        mine, foreign = agree(trial, "Van een proef"), agree(evening(other_town), "Van elders")
        page = anyone.get(page_of(town), headers=boss.cookies).text
        assert "Er zijn nog geen afspraken" in page
        for one in (mine, foreign, uuid4()):
            for method, more in (("GET", ""), ("GET", "/aanpassen"), ("GET", "/intrekken"), ("POST", "/mail")):
                answer = anyone.http.request(method, page_of(town, str(one), more), data=boss.form, headers=boss.page)
                assert answer.status_code == 404, (one, more)

    def test_the_front_page_tells_how_many_are_late_and_names_the_first_three(self, anyone, town, boss, held) -> None:
        home = anyone.get(f"/{town.slug}/beheer", headers=boss.cookies).text
        assert "Er staat geen afspraak open." in home
        made = [agree(held, f"nummer {number}") for number in range(5)]
        for number, one in enumerate(made[:4]):
            set_agreement(town, one, due=TODAY - timedelta(days=10 - number))
        home = anyone.get(f"/{town.slug}/beheer", headers=boss.cookies).text
        assert "4 te laat" in home
        assert "5 open" in home
        assert re.findall(r">(nummer \d)</a>", home) == ["nummer 0", "nummer 1", "nummer 2"]
        assert f'href="{page_of(town, made[0])}"' in home

    def test_who_may_not_see_afspraken_sees_no_trace_of_them(self, anyone, town, five) -> None:
        home = anyone.get(f"/{town.slug}/beheer", headers=town.sign_in(Role.WIJKPARTNER).cookies).text
        assert "fspra" not in home
        assert "Notities" not in home


class TestOne:
    def test_it_tells_everything_that_is_known_and_hostile_text_is_text(self, anyone, town, boss, held) -> None:
        said = {"organisation": "<b>Woonbron</b>", "role": "<i>baas</i>"}
        one = agree(held, HOSTILE, quick=True, account=str(boss.account), **said)
        held.step("close")
        page = anyone.get(page_of(town, one), headers=boss.cookies).text
        assert ESCAPED in page
        assert "&lt;b&gt;Woonbron&lt;/b&gt;, &lt;i&gt;baas&lt;/i&gt;" in page
        assert not re.search("<script>alert|<b>|<i>", page)
        for told in (
            *("De Linden", "Spelleider", "uitvoerend", "Antwoord beloofd uiterlijk", "De afspraak is gemaakt."),
            *("Opgave 1, punt 1: Organisaties of groepen van bewoners", "nog niet begonnen", "els@x.example"),
            *("link gestuurd · Spelleider", "Dit is nog niet aan bewoners gevraagd", "Een avond in de wijk"),
        ):
            assert told in words(page), told
        assert f'href="/{town.slug}/sessies/{held.id}"' in page

    def test_who_only_reads_finds_no_form_no_address_and_no_way_to_change(self, anyone, town, boss, held) -> None:
        one = agree(held)
        held.step("close")
        for role in (Role.INKIJKER, Role.AMBTENAAR):
            reader = town.sign_in(role)
            page = anyone.get(page_of(town, one), headers=reader.cookies).text
            assert "De lampen bij de school" in page
            main = page.partition("<main")[2]
            assert "<form" not in main
            assert "els@x.example" not in page
            assert f"/sessies/{held.id}" not in page
            for more in ("/stand", "/aanpassen", "/mail", "/intrekken"):
                answer = anyone.http.post(page_of(town, one, more), data=reader.form, headers=reader.page)
                assert answer.status_code == 403, more
            with town.store.workspace(reader.badge) as work:
                read = stories.see_story(work, UUID(one))
            assert (read.owner, read.links, read.mails, read.trail) == (None, (), {}, ())
        assert anyone.get(page_of(town, one), headers=town.sign_in(Role.WIJKPARTNER).cookies).status_code == 403

    def test_what_bewoners_noticed_is_told_per_session_and_the_last_time_in_the_list(
        self, anyone, town, boss, held
    ) -> None:
        one = agree(held)
        held.step("close")
        for answers in ((3, 3, 2, 0), (1,)):
            again = town.meeting(opgaven=(2,))
            people = again.fill(len(answers), 0, 0)
            again.step("start", "open")
            for person, value in zip(people, answers, strict=True):
                again.score(person, again.items(-1)[0], value)
            again.step("reveal", "close")
        page = words(anyone.get(page_of(town, one), headers=boss.cookies).text)
        assert "Ja 2 · Een beetje 1 · Nee 0 · Weet ik niet 1" in page
        assert "te weinig antwoorden" in page
        listed = words(anyone.get(page_of(town), headers=boss.cookies).text)
        assert "te weinig antwoorden" in listed
        assert "Ja 2" not in listed

    def test_a_mail_that_did_not_arrive_is_told_with_the_words_of_the_mail_server(
        self, anyone, town, boss, held
    ) -> None:
        one = agree(held)
        held.step("close")
        assert "nog niet verstuurd" in anyone.get(page_of(town, one), headers=boss.cookies).text
        set_columns(town, Mail, state="failed", last_words="550 <onbekend>")
        page = anyone.get(page_of(town, one), headers=boss.cookies).text
        assert "niet bezorgd" in page
        assert "550 &lt;onbekend&gt;" in page


class TestMove:
    def move(self, anyone, boss, town, one: str, **fields: str):
        form = {**boss.form, "was": "open", "status": "open", "text": "", **fields}
        return anyone.http.post(page_of(town, one, "/stand"), data=form, headers=boss.page)

    def test_how_far_it_is_changes_with_a_word_about_it(self, anyone, town, boss, held) -> None:
        one = agree(held)
        answer = self.move(anyone, boss, town, one, status="in_progress", text=f"{HOSTILE}\nregel twee")
        assert (answer.status_code, answer.headers["location"]) == (303, page_of(town, one, "?melding=bewaard"))
        page = anyone.get(answer.headers["location"], headers=boss.cookies).text
        assert "De afspraak is bewaard." in page
        assert f'<p class="wp-said" dir="auto">{ESCAPED}\nregel twee</p>' in page
        assert re.search(r"· Spelleider</p>\s*<p [^>]*>Stand: <strong>bezig", page)
        assert stored(town, one)["status"] == "in_progress"

    @pytest.mark.parametrize(
        ("fields", "field", "says", "status"),
        [
            ({"status": "dropped"}, "text", "Schrijf op waarom deze afspraak niet doorgaat.", 400),
            ({}, "text", "Kies hoe ver het is, of schrijf iets op.", 400),
            ({"status": "weg", "text": "Iets"}, "status", "Kies hoe ver het is.", 400),
            ({"status": "done", "text": "x" * 1_001}, "text", "Er passen 1.000 tekens in", 413),
            ({"status": "done", "text": "x" * 30_000}, "text", "Er passen 1.000 tekens in", 413),
        ],
    )
    def test_what_cannot_be_kept_is_told_at_its_field_and_what_was_typed_stays(
        self, anyone, town, boss, held, fingerprint, fields, field, says, status
    ) -> None:
        one = agree(held)
        anyone.get(page_of(town, one), headers=boss.cookies)
        before = fingerprint()
        answer = self.move(anyone, boss, town, one, **fields)
        assert answer.status_code == status
        assert re.search(rf'id="{field}-error"[^>]*>[^<]*{re.escape(says)}', answer.text)
        assert f'href="#{field}"' in answer.text
        assert filled(answer.text, "text") == fields.get("text", "")
        assert fingerprint() == before

    def test_a_page_that_was_opened_long_ago_moves_nothing_back(self, anyone, town, boss, held) -> None:
        one = agree(held)
        set_agreement(town, one, status="done")
        assert self.move(anyone, boss, town, one, text="Bedankt").status_code == 303
        assert stored(town, one)["status"] == "done"


class TestPlan:
    def post(self, anyone, boss, town, one: str, **fields: str):
        form = {**boss.form, **PLAN, **fields}
        return anyone.http.post(page_of(town, one, "/aanpassen"), data=form, headers=boss.page)

    def test_the_form_holds_what_was_agreed(self, anyone, town, boss, held) -> None:
        due = TODAY + timedelta(days=21)
        one = agree(held, account=str(boss.account), quick=True)
        page = anyone.get(page_of(town, one, "/aanpassen"), headers=boss.cookies).text
        assert {name: filled(page, name) for name in PLAN} == {
            "what": "De lampen bij de school worden gemaakt.",
            "organisation": "Woonbron",
            "role": "wijkbeheerder",
            "account": str(boss.account),
            "email": "els@x.example",
            "due": f"{due.day}-{due.month}-{due.year}",
            "level": "operational",
            "seen": "0",
        }
        assert 'name="quick" value="1" checked' in page

    def test_every_field_can_change_and_the_history_says_so(self, anyone, town, boss, held) -> None:
        one = agree(held)
        answer = self.post(anyone, boss, town, one, account=str(boss.account), quick="1", due="26 nov 2028")
        assert answer.status_code == 303
        now = stored(town, one)
        assert (now["what"], now["level"], now["account_id"]) == (PLAN["what"], "tactical", boss.account)
        assert now["due"].isoformat() == "2028-11-26"
        assert now["answer_by"] == TODAY + timedelta(days=3)
        page = anyone.get(page_of(town, one), headers=boss.cookies).text
        assert "De afspraak is aangepast." in page

    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [
            ({"due": "morgen"}, {"due": "Schrijf de dag zo"}),
            ({"due": "1-1-2020"}, {"due": "Deze dag is al voorbij"}),
            ({"due": "", "what": " ", "email": "els@"}, {"due": "zo", "what": "Schrijf op wat", "email": "nagekeken"}),
            ({"what": "x" * 501, "role": "x" * 700}, {"what": "500 tekens", "role": "120 tekens"}),
            ({"what": "x" * 25_000}, {"what": "500 tekens"}),
            ({"organisation": ""}, {"organisation": "welke organisatie"}),
            ({"account": "geen nummer"}, {"account": "Deze persoon doet niet meer mee"}),
            ({"account": str(uuid4())}, {"account": "Deze persoon doet niet meer mee"}),
            ({"level": "hoog"}, {"level": "Kies een niveau."}),
        ],
    )
    def test_all_that_is_wrong_is_told_at_once_and_nothing_of_it_is_lost(
        self, anyone, town, boss, held, fingerprint, fields, wrong
    ) -> None:
        one = agree(held)
        anyone.get(page_of(town, one), headers=boss.cookies)
        before = fingerprint()
        answer = self.post(anyone, boss, town, one, **fields)
        assert answer.status_code == 400
        assert set(re.findall(r'id="(\w+)-error"', answer.text)) == set(wrong)
        for name, value in fields.items():
            if name not in ("account", "level"):
                assert filled(answer.text, name) == value
        assert fingerprint() == before

    def test_who_was_first_is_not_overwritten_in_silence_and_the_second_loses_nothing(
        self, anyone, town, boss, held
    ) -> None:
        one = agree(held)
        assert self.post(anyone, boss, town, one).status_code == 303
        answer = self.post(anyone, boss, town, one, what="Iets anders")
        assert answer.status_code == 409
        assert "Iemand anders was u voor" in answer.text
        assert filled(answer.text, "what") == "Iets anders"
        assert stored(town, one)["what"] == PLAN["what"]
        assert self.post(anyone, boss, town, one, what="Iets anders", seen=filled(answer.text, "seen")).is_redirect
        assert stored(town, one)["what"] == "Iets anders"

    def test_an_owner_who_may_no_longer_sign_in_is_named_and_not_dropped_in_silence(
        self, anyone, town, boss, held
    ) -> None:
        owner = town.sign_in(Role.AMBTENAAR, "Lieke")
        one = agree(held, account=str(owner.account))
        with town.store.workspace(town.operator) as work:
            found = work.db.get(Account, (town.id, owner.account))
            assert found
            found.disabled_at = datetime.now(UTC)
        page = anyone.get(page_of(town, one, "/aanpassen"), headers=boss.cookies).text
        assert "Lieke (doet niet meer mee)" in page
        assert filled(page, "account") == str(owner.account)


class TestLinks:
    @pytest.fixture
    def told(self, held: Meeting) -> str:
        one = agree(held)
        held.step("close")
        return one

    def test_the_owner_is_mailed_again(self, anyone, town, boss, told) -> None:
        answer = anyone.http.post(page_of(town, told, "/mail"), data=boss.form, headers=boss.page)
        assert answer.headers["location"] == page_of(town, told, "?melding=mail")
        assert [one.kind for one in town.mails() if one.kind != "report"] == ["agreement"] * 2
        page = anyone.get(answer.headers["location"], headers=boss.cookies).text
        assert "Wij sturen de eigenaar een nieuwe link" in page
        assert page.count('<span class="wp-status wp-status--ok">werkt</span>') == 2

    @pytest.mark.parametrize(
        ("columns", "says"),
        [({"email": None}, "geen e-mailadres bekend"), ({"status": "done"}, "Er is niets meer te vragen")],
    )
    def test_why_nobody_is_mailed_is_told_on_the_page(self, anyone, town, boss, told, columns, says) -> None:
        set_agreement(town, told, **columns)
        answer = anyone.http.post(page_of(town, told, "/mail"), data=boss.form, headers=boss.page)
        assert answer.status_code == 409
        assert says in answer.text
        assert [one.kind for one in town.mails() if one.kind != "report"] == ["agreement"]
        assert "Mail de eigenaar opnieuw</button>" not in anyone.get(page_of(town, told), headers=boss.cookies).text

    def test_revoking_asks_first_and_then_ends_every_link(self, anyone, town, boss, told, fingerprint) -> None:
        anyone.get(page_of(town, told), headers=boss.cookies)
        before = fingerprint()
        asked = anyone.get(page_of(town, told, "/intrekken"), headers=boss.cookies)
        assert "Alle links intrekken?" in asked.text
        assert fingerprint() == before
        for notice in ("ingetrokken", "geen-links"):
            answer = anyone.http.post(page_of(town, told, "/intrekken"), data=boss.form, headers=boss.page)
            assert answer.headers["location"] == page_of(town, told, f"?melding={notice}")
        page = words(anyone.get(answer.headers["location"], headers=boss.cookies).text)
        assert "ingetrokken op" in page
        assert "alle links ingetrokken · Spelleider" in page

    def test_a_link_that_is_over_says_so(self, anyone, town, boss, told) -> None:
        set_columns(town, AgreementLink, expires_at=datetime.now(UTC) - timedelta(days=1))
        assert "verlopen op" in words(anyone.get(page_of(town, told), headers=boss.cookies).text)

    def test_of_a_trial_nobody_is_mailed(self, town, boss) -> None:
        trial = town.trial(opgaven=(1,))
        trial.step("start", "open", "reveal")
        one = UUID(agree(trial))
        with pytest.raises(NotNow), town.store.workspace(boss.badge) as work:
            owners.send_again(work, one)
        with pytest.raises(NotFound), town.store.workspace(boss.badge) as work:
            stories.see_story(work, one)
        assert town.mails() == []
