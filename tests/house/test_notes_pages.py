"""Earlier notes, the list of what was hidden, and the logboek: pages and files for who may read them."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete

from tests.house.agreeing import ESCAPED, HOSTILE, agree, evening
from tests.makers import Meeting, SignedIn, Town
from wijkplatform.domain.people import Role
from wijkplatform.services import owners
from wijkplatform.storage.agreements import Agreement
from wijkplatform.storage.audit import AuditEntry
from wijkplatform.storage.discussion import Note
from wijkplatform.web import auditing

pytestmark = pytest.mark.usefixtures("front_end")


@pytest.fixture
def held(town: Town) -> Meeting:
    return evening(town)


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def table(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:]), delimiter=";"))


class TestSearch:
    def find(self, anyone, by: SignedIn, asked: str | None = None) -> str:
        way = "" if asked is None else f"?zoek={quote(asked)}"
        answer = anyone.get(f"/{by.slug}/beheer/notities{way}", headers=by.cookies)
        assert answer.status_code == 200
        return answer.text

    def test_a_note_is_found_by_its_words_with_everything_around_it(self, anyone, town, held) -> None:
        item = held.items()[0]
        held.write(held.leader, item, "De verlichting bij de school", "could_be_better", group="bewoner", signed="Els")
        held.write(held.leader, item, "Het speelveld is mooi")
        hidden = held.write(held.leader, item, "De verlichting van Jan is lelijk")
        held.decide(hidden, show=False, reason="Gaat over een persoon")
        page = self.find(anyone, held.leader, "verlichting")
        assert "De verlichting bij de school" in page
        for absent in ("speelveld", "Jan"):
            assert absent not in page
        for told in (
            *("wat kan beter", "een deelnemer", "ondertekend: Els", "Opgave 1, punt 1: Organisaties of groepen"),
            *("De Linden", "Een avond in de wijk", "Gevonden bij ‘verlichting’ (1)"),
        ):
            assert told in words(page), told
        assert f'href="/{town.slug}/sessies/{held.id}"' in page

    def test_without_words_the_newest_come_first_and_without_notes_it_says_what_to_do(self, anyone, held) -> None:
        assert "Er zijn nog geen notities." in self.find(anyone, held.leader)
        for text in ("eerste", "tweede"):
            held.write(held.leader, held.items()[0], text)
        page = self.find(anyone, held.leader)
        assert page.index("tweede") < page.index("eerste")

    @pytest.mark.parametrize(
        "asked", ["<script>alert(1)</script>", "\0", "'; select 1 --", "x" * 3_000, "-", '"', "🙂"]
    )
    def test_any_words_may_be_asked_for(self, anyone, held, asked: str) -> None:
        held.write(held.leader, held.items()[0], "Gewoon een notitie")
        page = self.find(anyone, held.leader, asked)
        assert "<script>alert" not in page

    def test_when_nothing_is_found_it_says_what_to_try_and_keeps_the_words(self, anyone, held) -> None:
        page = self.find(anyone, held.leader, '<b>"niets"')
        assert "Probeer een ander woord, of minder woorden." in page
        assert 'value="&lt;b&gt;&#34;niets&#34;"' in page

    def test_hostile_text_is_text(self, anyone, held) -> None:
        held.write(held.leader, held.items()[0], HOSTILE, signed="<b>Els</b>")
        page = self.find(anyone, held.leader)
        assert f'<p class="wp-said" dir="auto">{ESCAPED}</p>' in page
        assert "&lt;b&gt;Els&lt;/b&gt;" in page
        assert "<script>alert" not in page

    def test_a_hundred_are_shown_and_it_says_so(self, anyone, town, held) -> None:
        item = held.items()[0]
        with town.store.workspace(town.operator) as work:
            same = {"session_id": held.id, "item_id": UUID(item), "box": "goes_well", "state": "shown"}
            work.db.add_all([Note(id=uuid4(), text=f"bankje {number}", **same) for number in range(101)])
        page = self.find(anyone, held.leader, "bankje")
        assert page.count('class="wp-said"') == 100
        assert "Dit zijn de nieuwste 100 notities." in page

    def test_of_another_gemeente_nothing_is_found(self, anyone, other_town, held) -> None:
        theirs = evening(other_town)
        theirs.write(theirs.leader, theirs.items()[0], "verlichting elders")
        assert "verlichting elders" not in self.find(anyone, held.leader, "verlichting")

    @pytest.mark.parametrize("role", [Role.INKIJKER, Role.AMBTENAAR, Role.WIJKPARTNER])
    def test_who_does_not_lead_searches_nothing(self, anyone, town, role: Role) -> None:
        by = town.sign_in(role)
        assert anyone.get(f"/{town.slug}/beheer/notities", headers=by.cookies).status_code == 403


class TestHidden:
    def test_who_leads_takes_away_what_was_hidden_by_whom_and_why(self, anyone, town, held) -> None:
        note = held.write(held.leader, held.items()[0], "=1+1; hij heet Jan", "could_be_better", signed="Els")
        held.decide(note, show=False, reason="Gaat over een persoon")
        answer = anyone.get(f"/{town.slug}/sessies/{held.id}/verborgen.csv", headers=held.leader.cookies)
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert re.fullmatch(r'attachment; filename="[\w-]+\.csv"', answer.headers["content-disposition"])
        head, row = table(answer.text)
        assert head == ["wanneer", "door", "reden", "punt", "vak", "groep", "ondertekend", "tekst"]
        assert row[1:] == [
            *(
                "Spelleider",
                "Gaat over een persoon",
                "1",
                "wat kan beter",
                "een deelnemer",
                "Els",
                "'=1+1; hij heet Jan",
            ),
        ]

    def test_nobody_else_takes_it_away(self, anyone, town, held) -> None:
        path = f"/{town.slug}/sessies/{held.id}/verborgen.csv"
        person = held.join()
        for headers in ({}, person.bearer, {"Authorization": f"Bearer {held.screen()}"}):
            assert anyone.get(path, headers=headers).status_code in (403, 404)
        for role in (Role.INKIJKER, Role.AMBTENAAR, Role.WIJKPARTNER):
            assert anyone.get(path, headers=town.sign_in(role).cookies).status_code == 403


class TestLogboek:
    def test_it_tells_what_was_done_with_links_by_whom_and_about_what(self, anyone, town, held) -> None:
        boss = town.sign_in(Role.BEHEERDER)
        assert (
            "Er staat nog niets in het logboek."
            in anyone.get(f"/{town.slug}/beheer/logboek", headers=boss.cookies).text
        )
        one = agree(held, HOSTILE)
        gone = agree(held, "Verdwijnt")
        held.step("close")
        with town.store.workspace(held.leader.badge) as work:
            owners.revoke(work, UUID(one))
        with town.store.workspace(town.operator) as work:
            work.db.execute(delete(Agreement).where(Agreement.id == UUID(gone)))
            work.db.add(AuditEntry(what="agreement_link_opened", about=UUID(one), link_id=uuid4()))
        page = anyone.get(f"/{town.slug}/beheer/logboek", headers=boss.cookies).text
        assert ESCAPED in page
        assert "<script>alert" not in page
        assert f'href="/{town.slug}/beheer/afspraken/{one}"' in page
        assert "een afspraak die er niet meer is" in page
        file = anyone.get(f"/{town.slug}/beheer/logboek.csv", headers=boss.cookies)
        assert file.headers["content-type"] == "text/csv; charset=utf-8"
        _, *rows = table(file.text)
        assert [(what, by) for _, what, _, _, by in rows][:2] == [
            ("link geopend", "via de link"),
            ("alle links ingetrokken", "Spelleider"),
        ]
        assert sorted((agreement, about) for _, what, agreement, about, _ in rows if what == "link gestuurd") == sorted(
            [(HOSTILE, one), ("een afspraak die er niet meer is", gone)]
        )
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row[0]) for row in rows)

    def test_the_page_holds_the_newest_lines_and_the_file_all_of_them(self, anyone, town) -> None:
        boss = town.sign_in(Role.BEHEERDER)
        many = auditing.MOST_LINES + 3
        with town.store.workspace(town.operator) as work:
            work.db.add_all([AuditEntry(what="agreement_link_made", about=uuid4()) for _ in range(many)])
        page = anyone.get(f"/{town.slug}/beheer/logboek", headers=boss.cookies).text
        assert page.count('scope="row"') == auditing.MOST_LINES
        assert f"Dit zijn de nieuwste {auditing.MOST_LINES} regels." in page
        file = anyone.get(f"/{town.slug}/beheer/logboek.csv", headers=boss.cookies).text
        assert len(table(file)) == many + 1

    def test_only_a_beheerder_of_this_gemeente_reads_it(self, anyone, town, other_town) -> None:
        for path in ("logboek", "logboek.csv"):
            for role in (Role.SPELLEIDER, Role.AMBTENAAR, Role.INKIJKER, Role.WIJKPARTNER):
                by = town.sign_in(role)
                assert anyone.get(f"/{town.slug}/beheer/{path}", headers=by.cookies).status_code == 403
            stranger = other_town.sign_in(Role.BEHEERDER)
            assert anyone.get(f"/{town.slug}/beheer/{path}", headers=stranger.cookies).is_redirect
