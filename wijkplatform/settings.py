"""The environment, read once and typed. An unsafe configuration does not start."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

_SHORTEST_KEY = 32
_MAILBOX = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")
_STARTTLS = {"on": True, "off": False}
_LOOPBACK = r"http://(127\.0\.0\.1|localhost|\[::1\]):[0-9]{1,5}"


class Unsafe(ValueError):
    """Reasons why this configuration may not run, one sentence each."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How mail leaves. `tls`: encrypted from the first byte; `starttls`: after the greeting, and never without."""

    host: str  # WIJK_SMTP_URL, smtp://user:password@host:587 or smtps://user:password@host:465
    port: int
    tls: bool
    starttls: bool  # ?starttls=off only in a demo or on this machine, where it is the default
    user: str
    password: str = field(repr=False)
    sender: str  # WIJK_MAIL_FROM, the address that mail comes from
    ca_file: str | None = None  # WIJK_SMTP_CA, certificates to trust instead of those of this machine
    timeout: float = 10  # WIJK_SMTP_TIMEOUT, seconds for each command
    first_pause: float = 60  # WIJK_MAIL_FIRST_PAUSE, seconds until a mail is tried again; later pauses grow along


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, with its environment variable in the comment."""

    database_url: str  # WIJK_DATABASE_URL, of the application role
    secret_key: str  # WIJK_SECRET_KEY, at least 32 characters
    base_url: str  # WIJK_BASE_URL, what every link begins with
    origins: tuple[str, ...]  # WIJK_ORIGINS, comma separated; the base URL is always one
    host: str = "127.0.0.1"  # WIJK_HOST
    port: int = 8000  # WIJK_PORT
    demo: bool = False  # WIJK_DEMO
    demo_gemeente: str = "voorbeeldstad"
    demo_folder: Path = Path("var")  # WIJK_VAR, where the demo keeps its data and writes demo.json
    proxy_hops: int = 0  # WIJK_PROXY_HOPS, proxies in front that set X-Forwarded-For
    joins_per_minute: int = 60  # WIJK_JOINS_PER_MINUTE, per address
    sign_ins_per_ten_minutes: int = 30  # WIJK_SIGN_INS_PER_TEN_MINUTES, per address
    sockets_per_address: int = 400  # WIJK_SOCKETS_PER_ADDRESS; a hall shares one
    oidc_issuers: tuple[str, ...] = ()  # WIJK_OIDC_ISSUERS, hosts of providers beside Microsoft Entra; comma separated
    oidc_loopback: str = ""  # WIJK_OIDC_LOOPBACK, one provider on this machine by http; for tests of the demo only
    metrics_host: str = "127.0.0.1"  # WIJK_METRICS_HOST; an address that no visitor reaches
    metrics_port: int = 0  # WIJK_METRICS_PORT; 0 for none
    redis_url: str = field(default="", repr=False)  # WIJK_REDIS_URL; without it one process is a whole installation
    mail: MailSettings | None = None  # the worker sends; what only serves can do without

    @property
    def secure(self) -> bool:
        """Whether cookies travel over TLS only."""
        return self.base_url.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """The host names that this server answers to."""
        return sorted({urlsplit(origin).hostname or "" for origin in self.origins})


def read(environ: Mapping[str, str] | None = None, *, needs_mail: bool = False) -> Settings:
    """Read the settings from the environment. Raises `Unsafe` with every reason at once.

    `needs_mail`: for what sends mail, which cannot do without a mail server.
    """
    env = os.environ if environ is None else environ
    demo = env.get("WIJK_DEMO") == "1"
    port = int(env.get("WIJK_PORT", "8000"))
    base_url = env.get("WIJK_BASE_URL", f"http://127.0.0.1:{port}" if demo else "").rstrip("/")
    issuers = [host.strip().lower() for host in env.get("WIJK_OIDC_ISSUERS", "").split(",") if host.strip()]
    listed = [origin.strip().rstrip("/") for origin in env.get("WIJK_ORIGINS", "").split(",") if origin.strip()]
    local = [f"http://localhost:{port}", f"http://127.0.0.1:{port}"] if demo else []
    mail, reasons = _mail(env, demo, needs_mail)
    settings = Settings(
        database_url=env.get("WIJK_DATABASE_URL", ""),
        secret_key=env.get("WIJK_SECRET_KEY", ""),
        base_url=base_url,
        origins=tuple(dict.fromkeys([base_url, *listed, *local])),
        host=env.get("WIJK_HOST", "127.0.0.1"),
        port=port,
        demo=demo,
        demo_folder=Path(env.get("WIJK_VAR", "var")),
        proxy_hops=int(env.get("WIJK_PROXY_HOPS", "0")),
        joins_per_minute=int(env.get("WIJK_JOINS_PER_MINUTE", "60")),
        sign_ins_per_ten_minutes=int(env.get("WIJK_SIGN_INS_PER_TEN_MINUTES", "30")),
        sockets_per_address=int(env.get("WIJK_SOCKETS_PER_ADDRESS", "400")),
        oidc_issuers=tuple(dict.fromkeys(issuers)),
        oidc_loopback=env.get("WIJK_OIDC_LOOPBACK", ""),
        metrics_host=env.get("WIJK_METRICS_HOST", "127.0.0.1"),
        metrics_port=int(env.get("WIJK_METRICS_PORT", "0")),
        redis_url=env.get("WIJK_REDIS_URL", ""),
        mail=mail,
    )
    _refuse_unsafe(settings, reasons)
    return settings


def _mail(env: Mapping[str, str], demo: bool, needed: bool) -> tuple[MailSettings | None, list[str]]:
    """How mail leaves, or None; and what is wrong with it. No reason repeats an address: it holds a password."""
    address, sender = env.get("WIJK_SMTP_URL", ""), env.get("WIJK_MAIL_FROM", "")
    if not address and not needed:
        return None, []
    reasons = []
    if not _MAILBOX.fullmatch(sender):
        reasons.append("WIJK_MAIL_FROM is missing or no address: who mail comes from.")
    try:
        parts = urlsplit(address)
        port = parts.port or (465 if parts.scheme == "smtps" else 587)
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        reasons.append("WIJK_SMTP_URL is missing or not of the form smtp://user:password@host:587.")
        return None, reasons
    starttls = _starttls(parts)
    if starttls is None or (parts.scheme == "smtp" and not starttls and not (demo or _is_here(parts))):
        reasons.append("WIJK_SMTP_URL turns STARTTLS off: that is for this machine and for a demo only.")
    return MailSettings(
        host=parts.hostname,
        port=port,
        tls=parts.scheme == "smtps",
        starttls=parts.scheme == "smtp" and starttls is not False,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        sender=sender,
        ca_file=env.get("WIJK_SMTP_CA") or None,
        timeout=float(env.get("WIJK_SMTP_TIMEOUT", "10")),
        first_pause=float(env.get("WIJK_MAIL_FIRST_PAUSE", "60")),
    ), reasons


def _starttls(parts: SplitResult) -> bool | None:
    """Whether STARTTLS is demanded; None when it is not clear what is meant."""
    asked = parse_qs(parts.query).get("starttls")
    return _STARTTLS.get(asked[-1]) if asked else not _is_here(parts)


def _is_here(parts: SplitResult) -> bool:
    """Whether an address is of this machine itself: what is said there crosses no network."""
    try:
        return ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.hostname == "localhost"


def _refuse_unsafe(settings: Settings, reasons: list[str]) -> None:
    if not settings.database_url:
        reasons.append("WIJK_DATABASE_URL is missing: the database of the application role.")
    if len(settings.secret_key) < _SHORTEST_KEY:
        reasons.append(f"WIJK_SECRET_KEY is missing or shorter than {_SHORTEST_KEY} characters.")
    if not settings.base_url:
        reasons.append("WIJK_BASE_URL is missing: the address that every link begins with.")
    elif not settings.secure and not settings.demo:
        reasons.append("WIJK_BASE_URL is not https.")
    if "*" in settings.origins:
        reasons.append("WIJK_ORIGINS may not be *: list the addresses of this platform.")
    if settings.demo and settings.secure:
        reasons.append("WIJK_DEMO is on while WIJK_BASE_URL is https: the demo lets everybody in.")
    if any("/" in host or "*" in host for host in settings.oidc_issuers):
        reasons.append("WIJK_OIDC_ISSUERS must be host names, without https:// and without *.")
    if settings.oidc_loopback and not settings.demo:
        reasons.append("WIJK_OIDC_LOOPBACK is for the demo: a provider on this machine proves nothing.")
    elif settings.oidc_loopback and not re.fullmatch(_LOOPBACK, settings.oidc_loopback):
        reasons.append("WIJK_OIDC_LOOPBACK must be one address such as http://127.0.0.1:4000.")
    if settings.redis_url:
        reasons += _doubts_about_redis(settings)
    if reasons:
        raise Unsafe(reasons)


def _doubts_about_redis(settings: Settings) -> list[str]:
    """Why this Redis may not be used. No reason repeats the address: it holds a password."""
    try:
        parts = urlsplit(settings.redis_url)
        fine = parts.scheme in ("redis", "rediss") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fine = False
    if not fine:
        return ["WIJK_REDIS_URL is not of the form redis://:password@host:6379."]
    if not (settings.demo or parts.password or _is_here(parts)):
        return ["WIJK_REDIS_URL has no password: who reaches that Redis could speak to every process."]
    return []
