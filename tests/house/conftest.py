"""The server, the callers and the gemeenten that these tests share."""

from tests.fixtures import anyone, call, maker, meeting, other_town, server, town

__all__ = ["anyone", "call", "maker", "meeting", "other_town", "server", "town"]
