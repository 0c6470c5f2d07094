"""The server, the callers and the gemeenten that these tests share."""

from tests.fixtures import anyone, call, fingerprint, front_end, maker, meeting, other_town, server, town
from tests.house.at_provider import house, lets_in, provider, someone

__all__ = [
    "anyone",
    "call",
    "fingerprint",
    "front_end",
    "house",
    "lets_in",
    "maker",
    "meeting",
    "other_town",
    "provider",
    "server",
    "someone",
    "town",
]
