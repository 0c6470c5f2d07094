"""The server, the callers and the gemeenten that these tests share."""

from tests.fixtures import anyone, call, fingerprint, front_end, maker, meeting, other_town, server, town

__all__ = ["anyone", "call", "fingerprint", "front_end", "maker", "meeting", "other_town", "server", "town"]
