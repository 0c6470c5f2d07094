"""The neighbour of the demo gemeente: it improved on two opgaven and wants to be found, so that there is somebody."""

from __future__ import annotations

from wijkplatform.domain.people import Action
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import peers
from wijkplatform.storage.peers import PeerOffer
from wijkplatform.storage.work import Work

NAME = "Plasdorp"
_OFFERS = {1: ("gebiedsregisseur", "wijken@plasdorp.example"), 3: ("adviseur participatie", "085 000 00 00")}


@use_case(Action.SET_UP)
def prepare_neighbour(work: Work) -> None:
    """Let the neighbour be found, unless it was prepared before. Nobody has an account there, and nothing is held."""
    if peers.offers(work.db):
        return
    work.gemeente.findable = True
    for opgave, (role, contact) in _OFFERS.items():
        work.db.add(PeerOffer(opgave=opgave, called=NAME, peer_role=role, contact=contact))
    work.db.flush()
