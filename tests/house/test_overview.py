"""The one page for college and raad: what was found, promised and done, of published results and without people."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.house.agreeing import ESCAPED, HOSTILE, TODAY, agree, set_agreement
from tests.house.overseeing import APART, held, page, planned, share, wijk_id, words
from tests.makers import Town
from wijkplatform.domain.people import Role
from wijkplatform.services import overview
from wijkplatform.services.overview import Overview
from wijkplatform.storage import plans
from wijkplatform.storage.agreements import Agreement, AgreementEvent
from wijkplatform.storage.summaries import SessionSummary

pytestmark = pytest.mark.usefixtures("front_end")


def seen(town: Town, wijk: str | None = None) -> Overview:
    with town.store.workspace(town.sign_in(Role.INKIJKER).badge) as work:
        return overview.see_overview(work, wijk_id(town, wijk) if wijk else None)


def agreement_ids(town: Town) -> list[str]:
    with town.store.workspace(town.operator) as work:
        return [str(one) for one in work.db.scalars(select(Agreement.id).order_by(Agreement.made_at))]


def test_it_tells_what_was_found_promised_and_done_and_who_took_part(anyone, town) -> None:
    meeting = held(town, "De Linden", "De lampen worden gemaakt.")
    [one] = agreement_ids(town)
    set_agreement(town, one, due=TODAY - timedelta(days=1))
    planned(town, "Het Veen", TODAY + timedelta(days=9), title="Avond over groen", place="Buurthuis")
    told = words(page(anyone, town))
    for line in (
        "Overzicht van Proefstad Er is 1 afspraak gemaakt. Die is te laat. Er was 1 bijeenkomst, op 12 maart 2026.",
        "Bewoners herkennen dit helemaal niet. Ambtenaren helemaal wel. Opgave 1, punt",
        "· De Linden · 12 maart 2026",
        "met een uitkomst:",
        "een afspraak bij 1",
        "Wat is beloofd (1, 1 te laat)",
        "De lampen worden gemaakt. De Linden Woonbron wijkbeheerder",
        "te laat nog niet begonnen nog niet gevraagd",
        "Er is nog geen afspraak klaar.",
        "De Linden Lees het rapport 12 maart 2026 8 te weinig mensen om te tonen 6",
        "Avond over groen , Het Veen",
        ", Buurthuis",
        "Dit is geen verkiezing en geen steekproef.",
    ):
        assert line in told, line
    assert meeting.leader.slug in page(anyone, town)


def test_who_has_an_account_finds_the_report_of_a_session_in_the_overview_and_who_holds_a_link_does_not(
    anyone, town
) -> None:
    meeting = held(town, "De Linden", "De lampen worden gemaakt.")
    way = f"/beheer/sessies/{meeting.id}/rapport"
    assert way in page(anyone, town)
    assert way in page(anyone, town, f"/{wijk_id(town, 'De Linden')}")
    assert "rapport" not in anyone.get(share(meeting.leader, town)).text


def test_an_afspraak_that_is_done_or_dropped_moves_with_its_day_to_what_was_done(anyone, town) -> None:
    meeting = held(town, "De Linden", "De lampen worden gemaakt.")
    [one] = agreement_ids(town)
    ended = datetime(2026, 5, 2, 9, tzinfo=UTC)
    set_agreement(town, one, status="done")
    with town.store.workspace(town.operator) as work:
        work.db.add(AgreementEvent(agreement_id=one, kind="status", status="done", happened_at=ended))
    told = words(page(anyone, town, f"/{wijk_id(town, 'De Linden')}"))
    assert "Er is 1 afspraak gemaakt. Die is klaar." in told
    assert "Er staat geen afspraak open. Wat is gedaan (1 klaar)" in told
    assert "klaar 2 mei 2026" in told
    set_agreement(town, one, status="dropped")
    assert "Wat is gedaan (0 klaar, 1 vervallen)" in words(page(anyone, town))
    assert meeting.id


def test_late_afspraken_come_first_and_all_are_counted(town) -> None:
    meeting = planned(town, "De Linden", date(2026, 3, 12))
    meeting.play(APART)
    for number in range(4):
        agree(meeting, f"Afspraak {number}", due=(TODAY + timedelta(days=10 - number)).isoformat())
    late, done, dropped, _ = agreement_ids(town)
    set_agreement(town, late, due=TODAY - timedelta(days=3))
    set_agreement(town, done, status="done")
    set_agreement(town, dropped, status="dropped")
    told = seen(town).promises
    assert (told.late, told.open, told.done, told.dropped, told.all) == (1, 2, 1, 1, 4)
    assert [one.what for one in told.to_do] == ["Afspraak 0", "Afspraak 3"]
    assert {one.what for one in told.over} == {"Afspraak 1", "Afspraak 2"}


def test_what_bewoners_noticed_stands_beside_the_afspraak_and_a_small_group_is_not_told(anyone, town) -> None:
    held(town, "De Linden", "De lampen worden gemaakt.")
    later = planned(town, "De Linden", date(2026, 6, 1))
    people = later.fill(4, 0, 0)
    later.step("start", "open", opgave=-1)
    [item] = later.items(-1)
    for person in people[:2]:
        later.score(person, item, 3)
    later.step("reveal", "close")
    assert "te weinig antwoorden 1 juni 2026" in words(page(anyone, town)).replace("maandag ", "")
    last = planned(town, "De Linden", date(2026, 7, 1))
    people = last.fill(4, 0, 0)
    last.step("start", "open", opgave=-1)
    [item] = last.items(-1)
    for person, value in zip(people, (3, 3, 2, 0), strict=True):
        last.score(person, item, value)
    last.step("reveal", "close")
    assert "Ja 2 · Een beetje 1 · Nee 0 · Weet ik niet 1" in words(page(anyone, town))


def test_a_trial_is_nowhere(anyone, town) -> None:
    trial = town.trial(title="Geheime proef")
    trial.play(APART)
    agree(trial, "Een afspraak van de proef")
    trial.step("close")
    with town.store.workspace(town.operator) as work:
        result = {"people": {"bewoner": 99}, "opgaven": [], "found": [], "ended": {}, "changes": []}
        row = {"held_on": date(2026, 1, 1), "result": result}
        work.db.add(SessionSummary(session_id=trial.id, wijk_id=wijk_id(town, "De Linden"), **row))
    told = seen(town)
    assert (told.totals.held, told.held, told.promises.all) == (0, (), 0)
    assert [one.title for one in told.coming] == []
    for more in ("", f"/{wijk_id(town, 'De Linden')}"):
        assert "99" not in words(page(anyone, town, more))
        assert "van de proef" not in page(anyone, town, more)


def test_a_gemeente_tells_the_newest_session_of_each_wijk_and_a_wijk_all_of_its_own(town) -> None:
    held(town, "De Linden", "Oud", date(2026, 3, 1))
    held(town, "De Linden", "Nieuw", date(2026, 5, 1))
    held(town, "Het Veen", "Elders", date(2026, 4, 1))
    whole, wijk = seen(town), seen(town, "De Linden")
    assert [(one.wijk, one.held_on.month) for one in whole.held] == [("De Linden", 5), ("Het Veen", 4)]
    assert (whole.totals.held, whole.totals.first, whole.totals.last) == (3, date(2026, 3, 1), date(2026, 5, 1))
    assert [one.held_on.month for one in wijk.held] == [5, 3]
    assert (wijk.totals.held, wijk.totals.ended["agreement"]) == (2, 2)
    assert {one.wijk for one in wijk.found} == {"De Linden"}
    assert wijk.found[0].held_on == date(2026, 5, 1)


def test_the_strongest_of_each_wijk_come_first_and_what_may_be_chance_last(town) -> None:
    first, second = held(town, "De Linden", "A", date(2026, 3, 1)), held(town, "Het Veen", "B", date(2026, 4, 1))
    with town.store.workspace(town.operator) as work:
        for meeting, words_ in ((first, ("large_difference", "perhaps")), (second, ("perhaps", "large_difference"))):
            row = work.db.scalars(select(SessionSummary).where(SessionSummary.session_id == meeting.id)).one()
            found = [{**one, "word": word} for one, word in zip(row.result["found"], words_, strict=False)]
            row.result = {**row.result, "found": found}
    told = [(one.wijk, one.punt) for one in seen(town).found]
    linden, veen = ([one.punt for one in seen(town, wijk).found] for wijk in ("De Linden", "Het Veen"))
    assert told == [("De Linden", linden[0]), ("Het Veen", veen[1]), ("Het Veen", veen[0]), ("De Linden", linden[1])]


def test_what_changed_since_the_time_before_is_told_of_a_wijk(anyone, town) -> None:
    held(town, "De Linden", "A", date(2026, 3, 1))
    meeting = held(town, "De Linden", "B", date(2026, 5, 1))
    values = {"kind": "kans", "group": "bewoner", "often": "more", "date": "2026-03-01"}
    item = {"item": "x", "opgave": 1, "number": 2, "kind": "kans", "groups": {"bewoner": "higher"}}

    def set_changes(*changes: object) -> str:
        with town.store.workspace(town.operator) as work:
            row = work.db.scalars(select(SessionSummary).where(SessionSummary.session_id == meeting.id)).one()
            row.result = {**row.result, "changes": changes}
        return words(page(anyone, town, f"/{wijk_id(town, 'De Linden')}"))

    older = {"session": "y", "held_on": "2026-02-01", "opgaven": [], "items": []}
    found = {"key": "changed", "values": values}
    since = {"session": "x", "held_on": "2026-03-01", "opgaven": [], "items": [{**item, "findings": [found]}]}
    told = set_changes(older, since)
    assert "Wat veranderde sinds eerdere bijeenkomsten 1 keer gaat een groep op een punt vooruit." in told
    assert "Bewoners herkennen dit vaker dan op 1 maart 2026. Dat is waarschijnlijk geen toeval." in told
    nothing = {"key": "unchanged", "values": {"kind": "kans", "date": "2026-03-01"}}
    told = set_changes({**since, "items": [{**item, "findings": [nothing]}]})
    assert "Wat veranderde sinds 1 maart 2026 Op geen enkel punt zien wij een duidelijke verandering." in told
    assert "Wat veranderde" not in set_changes()


def test_sessions_of_today_and_later_are_told_and_one_that_was_forgotten_is_not(town) -> None:
    planned(town, "De Linden", TODAY - timedelta(days=2), title="Nooit begonnen")
    planned(town, "De Linden", TODAY + timedelta(days=8), title="Later")
    planned(town, "Het Veen", TODAY + timedelta(days=3), title="Eerder")
    going = planned(town, "De Linden", TODAY - timedelta(days=1), title="Bezig")
    going.step("start")
    assert [(one.title, one.running) for one in seen(town).coming] == [
        ("Bezig", True),
        ("Eerder", False),
        ("Later", False),
    ]
    assert [one.title for one in seen(town, "Het Veen").coming] == ["Eerder"]


def test_a_gemeente_on_its_first_day_and_a_wijk_without_sessions_say_what_will_come(anyone, town) -> None:
    assert "Er is nog geen bijeenkomst geweest." in words(page(anyone, town))
    held(town, "De Linden", "A")
    planned(town, "Het Veen", TODAY - timedelta(days=9))
    told = words(page(anyone, town, f"/{wijk_id(town, 'Het Veen')}"))
    assert told.startswith("Terug naar het overzicht van de gemeente Bekijk Het Veen per opgave Overzicht van Het Veen")
    assert "Er is nog geen bijeenkomst geweest." in told


def test_what_was_written_is_shown_as_text(anyone, town) -> None:
    hostile = {"organisation": "<b>Woonbron</b>", "role": "<i>beheerder</i>"}
    meeting = held(town, "<u>Linden</u>", HOSTILE, **hostile)
    planned(town, "<u>Linden</u>", TODAY + timedelta(days=1), title="<s>Avond</s>", place="<q>Huis</q>")
    link = share(meeting.leader, town)
    for text in (page(anyone, town), page(anyone, town, f"/{wijk_id(town, '<u>Linden</u>')}"), anyone.get(link).text):
        assert ESCAPED in text
        for tag in ("<script>alert", "<b>W", "<i>b", "<u>L", "<s>A", "<q>H"):
            assert tag not in text
        assert "&lt;b&gt;Woonbron&lt;/b&gt;" in text


def test_a_group_that_too_few_answered_for_is_in_no_sentence(anyone, town) -> None:
    held(town, "De Linden", "A")
    told = words(page(anyone, town))
    found = told.partition("Wat is gevonden")[2].partition("Wat is beloofd")[0]
    assert "ewoners" in found
    assert "ijkpartners" not in found


def test_long_lists_are_cut_with_a_word_about_it(anyone, town) -> None:
    held(town, "De Linden", "Afspraak 0")
    many = overview.MOST_PROMISES
    with town.store.workspace(town.operator) as work:
        one = work.db.scalars(select(Agreement)).one()
        columns = ("wijk_id", "session_id", "item_id", "what", "organisation", "owner_role", "due", "level")
        same = {name: getattr(one, name) for name in columns}
        work.db.add_all(Agreement(**same, status=status) for status in ["open"] * many + ["done"] * (many + 2))
    told = words(page(anyone, town))
    assert f"Dit zijn de eerste {many} van {many + 1} afspraken." in told
    assert f"Dit zijn de nieuwste {many} van {many + 2} afspraken." in told
    assert f"{many + 2} klaar en {many + 1} nog te doen." in told


def test_who_only_looks_is_shown_the_overview_first(anyone, town) -> None:
    looker = town.sign_in(Role.INKIJKER)
    answer = anyone.get(f"/{town.slug}/beheer?melding=aangenomen", headers=looker.cookies)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/{town.slug}/beheer/overzicht?melding=aangenomen",
    )
    shown = anyone.get(answer.headers["location"], headers=looker.cookies).text
    assert "Uw uitnodiging is aangenomen. U kunt nu meekijken." in shown
    assert ">Bijeenkomsten</a>" not in shown
    assert "/delen" not in shown
    for role in (Role.AMBTENAAR, Role.SPELLEIDER, Role.WIJKPARTNER):
        assert anyone.get(f"/{town.slug}/beheer", headers=town.sign_in(role).cookies).status_code == 200


def test_the_gemeente_leads_to_each_wijk_by_name_and_who_leads_can_share(anyone, town) -> None:
    held(town, "Het Veen", "A")
    held(town, "de Linden", "B")
    shown = page(anyone, town, role=Role.SPELLEIDER)
    addresses = [f"/{town.slug}/beheer/overzicht/{wijk_id(town, name)}" for name in ("de Linden", "Het Veen")]
    assert 0 < shown.index(f'href="{addresses[0]}"') < shown.index(f'href="{addresses[1]}"')
    assert f'href="/{town.slug}/beheer/overzicht/delen"' in shown
    wijk = wijk_id(town, "Het Veen")
    assert f'/beheer/overzicht/delen?wijk={wijk}"' in page(anyone, town, f"/{wijk}", role=Role.SPELLEIDER)


def test_a_wijk_of_another_gemeente_is_as_unknown_as_a_random_one(anyone, town, other_town) -> None:
    held(other_town, "Elders", "A")
    looker = town.sign_in(Role.INKIJKER)
    for one in (wijk_id(other_town, "Elders"), uuid4()):
        answer = anyone.get(f"/{town.slug}/beheer/overzicht/{one}", headers=looker.cookies)
        assert answer.status_code == 404
    assert "Elders" not in page(anyone, town)


def test_nothing_is_left_of_a_session_that_was_deleted(town) -> None:
    meeting = held(town, "De Linden", "Weg ermee")
    with town.store.workspace(town.operator) as work:
        plans.delete_session(work.db, meeting.id)
    told = seen(town)
    assert told.empty
    assert told.found == ()
