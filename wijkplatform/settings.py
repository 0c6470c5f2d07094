"""The environment, read once and typed. An unsafe configuration does not start."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_SHORTEST_KEY = 32
_LOOPBACK = r"http://(127\.0\.0\.1|localhost|\[::1\]):[0-9]{1,5}"


class Unsafe(ValueError):
    """Reasons why this configuration may not run, one sentence each."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


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
    metrics_port: int = 0  # WIJK_METRICS_PORT, on this machine only; 0 for none

    @property
    def secure(self) -> bool:
        """Whether cookies travel over TLS only."""
        return self.base_url.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """The host names that this server answers to."""
        return sorted({urlsplit(origin).hostname or "" for origin in self.origins})


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment. Raises `Unsafe` with every reason at once."""
    env = os.environ if environ is None else environ
    demo = env.get("WIJK_DEMO") == "1"
    port = int(env.get("WIJK_PORT", "8000"))
    base_url = env.get("WIJK_BASE_URL", f"http://127.0.0.1:{port}" if demo else "").rstrip("/")
    issuers = [host.strip().lower() for host in env.get("WIJK_OIDC_ISSUERS", "").split(",") if host.strip()]
    listed = [origin.strip().rstrip("/") for origin in env.get("WIJK_ORIGINS", "").split(",") if origin.strip()]
    local = [f"http://localhost:{port}", f"http://127.0.0.1:{port}"] if demo else []
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
        metrics_port=int(env.get("WIJK_METRICS_PORT", "0")),
    )
    _refuse_unsafe(settings)
    return settings


def _refuse_unsafe(settings: Settings) -> None:
    reasons = []
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
    if reasons:
        raise Unsafe(reasons)
