"""What older versions wrote down of a session is brought under the rule of today by the migration that made it."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from sqlalchemy import update

from tests.database import alembic, template_of_parent
from tests.house.summing import A, B, W, hold, summary
from tests.makers import Maker
from wijkplatform.databases import DatabaseUrls
from wijkplatform.storage.summaries import SessionSummary


def test_numbers_of_a_few_people_that_stood_before_are_forgotten(database: DatabaseUrls) -> None:
    template = template_of_parent()
    assert template
    with (
        template.copy(f"{database.name.rpartition('_')[2]}_told") as urls,
        closing(Maker.of(urls).store) as store,
    ):
        town = Maker(urls, store).town()
        meeting = hold(town, {B: [1] * 4, W: [2] * 2, A: []}, on=10)
        told: dict[str, Any] = dict(summary(meeting))
        assert told["people"] == {"bewoner": 4, "wijkpartner": None, "ambtenaar": 0}
        alembic(urls, "downgrade", "0010")
        assert summary(meeting)["people"] == {"bewoner": 4, "ambtenaar": 0}
        old = {**told, "people": {"bewoner": 4, "wijkpartner": 2, "ambtenaar": 0}}
        with town.store.workspace(town.operator) as work:
            work.db.execute(update(SessionSummary).values(result=old))
        alembic(urls, "upgrade", "head")
        assert summary(meeting) == told
