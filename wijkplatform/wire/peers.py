"""Colleagues of other gemeenten who want to be found: what they typed about themselves, and nothing else."""

from __future__ import annotations

from typing_extensions import TypedDict


class PeerView(TypedDict):
    """A colleague, by what was typed: the name of the gemeente, the role and an address.

    `link` opens that address: mailto or tel, null when it is neither.
    """

    called: str
    role: str
    contact: str
    link: str | None


class OpgavePeers(TypedDict):
    """The colleagues who want to be found on an opgave; perhaps nobody."""

    opgave: int
    colleagues: list[PeerView]


class PeerList(TypedDict):
    """The colleagues for each opgave of a session, in the order of its agenda; not for the ten waarden."""

    opgaven: list[OpgavePeers]
