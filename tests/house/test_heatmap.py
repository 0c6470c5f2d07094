"""Wijken and opgaven side by side: kansen and valkuilen apart, by name, and only what was published."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from tests.house.agreeing import TODAY
from tests.house.overseeing import held, page, planned, share, wijk_id, words
from tests.makers import Town
from wijkplatform.domain.people import Group
from wijkplatform.storage.summaries import SessionSummary, WijkStanding

pytestmark = pytest.mark.usefixtures("front_end")


def stand(town: Town, wijk: str, opgave: int, **values: tuple[int | None, int]) -> None:
    """Let an opgave stand in a wijk; per group (or `overall`) the kansen: a value, and over how many punten."""
    nothing = {"value": None, "judged": 0, "asked": 4}

    def sides(of: str) -> dict[str, object]:
        value, judged = values.get(of, (None, 0))
        return {"kansen": {"value": value, "judged": judged, "asked": 4}, "valkuilen": nothing}

    result = {"opgave": opgave, "round": 1, "overall": sides("overall")}
    result["groups"] = {group.value: sides(group.value) for group in Group}
    with town.store.workspace(town.operator) as work:
        session = work.db.scalars(select(SessionSummary)).first()
        assert session
        row = {"opgave": opgave, "session_id": session.session_id, "held_on": session.held_on, "result": result}
        work.db.execute(
            insert(WijkStanding)
            .values(wijk_id=wijk_id(town, wijk), **row)
            .on_conflict_do_update(constraint="uq_wijk_standing_gemeente_id_wijk_id_opgave", set_={"result": result})
        )


@pytest.fixture
def stood(town: Town) -> Town:
    held(town, "Het Veen", "A")
    planned(town, "de Linden", TODAY)
    stand(town, "Het Veen", 0, overall=(95, 9))
    stand(town, "Het Veen", 1, overall=(62, 4), bewoner=(19, 3))
    stand(town, "Het Veen", 2, overall=(40, 1))
    stand(town, "Het Veen", 3)
    return town


def test_wijken_stand_by_name_and_each_number_is_written_in_its_cell(anyone, stood) -> None:
    text = page(anyone, stood)
    kansen = text.partition('aria-label="Kansen benut"')[2].partition("</table>")[0]
    rows = [words(f"<main>{one}</main>") for one in kansen.split("<tr>")[2:]]
    assert rows == [
        "de Linden – niet gevraagd – niet gevraagd – niet gevraagd – niet gevraagd",
        "Het Veen Het Veen, waarden: 95 Het Veen, opgave 1: 62 Het Veen, opgave 2: 40 op basis van 1 punt"
        " Het Veen, opgave 3: – te weinig antwoorden",
    ]
    way = f'href="/{stood.slug}/beheer/wijken/{wijk_id(stood, "Het Veen")}#opgave-'
    assert [kansen.count(f'{way}{number}"') for number in range(5)] == [1, 1, 1, 1, 0]
    assert [f"wp-heat__cell--{band}" in kansen for band in range(1, 6)] == [False, False, True, True, True]
    assert kansen.count('scope="row"') == 2
    assert kansen.count('scope="col"') == 5


def test_the_ten_waarden_come_first_and_are_no_valkuilen(anyone, stood) -> None:
    text = page(anyone, stood)
    heads = [
        words(f"<main>{text.partition(label)[2].partition('<thead>')[2].partition('</thead>')[0]}</main>")
        for label in ('aria-label="Kansen benut"', 'aria-label="Valkuilen vermeden"')
    ]
    assert heads == ["Wijk Waarden Opgave 1 Opgave 2 Opgave 3", "Wijk Opgave 1 Opgave 2 Opgave 3"]


def test_its_title_says_what_stands_out_and_nothing_when_nothing_does(anyone, stood) -> None:
    assert "Kansen benut: geen opgave valt op" in words(page(anyone, stood)), "one punt is too little to go by"
    stand(stood, "Het Veen", 4, overall=(40, 2))
    assert "Kansen benut: bij opgave 4 zijn de minste kansen benut" in words(page(anyone, stood))
    stand(stood, "de Linden", 1, overall=(70, 4))
    stand(stood, "de Linden", 4, overall=(30, 4))
    told = words(page(anyone, stood))
    assert "Kansen benut: in beide wijken waar dit is gevraagd zijn bij opgave 4 de minste kansen benut" in told
    stand(stood, "de Linden", 4, overall=(90, 4))
    assert "de minste kansen" not in words(page(anyone, stood))


def test_the_address_chooses_the_group(anyone, stood) -> None:
    text = page(anyone, stood, "?groep=bewoner")
    assert '<option value="bewoner" selected>' in text
    assert "opgave 1: 19" in words(text)
    assert "62" not in words(text).partition("Hoe het staat")[2]
    assert words(page(anyone, stood, "?groep=iedereen")) == words(page(anyone, stood))


def test_a_link_has_no_heatmap_and_a_gemeente_without_results_neither(anyone, stood, other_town) -> None:
    assert "Hoe het staat" not in anyone.get(share(stood.sign_in(), stood)).text
    assert "Hoe het staat" not in page(anyone, other_town)
