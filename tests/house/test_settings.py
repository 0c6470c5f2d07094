"""An unsafe configuration does not start, and says every reason at once."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.server import ROOT, free_port
from wijkplatform.settings import Unsafe, read

SAFE = {
    "WIJK_DATABASE_URL": "postgresql+psycopg://wijk_app@localhost/wijkplatform",
    "WIJK_SECRET_KEY": "k" * 32,
    "WIJK_BASE_URL": "https://wijk.example",
}


def test_a_safe_configuration_is_read() -> None:
    settings = read({**SAFE, "WIJK_ORIGINS": "https://a.example/, https://wijk.example"})
    assert settings.origins == ("https://wijk.example", "https://a.example")
    assert settings.hosts == ["a.example", "wijk.example"]
    assert (settings.secure, settings.demo, settings.proxy_hops, settings.metrics_port) == (True, False, 0, 0)
    assert (settings.joins_per_minute, settings.sockets_per_address) == (60, 400)
    assert settings.mail is None


MAIL = {"WIJK_SMTP_URL": "smtp://wijk:ge%2Fheim@mail.example", "WIJK_MAIL_FROM": "post@wijk.example"}


def test_how_mail_leaves_is_read() -> None:
    mail = read({**SAFE, **MAIL}, needs_mail=True).mail
    assert mail
    assert (mail.host, mail.port, mail.tls, mail.starttls) == ("mail.example", 587, False, True)
    assert (mail.user, mail.password, mail.sender, mail.ca_file) == ("wijk", "ge/heim", "post@wijk.example", None)
    assert (mail.timeout, mail.first_pause) == (10, 60)
    assert "heim" not in repr(read({**SAFE, **MAIL}))


@pytest.mark.parametrize(
    ("url", "demo", "tls", "starttls"),
    [
        ("smtps://mail.example", False, True, False),
        ("smtp://mail.example?starttls=on", False, False, True),
        ("smtp://127.0.0.1:2525", False, False, False),
        ("smtp://[::1]:2525", False, False, False),
        ("smtp://localhost", False, False, False),
        ("smtp://127.0.0.1?starttls=on", False, False, True),
        ("smtp://mail.example?starttls=off", True, False, False),
    ],
)
def test_mail_is_encrypted_unless_it_stays_on_this_machine(url: str, demo: bool, tls: bool, starttls: bool) -> None:
    kind = {"WIJK_DEMO": "1", "WIJK_BASE_URL": "http://127.0.0.1:8000"} if demo else {}
    mail = read({**SAFE, **MAIL, **kind, "WIJK_SMTP_URL": url}).mail
    assert mail
    assert (mail.tls, mail.starttls) == (tls, starttls)


@pytest.mark.parametrize(
    ("unsafe", "word"),
    [
        ({"WIJK_SMTP_URL": "smtp://mail.example?starttls=off"}, "STARTTLS"),
        ({"WIJK_SMTP_URL": "smtp://mail.example?starttls=perhaps"}, "STARTTLS"),
        ({"WIJK_SMTP_URL": "http://wijk:geheim@mail.example"}, "WIJK_SMTP_URL"),
        ({"WIJK_SMTP_URL": "smtp://wijk:geheim@mail.example:many"}, "WIJK_SMTP_URL"),
        ({"WIJK_SMTP_URL": "geheim"}, "WIJK_SMTP_URL"),
        ({"WIJK_MAIL_FROM": ""}, "WIJK_MAIL_FROM"),
        ({"WIJK_MAIL_FROM": "post@wijk.example\nBcc: x@y.example"}, "WIJK_MAIL_FROM"),
    ],
)
def test_mail_that_could_be_read_or_forged_on_its_way_is_refused(unsafe: dict[str, str], word: str) -> None:
    with pytest.raises(Unsafe) as refused:
        read({**SAFE, **MAIL, **unsafe})
    assert [word in reason for reason in refused.value.reasons] == [True]
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize(
    ("unsafe", "word"),
    [
        ({"WIJK_DATABASE_URL": ""}, "WIJK_DATABASE_URL"),
        ({"WIJK_SECRET_KEY": ""}, "WIJK_SECRET_KEY"),
        ({"WIJK_SECRET_KEY": "k" * 31}, "WIJK_SECRET_KEY"),
        ({"WIJK_BASE_URL": ""}, "WIJK_BASE_URL"),
        ({"WIJK_BASE_URL": "http://wijk.example"}, "https"),
        ({"WIJK_BASE_URL": "wijk.example"}, "https"),
        ({"WIJK_ORIGINS": "*"}, "WIJK_ORIGINS"),
        ({"WIJK_ORIGINS": "https://a.example, *"}, "WIJK_ORIGINS"),
        ({"WIJK_DEMO": "1"}, "WIJK_DEMO"),
        ({"WIJK_OIDC_ISSUERS": "https://id.example"}, "WIJK_OIDC_ISSUERS"),
        ({"WIJK_OIDC_ISSUERS": "*.example"}, "WIJK_OIDC_ISSUERS"),
        ({"WIJK_OIDC_LOOPBACK": "http://127.0.0.1:4000"}, "WIJK_OIDC_LOOPBACK"),
        ({"WIJK_REDIS_URL": "redis://redis.example:6379/0"}, "no password"),
        ({"WIJK_REDIS_URL": "rediss://somebody@redis.example:6379/0"}, "no password"),
        ({"WIJK_REDIS_URL": "http://:geheim@redis.example"}, "redis://"),
        ({"WIJK_REDIS_URL": "redis://:geheim@redis.example:many"}, "redis://"),
        ({"WIJK_REDIS_URL": "redis://:geheim@"}, "redis://"),
    ],
)
def test_an_unsafe_value_is_refused(unsafe: dict[str, str], word: str) -> None:
    with pytest.raises(Unsafe) as refused:
        read({**SAFE, **unsafe})
    assert [word in reason for reason in refused.value.reasons] == [True]
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize(
    "url", ["redis://:ge%2Fheim@redis.example:6379/0", "rediss://wijk:geheim@redis.example", "redis://127.0.0.1:6379"]
)
def test_a_redis_with_a_password_or_on_this_machine_is_admitted_and_its_password_never_shown(url: str) -> None:
    settings = read({**SAFE, "WIJK_REDIS_URL": url})
    assert settings.redis_url == url
    assert "heim" not in repr(settings)


@pytest.mark.parametrize(
    "address", ["http://id.example:80", "https://127.0.0.1:4000", "http://127.0.0.1", "http://127.0.0.1:4000/x", "*"]
)
def test_only_one_provider_on_this_machine_is_admitted_and_only_in_a_demo(address: str) -> None:
    demo = {**SAFE, "WIJK_BASE_URL": "http://127.0.0.1:8000", "WIJK_DEMO": "1"}
    assert read({**demo, "WIJK_OIDC_LOOPBACK": "http://127.0.0.1:4000"}).oidc_loopback == "http://127.0.0.1:4000"
    with pytest.raises(Unsafe):
        read({**demo, "WIJK_OIDC_LOOPBACK": address})


def test_the_hosts_of_providers_are_read() -> None:
    settings = read({**SAFE, "WIJK_OIDC_ISSUERS": " Id.example, other.example:8443 ,"})
    assert (settings.oidc_issuers, settings.oidc_loopback) == (("id.example", "other.example:8443"), "")


def test_all_reasons_are_said_at_once_and_no_secret_is() -> None:
    with pytest.raises(Unsafe) as refused:
        read({"WIJK_SECRET_KEY": "short and secret", "WIJK_ORIGINS": "*"})
    assert len(refused.value.reasons) == 4
    assert "short and secret" not in str(refused.value)


def test_the_server_does_not_start_on_it() -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("WIJK_")}
    environment = {**inherited, **SAFE, "WIJK_SECRET_KEY": "short", "WIJK_PORT": str(free_port())}
    command = [sys.executable, "-m", "wijkplatform.cli", "serve"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert ended.stderr == "WIJK_SECRET_KEY is missing or shorter than 32 characters.\n"
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode not in (0, None), "gunicorn does not try again and again"
    assert ended.stderr.count("WIJK_SECRET_KEY is missing or shorter than 32 characters.\n") == 1


def test_the_worker_says_what_it_needs_to_send_mail() -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("WIJK_")}
    command = [sys.executable, "-m", "wijkplatform.cli", "worker"]
    ended = subprocess.run(
        command, cwd=ROOT, env={**inherited, **SAFE}, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 2
    assert [line.split()[0] for line in ended.stderr.splitlines()] == ["WIJK_MAIL_FROM", "WIJK_SMTP_URL"]
