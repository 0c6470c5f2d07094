"""Who on a list can be invited, and where an invitation stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkplatform.domain.invitations import (
    MAY_BE_REMINDED,
    MAY_BE_SENT_AGAIN,
    Known,
    Standing,
    Verdict,
    judge,
    standing,
)
from wijkplatform.domain.lists import Wish
from wijkplatform.domain.people import ACCOUNT_ROLES, MAY_INVITE, OrganisationKind, Role

NOW = datetime(2026, 11, 26, tzinfo=UTC)
LATER = NOW + timedelta(days=7)
EVENING, OTHER = UUID(int=1), UUID(int=2)


def known(*addresses: str, **more: object) -> Known:
    sessions = [(EVENING, "Een avond"), (OTHER, "Dubbel"), (UUID(int=3), "Dubbel")]
    return Known({one: one.lower() for one in addresses or ("els@x.nl",)}, sessions=sessions, **more)  # type: ignore[arg-type]


def one(wish: Wish, about: Known | None = None, inviter: Role = Role.BEHEERDER) -> tuple[Verdict, str]:
    [judged] = judge([wish], about or known(), inviter)
    assert (judged.guest is not None) == (judged.verdict is Verdict.OK)
    return judged.verdict, judged.sentence


PARTNER = {"organisation": "Woonbron", "kind": "corporatie"}


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        (Wish(1, "", "Els"), "E-mailadres: dit ontbreekt"),
        (Wish(1, "els", "Els"), "E-mailadres: dit klopt niet"),
        (Wish(1, "a@x.nl b@x.nl", "Els"), "E-mailadres: zet elk adres op een eigen regel"),
        (Wish(1, "els@x.nl", "jan@x.nl", **PARTNER), "Naam: hier staat een e-mailadres. Zet elk adres op een eigen"),
        (Wish(1, "els@x.nl", organisation="jan@x.nl"), "Organisatie: hier staat een e-mailadres"),
        (Wish(1, "els@x.nl", organisation="Woonbron", kind="Jan <jan@x.nl>"), "Soort: hier staat een e-mailadres"),
        (Wish(1, "els@x.nl", role="jan@x.nl", **PARTNER), "Rol: hier staat een e-mailadres"),
        (Wish(1, "els@x.nl", role="koning"), "Rol: wij kennen ‘koning’ niet"),
        (Wish(1, "els@x.nl", role="operator"), "Rol: wij kennen ‘operator’ niet"),
        (Wish(1, "els@x.nl"), "Organisatie: dit ontbreekt"),
        (Wish(1, "els@x.nl", organisation="Woonbron", kind="bank"), "Soort: wij kennen ‘bank’ niet"),
        (Wish(1, "els@x.nl", session="Morgen", **PARTNER), "Bijeenkomst: wij vinden geen open bijeenkomst ‘Morgen’"),
        (Wish(1, "els@x.nl", session="Dubbel", **PARTNER), "Bijeenkomst: ‘Dubbel’ bestaat vaker"),
        (Wish(1, "els@x.nl", role="inkijker", session="Een avond"), "Bijeenkomst: een inkijker doet niet mee"),
    ],
)
def test_a_line_that_cannot_be_invited_says_which_field_and_why(wish: Wish, says: str) -> None:
    verdict, sentence = one(wish)
    assert verdict is Verdict.INVALID
    assert sentence.startswith(says)


def test_a_line_that_is_right_says_whom_it_invites() -> None:
    wish = Wish(4, "Els@x.nl", role="Partner", session="een AVOND", **PARTNER)
    [judged] = judge([wish], known("Els@x.nl"), Role.SPELLEIDER)
    guest = judged.guest
    assert guest
    assert (guest.email, guest.name, guest.role, guest.session) == ("els@x.nl", "Els", Role.WIJKPARTNER, EVENING)
    assert (guest.organisation, guest.kind) == ("Woonbron", OrganisationKind.CORPORATIE)


def test_an_organisation_that_is_known_keeps_its_name_and_kind() -> None:
    about = known(organisations={"woonbron": ("Woonbron", OrganisationKind.ZORG)})
    [judged] = judge([Wish(1, "els@x.nl", organisation="WOONBRON", kind="politie")], about, Role.BEHEERDER)
    assert judged.guest
    assert (judged.guest.organisation, judged.guest.kind) == ("Woonbron", OrganisationKind.ZORG)


def test_an_organisation_that_is_known_may_have_a_name_like_an_address() -> None:
    about = known(organisations={"studio@zuid": ("Studio@Zuid", OrganisationKind.ZORG)})
    assert one(Wish(1, "els@x.nl", organisation="Studio@zuid"), about)[0] is Verdict.OK


@pytest.mark.parametrize("inviter", [Role.OPERATOR, Role.BEHEERDER, Role.SPELLEIDER, Role.WIJKPARTNER])
@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_nobody_invites_beyond_the_table(inviter: Role, role: Role) -> None:
    verdict, sentence = one(Wish(1, "els@x.nl", role=role, **PARTNER), inviter=inviter)
    allowed = role in MAY_INVITE.get(inviter, ())
    assert (verdict is Verdict.OK) == allowed
    assert allowed or sentence == f"Rol: u mag geen {role} uitnodigen. Vraag de beheerder."


def test_the_same_address_twice_is_one_invitation() -> None:
    about = known("els@x.nl", "ELS@x.nl")
    lines = [Wish(1, "els@x.nl", **PARTNER), Wish(3, "ELS@x.nl", role="ambtenaar")]
    assert [(line.verdict, line.sentence) for line in judge(lines, about, Role.BEHEERDER)] == [
        (Verdict.OK, "Krijgt een e-mail."),
        (Verdict.DUPLICATE, "Staat al op regel 1."),
    ]


def test_a_line_that_is_refused_does_not_make_a_later_one_double() -> None:
    lines = [Wish(1, "els@x.nl"), Wish(2, "els@x.nl", **PARTNER)]
    assert [line.verdict for line in judge(lines, known(), Role.BEHEERDER)] == [Verdict.INVALID, Verdict.OK]


def test_another_session_is_another_invitation() -> None:
    evening = Wish(1, "els@x.nl", session=str(EVENING), **PARTNER)
    other = Wish(2, "els@x.nl", session=str(OTHER), **PARTNER)
    plain = Wish(3, "els@x.nl", **PARTNER)
    lines = judge([evening, other, plain, evening], known(), Role.BEHEERDER)
    assert [line.verdict for line in lines] == [Verdict.OK, Verdict.OK, Verdict.DUPLICATE, Verdict.DUPLICATE]
    invited = known(invited=frozenset({("els@x.nl", EVENING)}))
    assert [line.verdict for line in judge([evening, other, plain], invited, Role.BEHEERDER)] == [
        *(Verdict.DUPLICATE, Verdict.OK, Verdict.DUPLICATE),
    ]
    without = known(invited=frozenset({("els@x.nl", None)}))
    assert [line.verdict for line in judge([evening, plain], without, Role.BEHEERDER)] == [
        *(Verdict.OK, Verdict.DUPLICATE),
    ]


def test_a_member_is_invited_for_a_session_only_and_keeps_the_role() -> None:
    about = known(members={"els@x.nl": (Role.AMBTENAAR, None)})
    assert one(Wish(1, "els@x.nl", **PARTNER), about) == (
        Verdict.MEMBER,
        "Een uitnodiging is alleen nodig voor een bijeenkomst.",
    )
    [judged] = judge([Wish(1, "els@x.nl", role="beheerder", session="Een avond")], about, Role.SPELLEIDER)
    assert judged.guest
    assert (judged.guest.role, judged.guest.organisation) == (Role.AMBTENAAR, None)


def test_a_spelleider_cannot_invite_a_beheerder_by_way_of_a_session() -> None:
    about = known(members={"els@x.nl": (Role.BEHEERDER, None)})
    wish = Wish(1, "els@x.nl", role="wijkpartner", session="Een avond", **PARTNER)
    assert one(wish, about, Role.SPELLEIDER)[0] is Verdict.INVALID


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"mail": "waiting"}, Standing.WAITING),
        ({"mail": "sent"}, Standing.SENT),
        ({"mail": None}, Standing.SENT),
        ({"mail": "failed"}, Standing.FAILED),
        ({"mail": "failed", "opened": True}, Standing.OPENED),
        ({"mail": "sent", "opened": True, "expires_at": NOW}, Standing.EXPIRED),
        ({"mail": "sent", "accepted": True, "expires_at": NOW}, Standing.ACCEPTED),
        ({"mail": "sent", "accepted": True, "revoked": True}, Standing.REVOKED),
    ],
)
def test_an_invitation_stands_where_the_last_thing_left_it(facts: dict[str, object], expected: Standing) -> None:
    assert standing(NOW, **{"expires_at": LATER, **facts}) is expected  # type: ignore[arg-type]


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.sampled_from(["waiting", "sent", "failed", None]))
def test_what_is_over_stays_over_whatever_else_happens(
    revoked: bool, accepted: bool, opened: bool, expired: bool, mail: str | None
) -> None:
    until = NOW if expired else LATER
    here = standing(NOW, expires_at=until, mail=mail, opened=opened, accepted=accepted, revoked=revoked)
    assert (here is Standing.REVOKED) == revoked
    assert (here is Standing.ACCEPTED) == (accepted and not revoked)
    assert (here in MAY_BE_SENT_AGAIN) == (not revoked and not accepted)
    assert here not in MAY_BE_REMINDED or not (revoked or accepted or expired)
