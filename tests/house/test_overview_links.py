"""Links to an overview: each opens that one, ends, can be revoked, leaves a trace, and tells nothing of anybody."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from tests.house.agreeing import TODAY, set_columns
from tests.house.overseeing import held, links, planned, share, wijk_id, words
from tests.makers import Meeting, Town
from wijkplatform.domain.dates import short_date
from wijkplatform.domain.errors import Malformed
from wijkplatform.domain.keys import digest
from wijkplatform.domain.people import Role
from wijkplatform.services import auditing, retention, sharing
from wijkplatform.storage.audit import AuditEntry
from wijkplatform.storage.overviews import OverviewLink

READER = "<script>alert(1)</script> & \u05e9\u05dc\u05d5\u05dd"
pytestmark = pytest.mark.usefixtures("front_end")
DESK = "/beheer/overzicht/delen"


@pytest.fixture
def linden(town: Town) -> Meeting:
    """A session in De Linden; another was held in Het Veen."""
    held(town, "Het Veen", "Het pontje van het Veen", organisation="Pontbedrijf")
    planned(town, "Het Veen", TODAY + timedelta(days=5), title="Veenavond")
    return held(town, "De Linden", "De lampen worden gemaakt.")


def traces(town: Town) -> list[str]:
    with town.store.workspace(town.sign_in(Role.BEHEERDER).badge) as work:
        return [one.what for one in auditing.see_trail(work) if one.what.startswith("overview_")][::-1]


def form(**typed: str) -> dict[str, str]:
    weeks = short_date(TODAY + timedelta(weeks=2))
    return {"op": str(uuid4()), "wijk": "", "reader": "de raad", "until": weeks, **typed}


def send(anyone, lead, **typed: str):
    return anyone.http.post(f"/{lead.slug}{DESK}", data={**form(**typed), **lead.form}, headers=lead.page)


def address(page: str) -> str:
    found = re.search(r'<input [^>]*id="link" value="([^"]+)" readonly', page)
    assert found
    return unescape(found[1])


def unsigned(text: str) -> str:
    return re.sub(r"nonce[-=][\"']?[\w-]{22}", "", text)


class TestTheLink:
    def test_of_a_wijk_tells_that_wijk_and_nothing_of_another_and_of_the_gemeente_all(
        self, anyone, town, linden
    ) -> None:
        of_wijk = anyone.get(share(linden.leader, town, wijk_id(town, "De Linden"))).text
        whole = anyone.get(share(linden.leader, town)).text
        for told in ("De lampen worden gemaakt.", "Woonbron", "De Linden", "helemaal niet. Ambtenaren helemaal wel."):
            assert told in of_wijk, told
            assert told in whole, told
        for elsewhere in ("pontje", "Pontbedrijf", "Veen"):
            assert elsewhere not in of_wijk, elsewhere
            assert elsewhere in whole, elsewhere

    def test_tells_what_the_workspace_tells_but_no_people_and_no_way_on(self, anyone, town, linden) -> None:
        link = share(linden.leader, town)
        page = anyone.get(link, headers=linden.leader.cookies).text
        inside = anyone.get(f"/{town.slug}/beheer/overzicht", headers=linden.leader.cookies).text
        shared = words(page).partition("Deze link werkt tot")
        assert shared[1]
        without_ways = re.sub(r"<nav.*?</nav>", "", inside, flags=re.DOTALL)
        assert shared[0].strip() in words(without_ways).replace(" Lees het rapport", "")
        for hidden in ("Spelleider", "els@x.example", "/beheer", str(linden.id), "<form", "mailto:"):
            assert hidden not in page, hidden
        assert "Spelleider" in inside, "who is signed in is named in the workspace"

    def test_is_told_to_no_browser_cache_or_search_engine_and_sets_no_cookie(self, anyone, town, linden) -> None:
        for path in (share(linden.leader, town), f"/{town.slug}/inzage/nergens"):
            headers = anyone.get(path, headers=linden.leader.cookies).headers
            assert headers["referrer-policy"] == "no-referrer"
            assert headers["cache-control"] == "no-store"
            assert headers["x-robots-tag"] == "noindex, nofollow"
            assert "set-cookie" not in headers

    def test_looks_at_no_cookie(self, anyone, town, linden) -> None:
        link = share(linden.leader, town)
        anyone.get(link)
        answers = [anyone.get(link, headers=headers).text for headers in ({}, linden.leader.cookies)]
        assert unsigned(answers[0]) == unsigned(answers[1])

    def test_that_opens_nothing_sounds_the_same_whatever_is_wrong_with_it(
        self, anyone, town, other_town, linden, fingerprint
    ) -> None:
        foreign = share(other_town.sign_in(), other_town).replace(other_town.slug, town.slug)
        expired = share(linden.leader, town)
        set_columns(town, OverviewLink, expires_at=datetime.now(UTC) - timedelta(seconds=1))
        revoked = share(linden.leader, town)
        assert anyone.get(revoked).status_code == 200
        with town.store.workspace(linden.leader.badge) as work:
            assert sharing.revoke(work, links(town)[-1].id)
        working = share(linden.leader, town)
        nowhere = [f"/{town.slug}/inzage/{one}" for one in ("nergens", "%00", "x" * 5_000)]
        before = fingerprint()
        answers = [anyone.get(path) for path in (*nowhere, foreign, expired, revoked, f"{working}x")]
        assert {one.status_code for one in answers} == {404}
        assert len({unsigned(one.text) for one in answers}) == 1
        assert "Deze link naar een overzicht opent niets meer." in answers[0].text
        assert fingerprint() == before
        assert anyone.get(working).status_code == 200

    def test_works_until_the_end_of_its_day_in_the_netherlands(self, town, linden) -> None:
        with town.store.workspace(linden.leader.badge) as work:
            sharing.share(work, uuid4(), None, "de raad", TODAY)
        [one] = links(town)
        assert one.expires_at.astimezone(UTC) > datetime.now(UTC)
        assert one.expires_at - datetime.now(UTC) <= timedelta(days=1)

    def test_leaves_a_trace_once_a_day_and_changes_nothing_else(self, anyone, town, linden, fingerprint) -> None:
        link, other = share(linden.leader, town), share(linden.leader, town)
        before = fingerprint()
        for _ in range(3):
            anyone.get(link)
        after = fingerprint()
        assert {name for name, rows in after.items() if rows != before[name]} == {"audit_entry"}
        anyone.get(other)
        assert traces(town) == ["overview_link_made"] * 2 + ["overview_link_opened"] * 2
        with town.store.workspace(town.operator) as work:
            yesterday = datetime.now(UTC) - timedelta(days=1)
            work.db.execute(update(AuditEntry).values(happened_at=yesterday))
        anyone.get(link)
        assert traces(town)[-1] == "overview_link_opened"
        assert len(traces(town)) == 5

    def test_is_stored_as_a_digest_only(self, town, linden) -> None:
        token = share(linden.leader, town).rpartition("/")[2]
        [one] = links(town)
        assert one.digest == digest(token)
        assert len(token) >= 43


class TestSharing:
    def test_a_link_is_made_and_shown_once_in_a_field_that_can_be_copied(self, anyone, town, linden) -> None:
        lead = linden.leader
        answer = send(anyone, lead, reader=" de raad\n van Proefstad ", wijk=str(wijk_id(town, "De Linden")))
        link = address(answer.text)
        path = "/" + link.split("/", 3)[3]
        assert path.startswith(f"/{town.slug}/inzage/")
        assert "Overzicht van De Linden" in words(anyone.get(path).text)
        [one] = links(town)
        assert (one.reader, one.account_id) == ("de raad van Proefstad", lead.account)
        later = anyone.get(f"/{town.slug}{DESK}", headers=lead.cookies).text
        assert path.rpartition("/")[2] not in later
        assert "de raad van Proefstad De Linden Spelleider" in words(later)

    def test_the_same_form_sent_twice_makes_one_link_and_nobody_gets_that_of_another(
        self, anyone, town, linden
    ) -> None:
        op = str(uuid4())
        first, again = (address(send(anyone, linden.leader, op=op).text) for _ in range(2))
        assert first == again
        assert len(links(town)) == 1
        assert traces(town) == ["overview_link_made"]
        other = town.sign_in(Role.BEHEERDER)
        assert send(anyone, other, op=op).status_code == 400
        with town.store.workspace(linden.leader.badge) as work:
            sharing.revoke(work, UUID(op))
        assert send(anyone, linden.leader, op=op).status_code == 400

    @pytest.mark.parametrize(
        ("typed", "field", "says"),
        [
            ({"reader": " "}, "reader", "Schrijf op voor wie de link is."),
            ({"reader": "x" * 121}, "reader", "Dit is te lang. Er passen 120 tekens in."),
            ({"until": "morgen"}, "until", "Schrijf de dag zo: 26-11-2026."),
            ({"until": short_date(TODAY - timedelta(days=1))}, "until", "Kies een dag vanaf vandaag"),
            ({"until": short_date(TODAY + timedelta(days=366))}, "until", "binnen een jaar"),
            ({"wijk": "x"}, "wijk", "Kies wat de link laat zien."),
            ({"wijk": str(uuid4())}, "wijk", "Kies wat de link laat zien."),
        ],
    )
    def test_what_cannot_be_is_told_at_its_field_and_stays_in_the_form(
        self, anyone, town, fingerprint, typed, field, says
    ) -> None:
        lead = town.sign_in()
        anyone.get(f"/{town.slug}{DESK}", headers=lead.cookies)
        before = fingerprint()
        answer = send(anyone, lead, **{"reader": "de raad", **typed})
        assert answer.status_code == 400
        assert re.search(rf'id="{field}-error"[^>]*>[^<]*{re.escape(says)}', answer.text)
        if field != "wijk":
            assert f'name="{field}" value="{typed[field]}"' in answer.text
        assert fingerprint() == before

    def test_a_wijk_of_another_gemeente_cannot_be_shared(self, anyone, town, other_town) -> None:
        held(other_town, "Elders", "X")
        answer = send(anyone, town.sign_in(), wijk=str(wijk_id(other_town, "Elders")))
        assert answer.status_code == 400
        assert links(town) == []

    def test_the_form_proposes_six_weeks_and_the_wijk_it_was_opened_from(self, anyone, town, linden) -> None:
        wijk = wijk_id(town, "De Linden")
        page = anyone.get(f"/{town.slug}{DESK}?wijk={wijk}", headers=linden.leader.cookies).text
        assert f'name="until" value="{short_date(TODAY + timedelta(weeks=6))}"' in page
        assert f'<option value="{wijk}" selected>De Linden</option>' in page

    def test_the_list_tells_when_a_link_was_opened_last_and_how_it_stands(self, anyone, town, linden) -> None:
        lead = linden.leader
        link = share(lead, town, reader=READER)
        page = anyone.get(f"/{town.slug}{DESK}", headers=lead.cookies).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; \u05e9" in page
        assert "nog niet werkt tot en met" in words(page)
        anyone.get(link)
        assert "nog niet werkt" not in words(anyone.get(f"/{town.slug}{DESK}", headers=lead.cookies).text)
        set_columns(town, OverviewLink, expires_at=datetime.now(UTC))
        assert "verlopen" in words(anyone.get(f"/{town.slug}{DESK}", headers=lead.cookies).text)

    def test_a_link_is_revoked_after_a_question(self, anyone, town, linden) -> None:
        lead, link = linden.leader, share(linden.leader, town)
        [one] = links(town)
        path = f"/{town.slug}{DESK}/{one.id}/intrekken"
        assert "Deze link intrekken?" in anyone.get(path, headers=lead.cookies).text
        assert anyone.get(link).status_code == 200
        for told in ("ingetrokken", "werkte-niet"):
            answer = anyone.http.post(path, data=lead.form, headers=lead.page)
            assert answer.headers["location"] == f"/{town.slug}{DESK}?melding={told}"
        assert anyone.get(link).status_code == 404
        assert traces(town) == ["overview_link_made", "overview_link_opened", "overview_link_revoked"]
        assert "ingetrokken" in words(anyone.get(f"/{town.slug}{DESK}", headers=lead.cookies).text)

    def test_a_link_of_another_gemeente_is_as_unknown_as_a_random_one(
        self, anyone, town, other_town, fingerprint
    ) -> None:
        share(other_town.sign_in(), other_town)
        [theirs], lead = links(other_town), town.sign_in()
        anyone.get(f"/{town.slug}/beheer", headers=lead.cookies)
        before = fingerprint()
        for method in ("GET", "POST"):
            answers = [
                anyone.http.request(method, f"/{town.slug}{DESK}/{one}/intrekken", data=lead.form, headers=lead.page)
                for one in (theirs.id, uuid4())
            ]
            assert [one.status_code for one in answers] == [404, 404]
            assert unsigned(answers[0].text) == unsigned(answers[1].text)
        assert fingerprint() == before

    @pytest.mark.parametrize("role", [Role.INKIJKER, Role.AMBTENAAR, Role.WIJKPARTNER])
    def test_who_does_not_lead_shares_nothing(self, anyone, town, role, fingerprint) -> None:
        someone = town.sign_in(role)
        anyone.get(f"/{town.slug}{DESK}", headers=someone.cookies)
        before = fingerprint()
        assert send(anyone, someone).status_code == 403
        assert fingerprint() == before


class TestAfterwards:
    def test_the_logboek_tells_which_overview_and_for_whom(self, anyone, town, linden) -> None:
        boss = town.sign_in(Role.BEHEERDER)
        share(linden.leader, town, wijk_id(town, "De Linden"), READER)
        anyone.get(share(linden.leader, town))
        page = anyone.get(f"/{town.slug}/beheer/logboek", headers=boss.cookies).text
        told = words(page)
        assert "link naar overzicht geopend overzicht van de hele gemeente, voor de raad via de link" in told
        assert f"link naar overzicht gemaakt overzicht van De Linden, voor {READER} Spelleider" in told
        assert "<script>alert" not in page
        file = anyone.get(f"/{town.slug}/beheer/logboek.csv", headers=boss.cookies).text
        assert "overzicht van de hele gemeente, voor de raad" in file
        set_columns(town, OverviewLink, expires_at=datetime.now(UTC) - timedelta(days=31))
        with town.store.workspace(town.operator) as work:
            assert retention.clean_up(work)["overview_links"] == 2
        assert "een link die er niet meer is" in anyone.get(f"/{town.slug}/beheer/logboek", headers=boss.cookies).text

    @pytest.mark.parametrize(
        ("column", "ago", "gone"), [("expires_at", 31, 1), ("revoked_at", 31, 1), ("expires_at", 29, 0)]
    )
    def test_a_link_that_was_over_for_long_is_cleaned_up(self, town, column, ago, gone) -> None:
        share(town.sign_in(), town)
        set_columns(town, OverviewLink, **{column: datetime.now(UTC) - timedelta(days=ago)})
        with town.store.workspace(town.operator) as work:
            assert retention.clean_up(work)["overview_links"] == gone
        assert len(links(town)) == 1 - gone


def test_who_knows_the_id_of_a_link_of_another_gemeente_cannot_make_its_secret(anyone, maker, linden) -> None:
    share(linden.leader, linden.town)
    (known,) = links(linden.town)
    elsewhere = maker.town()
    with elsewhere.store.workspace(elsewhere.sign_in().badge) as work:
        token = sharing.share(work, known.id, None, "de raad", TODAY + timedelta(weeks=1))
    assert digest(token) != known.digest
    assert anyone.get(f"/{linden.town.slug}/inzage/{token}").status_code == 404


@pytest.mark.parametrize("other", ["wijk", "reader", "until"])
def test_another_form_with_the_id_of_a_link_that_was_made_is_refused(town, linden, other: str) -> None:
    first = {"wijk": None, "reader": "de raad", "until": TODAY + timedelta(weeks=1)}
    changed = {"wijk": wijk_id(town, "De Linden"), "reader": "het college", "until": TODAY + timedelta(weeks=2)}
    op = uuid4()

    def make(form: dict[str, object]) -> str:
        with town.store.workspace(linden.leader.badge) as work:
            return sharing.share(work, op, **form)  # type: ignore[arg-type]

    assert make(first) == make(first)
    with pytest.raises(Malformed):
        make({**first, other: changed[other]})
