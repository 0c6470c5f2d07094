"""The results of a gemeente in one file: asked for on a page, made by a worker that may die, kept for a week."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update

from tests.house.overseeing import wijk_id
from tests.house.summing import B, hold
from tests.house.taking import ask, make_all, see, sheets, worker
from tests.makers import Meeting, SignedIn, Town
from wijkplatform.domain.errors import Malformed, NotAllowed, NotFound, NotNow, NotValid
from wijkplatform.domain.people import Role
from wijkplatform.services import auditing, retention, taking_away
from wijkplatform.services.taking_away import Taken
from wijkplatform.storage.exports import ExportJob, ExportPart
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.web import sheets as made_of

SMALL = {B: [1, 2, 4]}


@pytest.fixture
def held(town: Town) -> list[Meeting]:
    """Two closed sessions of one wijk and one of another, beside a trial and one that still runs."""
    sessions = [
        hold(town, SMALL, 9, title="De tweede"),
        hold(town, SMALL, 4, title="De eerste"),
        hold(town, SMALL, 11, title="Elders", wijk="De Bocht"),
    ]
    trial = hold(town, SMALL, 5, title="Een proef")
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(ScoringSession).where(ScoringSession.id == trial.id).values(trial=True))
    town.meeting(title="Nog bezig").step("start", "open", "reveal")
    return sessions


def file_of(anyone, by: SignedIn, town: Town, job: UUID) -> bytes:
    answer = anyone.get(f"/{town.slug}/beheer/uitvoer/{job}", headers=by.cookies)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment;")
    content: bytes = answer.content
    return content


def titles(content: bytes) -> list[str]:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    return list(dict.fromkeys(row["bijeenkomst"] for row in rows))


def change(town: Town, **values: object) -> None:
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(ExportJob).values(**values))


def parts(town: Town) -> int:
    with town.store.workspace(town.operator) as work:
        return work.db.scalar(select(func.count()).select_from(ExportPart)) or 0


def take(town: Town) -> Taken | None:
    with town.store.workspace(town.operator) as work:
        return taking_away.take(work)


def gather(town: Town, taken: Taken) -> bool:
    with town.store.workspace(town.operator) as work:
        return taking_away.gather(work, taken)


def keep(town: Town, taken: Taken, content: bytes = b"x") -> bool:
    with town.store.workspace(town.operator) as work:
        return taking_away.keep(work, taken, content)


def test_a_file_of_the_gemeente_holds_every_closed_session_but_trials_oldest_first(
    anyone, front_end, town, held
) -> None:
    by = town.sign_in()
    jobs = {form: ask(by, town, form) for form in ("csv", "xlsx", "json")}
    assert [(one.state, one.done, one.asked) for one in see(by, town)] == [("waiting", 0, 3)] * 3
    make_all(town)
    assert [(one.state, one.done, one.asked) for one in see(by, town)] == [("done", 3, 3)] * 3
    order = ["De eerste", "De tweede", "Elders"]
    assert titles(file_of(anyone, by, town, jobs["csv"])) == order
    found = json.loads(file_of(anyone, by, town, jobs["json"]))["sessions"]
    exports = {
        one["title"]: one
        for one in (anyone.get(f"{meeting.path}/results", headers=by.cookies).json() for meeting in held)
    }
    assert found == [exports[title] for title in order]
    assert [one["held_on"] for one in found] == ["2026-03-04", "2026-03-09", "2026-03-11"]
    book = sheets(file_of(anyone, by, town, jobs["xlsx"]))
    assert list(dict.fromkeys((one["bijeenkomst"], one["wijk"]) for one in book["Opgaven"])) == [
        (title, exports[title]["wijk"]) for title in order
    ]
    assert parts(town) == 0


def test_a_file_of_a_wijk_or_of_one_session_holds_no_other(anyone, front_end, town, held) -> None:
    by = town.sign_in()
    of_wijk = ask(by, town, "csv", wijk=wijk_id(town, "De Bocht"))
    of_one = ask(by, town, "csv", session=held[0].id)
    make_all(town)
    assert titles(file_of(anyone, by, town, of_wijk)) == ["Elders"]
    assert titles(file_of(anyone, by, town, of_one)) == ["De tweede"]


def test_the_job_of_a_worker_that_died_is_taken_up_where_it_was(anyone, front_end, town, held) -> None:
    by = town.sign_in()
    job = ask(by, town, "csv")
    first = take(town)
    assert first
    assert gather(town, first)
    dead = take(town)
    assert dead
    assert take(town) is None  # it is at it, as far as anybody knows
    assert make_all(town) == 0
    change(town, due_at=func.now() - timedelta(seconds=1))
    assert make_all(town) == 3  # two more sessions, and the file
    assert titles(file_of(anyone, by, town, job)) == ["De eerste", "De tweede", "Elders"]
    assert gather(town, dead) is False
    assert keep(town, dead) is False
    assert titles(file_of(anyone, by, town, job)) == ["De eerste", "De tweede", "Elders"]


def test_a_worker_that_was_overtaken_writes_nothing(town, held) -> None:
    ask(town.sign_in(), town, "csv")
    slow = take(town)
    change(town, due_at=func.now() - timedelta(seconds=1))
    fast = take(town)
    assert slow
    assert fast
    assert gather(town, slow) is False
    assert keep(town, slow) is False
    assert gather(town, fast)
    assert parts(town) == 1


def test_what_never_gets_further_ends_as_failed_and_says_so(
    anyone, front_end, town, held, monkeypatch, tmp_path
) -> None:
    by = town.sign_in()
    job = ask(by, town, "csv")
    with worker(town) as made, monkeypatch.context() as disk:
        disk.setattr(tempfile, "tempdir", str(tmp_path / "no-disk"))
        for _ in range(3):
            assert made.make_files(town.operator)
        for _ in range(4):
            with pytest.raises(OSError, match="no-disk"):
                made.make_files(town.operator)
            change(town, due_at=func.now() - timedelta(seconds=1))
        assert made.make_files(town.operator) is False
    assert [one.state for one in see(by, town)] == ["failed"]
    assert parts(town) == 0
    page = anyone.get(f"/{town.slug}/beheer/uitvoer", headers=by.cookies).text
    assert "niet gelukt" in page
    assert anyone.get(f"/{town.slug}/beheer/uitvoer/{job}", headers=by.cookies).status_code == 404


def test_only_who_asked_and_a_beheerder_see_and_download_a_file(anyone, front_end, town, held) -> None:
    by, other, boss = town.sign_in(), town.sign_in(name="Els"), town.sign_in(Role.BEHEERDER)
    job = ask(by, town, "csv")
    assert anyone.get(f"/{town.slug}/beheer/uitvoer/{job}", headers=by.cookies).status_code == 404  # not yet
    make_all(town)
    assert file_of(anyone, by, town, job) == file_of(anyone, boss, town, job)
    assert see(other, town) == []
    assert anyone.get(f"/{town.slug}/beheer/uitvoer/{job}", headers=other.cookies).status_code == 404
    official = town.sign_in(Role.AMBTENAAR)
    assert anyone.get(f"/{town.slug}/beheer/uitvoer/{job}", headers=official.cookies).status_code == 403
    with pytest.raises(NotAllowed):
        ask(official, town)
    with town.store.workspace(boss.badge) as work:
        lines = [one for one in auditing.see_trail(work) if one.what.startswith("export_")]
    assert sorted((one.what, one.about) for one in lines) == sorted(
        [("export_made", job), ("export_downloaded", job), ("export_downloaded", job)]
    )
    trail = anyone.get(f"/{town.slug}/beheer/logboek", headers=boss.cookies).text
    assert "gegevens opgehaald" in trail
    assert "een bestand met uitkomsten" in trail


def test_a_file_is_kept_for_a_week_and_then_gone(town, held) -> None:
    by = town.sign_in()
    ask(by, town, "csv")
    make_all(town)

    def cleaned() -> int:
        with town.store.workspace(town.operator) as work:
            return retention.clean_up(work)["exports"]

    change(town, ended_at=datetime.now(UTC) - timedelta(days=6, hours=23))
    assert cleaned() == 0
    change(town, ended_at=datetime.now(UTC) - timedelta(days=7, hours=1))
    assert cleaned() == 1
    assert see(by, town) == []


def test_the_same_form_twice_makes_one_file_and_three_may_be_under_way(town, held) -> None:
    by, op = town.sign_in(), uuid4()
    ask(by, town, op=op)
    ask(by, town, op=op)
    assert len(see(by, town)) == 1
    with pytest.raises(Malformed):
        ask(town.sign_in(name="Els"), town, op=op)
    ask(by, town)
    ask(by, town)
    with pytest.raises(NotNow):
        ask(by, town)
    make_all(town)
    ask(by, town)


@pytest.mark.parametrize("what", [{"wijk": uuid4()}, {"session": uuid4()}, {"form": "pdf"}])
def test_what_cannot_be_chosen_is_refused(town, held, what) -> None:
    with pytest.raises(NotValid):
        ask(town.sign_in(), town, **what)
    assert take(town) is None


def test_a_session_of_another_gemeente_and_a_foreign_file_are_unknown(other_town, town, held) -> None:
    boss = other_town.sign_in(Role.BEHEERDER)
    hold(other_town, SMALL, 4)
    with pytest.raises(NotValid):
        ask(boss, other_town, session=held[0].id)
    job = ask(town.sign_in(), town, "csv")
    make_all(town)
    with pytest.raises(NotFound), other_town.store.workspace(boss.badge) as work:
        taking_away.download(work, job)


def test_the_page_takes_a_wish_tells_how_far_it_is_and_ends_with_a_file(anyone, front_end, town, held) -> None:
    by, path = town.sign_in(), f"/{town.slug}/beheer/uitvoer"
    empty = anyone.get(path, headers=by.cookies).text
    for said in ("Alle gesloten bijeenkomsten", "Alleen De Bocht", "De tweede"):
        assert said in empty
    assert "Een proef" not in empty
    assert "Nog bezig" not in empty
    form = {**by.form, "op": str(uuid4()), "wat": f"wijk:{wijk_id(town, 'De Bocht')}", "form": "csv"}
    for wrong in ({"wat": "wijk:x"}, {"wat": "iets"}, {"form": "pdf"}):
        assert anyone.http.post(path, data={**form, **wrong}, headers=by.page).status_code == 400
    assert anyone.http.post(path, data=form, headers=by.page).status_code == 303
    busy = anyone.get(path, headers=by.cookies).text
    assert "0 van 1 bijeenkomst" in busy
    assert 'data-renew="3000"' in busy
    assert "Wij maken 1 bestand." in busy
    make_all(town)
    done = anyone.get(path, headers=by.cookies).text
    assert "Het laatste bestand is klaar." in done
    assert 'data-renew="' not in done
    assert f'href="{path}/{see(by, town)[0].id}"' in done


def test_the_way_there_stands_on_the_front_page_and_the_overview_for_who_leads(anyone, front_end, town, held) -> None:
    for role, there in ((Role.SPELLEIDER, True), (Role.AMBTENAAR, False)):
        signed = town.sign_in(role)
        for page in ("", "/overzicht"):
            text = anyone.get(f"/{town.slug}/beheer{page}", headers=signed.cookies).text
            assert (f'href="/{town.slug}/beheer/uitvoer"' in text) == there
    nothing = anyone.get(f"/{town.slug}/beheer/uitvoer", headers=town.sign_in().cookies)
    assert nothing.status_code == 200


def test_a_gemeente_without_a_closed_session_hears_what_to_do(anyone, front_end, town) -> None:
    page = anyone.get(f"/{town.slug}/beheer/uitvoer", headers=town.sign_in().cookies).text
    assert "Er is nog geen bijeenkomst gesloten." in page
    assert "Maak het bestand" not in page


def test_a_workbook_of_nothing_still_has_its_legend() -> None:
    out = io.BytesIO()
    made_of.write_file(out, "xlsx", [])
    assert len(sheets(out.getvalue())["Legenda"]) > 40
