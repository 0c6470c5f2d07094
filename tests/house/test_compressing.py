"""What is large and holds no secret travels compressed; what holds one never does."""

from __future__ import annotations

import re

import pytest

from tests.house.overseeing import held, wijk_id
from tests.makers import Town
from wijkplatform.domain.people import Role

pytestmark = pytest.mark.usefixtures("front_end")
PLAIN = {"Accept-Encoding": "identity"}


def both(anyone, path: str, headers: dict[str, str] | None = None):
    """The same, asked for by who understands gzip and by who does not."""
    return (anyone.get(path, headers={**(headers or {}), **more}) for more in ({"Accept-Encoding": "gzip"}, PLAIN))


def test_built_files_travel_as_gzip_to_who_understands_it(anyone) -> None:
    page, sizes = anyone.get("/doe-mee").text, []
    for path in re.findall(r'(?:src|href)="(/static/dist/[^"]+\.(?:js|css))"', page):
        short, plain = both(anyone, path)
        sizes.append((len(plain.content), int(short.headers["content-length"])))
        if len(plain.content) < 1_000:
            assert "content-encoding" not in short.headers
            continue
        assert short.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert short.content == plain.content
        for answer in (short, plain):
            assert answer.headers["vary"] == "Accept-Encoding"
            assert "immutable" in answer.headers["cache-control"]
        assert short.headers["content-type"] == plain.headers["content-type"]
        again = anyone.http.head(path, headers={"Accept-Encoding": "gzip"})
        assert "content-encoding" not in again.headers
    assert sum(short for _, short in sizes) < sum(plain for plain, _ in sizes) / 2


def test_long_pages_do_too_and_what_holds_a_secret_does_not(anyone, town: Town) -> None:
    reader, lead = town.sign_in(Role.INKIJKER), town.sign_in()
    meeting = held(town, "Het Veen", "A")
    desk, wijk = f"/{town.slug}/beheer", wijk_id(town, "Het Veen")
    long = [f"{desk}/overzicht", f"{desk}/overzicht/{wijk}", f"{desk}/wijken/{wijk}"]
    long += [f"{desk}/sessies/{meeting.id}/punten", f"{desk}/vergelijken"]
    long += [f"{desk}/sessies/{meeting.id}/rapport", f"/api/v1/gemeenten/{town.slug}/dashboard"]
    for path in long:
        short, plain = both(anyone, path, {**reader.cookies, "Sec-Fetch-Site": "same-origin"})
        assert (short.status_code, short.headers["content-encoding"]) == (200, "gzip"), path
        assert "content-encoding" not in plain.headers
        assert "Het Veen" in short.text
    secret = [f"{meeting.path}/snapshot", f"{desk}/overzicht/delen", f"{desk}/sessies/{meeting.id}/rapport.pdf"]
    for path in secret:
        short, _ = both(anyone, path, {**lead.cookies, "Sec-Fetch-Site": "same-origin"})
        assert short.status_code == 200, path
        assert "content-encoding" not in short.headers, path


def test_a_refusal_and_an_odd_name_stay_as_they_are(anyone, town: Town) -> None:
    [script] = re.findall(r'src="/static/dist/assets/([^"]+)"', anyone.get("/doe-mee").text)
    odd = anyone.get(f"/static/dist/assets//{script}", headers={"Accept-Encoding": "gzip"}, follow_redirects=False)
    assert odd.status_code < 500
    for path in (f"/{town.slug}/beheer/overzicht", "/static/dist/assets/none.js"):
        answer = anyone.get(path, headers={"Accept-Encoding": "gzip"}, follow_redirects=False)
        assert answer.status_code != 200
        assert "content-encoding" not in answer.headers
