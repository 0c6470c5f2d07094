"""What is delivered to install says what the program knows, no more and no less."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.server import ROOT
from wijkplatform.settings import Unsafe, read

DEPLOY = ROOT / "deploy"
OF_A_DEMO = {"WIJK_DEMO", "WIJK_VAR", "WIJK_OIDC_LOOPBACK"}
OF_THE_OWNER = {"WIJK_OWNER_DATABASE_URL"}


def example() -> dict[str, str]:
    """The settings in the example, those behind a # too."""
    lines = (line.removeprefix("# ") for line in (DEPLOY / "env.example").read_text().splitlines())
    return dict(line.split("=", 1) for line in lines if re.match(r"WIJK_[A-Z_]+=", line))


def known() -> set[str]:
    """The settings that the program reads."""
    return set(re.findall(r'"(WIJK_[A-Z_]+)"', (ROOT / "wijkplatform" / "settings.py").read_text()))


def test_the_example_names_every_setting_and_no_other() -> None:
    assert set(example()) == known() - OF_A_DEMO
    assert len(known()) > 15


def test_the_example_does_not_start_before_it_is_filled_in() -> None:
    with pytest.raises(Unsafe, match="WIJK_SECRET_KEY"):
        read(example())
    settings = read({**example(), "WIJK_SECRET_KEY": "k" * 32}, needs_mail=True)
    defaults = read({"WIJK_DATABASE_URL": "x", "WIJK_SECRET_KEY": "k" * 32, "WIJK_BASE_URL": "https://wijk.example"})
    for name in ("host", "metrics_host", "joins_per_minute", "sign_ins_per_ten_minutes", "sockets_per_address"):
        assert getattr(settings, name) == getattr(defaults, name), name


def test_the_containers_are_given_settings_that_exist() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    given = {name for part in ("web1", "web2", "worker", "migrate") for name in services[part]["environment"]}
    assert given <= known() | OF_THE_OWNER
    assert "WIJK_OWNER_DATABASE_URL" not in services["web1"]["environment"]
    assert {services[part]["stop_grace_period"] for part in ("web1", "web2")} == {"35s"}
    named = set(re.findall(r"(\w+):8000", services["nginx"]["command"][2]))
    assert named == {part for part in services if part.startswith("web")}


def test_gunicorn_gives_a_process_less_time_to_leave_than_what_stops_it(monkeypatch) -> None:
    monkeypatch.setenv("WIJK_PORT", "8123")
    configured: dict[str, object] = {}
    exec((DEPLOY / "gunicorn.conf.py").read_text(), configured)
    assert (configured["bind"], configured["workers"]) == ("127.0.0.1:8123", 1)
    assert configured["graceful_timeout"] == 25
    assert configured["accesslog"] is None
