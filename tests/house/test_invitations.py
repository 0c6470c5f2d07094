"""An invitation that was sent: sent again, revoked, reminded, and where it stands."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.house.inviting import (
    OURS,
    link_of,
    listed,
    mail_becomes,
    mails,
    preview,
    row,
    send,
    set_to,
    verdicts,
)
from tests.makers import SignedIn, Town
from wijkplatform.domain.people import Role

pytestmark = pytest.mark.usefixtures("front_end")


@pytest.fixture
def boss(town: Town) -> SignedIn:
    return town.sign_in(Role.BEHEERDER)


class TestAfterwards:
    def test_sending_again_keeps_the_first_link_alive(self, anyone, call, town, boss) -> None:
        invited = town.invite(by=boss)
        first = invited.path
        answer = send(anyone, boss, f"uitnodigingen/{invited.id}/opnieuw")
        assert answer.status_code == 303
        assert invited.path != first
        assert [(kind, to) for kind, to, _ in mails(town)] == [("invitation", invited.email)] * 2
        assert {anyone.get(path).status_code for path in (first, invited.path)} == {200}
        assert call().http.post(first, headers=OURS).status_code == 303
        assert {anyone.get(path).status_code for path in (first, invited.path)} == {404}

    def test_sending_again_gives_an_expired_invitation_a_full_term(self, anyone, town, boss) -> None:
        invited = town.invite(by=boss)
        set_to(invited, expires_at=datetime.now(UTC) - timedelta(days=1))
        assert listed(anyone, boss) == {invited.email: "verlopen"}
        assert anyone.get(invited.path).status_code == 404
        send(anyone, boss, f"uitnodigingen/{invited.id}/opnieuw")
        assert anyone.get(invited.path).status_code == 200
        assert row(invited).expires_at > datetime.now(UTC) + timedelta(days=6)

    @pytest.mark.parametrize("over", ["accepted_at", "revoked_at"])
    def test_what_is_accepted_or_revoked_is_not_sent_again(self, anyone, town, boss, over: str) -> None:
        invited = town.invite(by=boss)
        set_to(invited, **{over: datetime.now(UTC)})
        answer = send(anyone, boss, f"uitnodigingen/{invited.id}/opnieuw")
        assert answer.status_code == 409
        assert "al aangenomen of ingetrokken" in answer.text
        assert len(mails(town)) == 1

    def test_revoking_kills_every_link_at_once(self, anyone, town, boss) -> None:
        invited = town.invite(by=boss)
        first = invited.path
        send(anyone, boss, f"uitnodigingen/{invited.id}/opnieuw")
        answer = send(anyone, boss, f"uitnodigingen/{invited.id}/intrekken")
        assert answer.headers["location"].endswith("melding=ingetrokken")
        ways = [(how, path) for how in ("GET", "POST") for path in (first, invited.path)]
        assert {anyone.http.request(how, path, headers=OURS).status_code for how, path in ways} == {404}
        assert listed(anyone, boss) == {invited.email: "ingetrokken"}
        assert [word for word, _ in verdicts(preview(anyone, boss, invited.email))] == ["klopt"]

    def test_revoking_what_was_accepted_says_that_the_account_stays(self, anyone, call, town, boss) -> None:
        invited = town.invite(by=boss)
        signed = call().http.post(invited.path, headers=OURS)
        cookies = {"Cookie": signed.headers["set-cookie"].partition(";")[0]}
        answer = send(anyone, boss, f"uitnodigingen/{invited.id}/intrekken")
        page = anyone.get(answer.headers["location"], headers=boss.cookies)
        assert "Het account blijft bestaan" in page.text
        assert anyone.get(f"/{town.slug}/beheer", headers=cookies).status_code == 200

    def test_who_did_not_answer_is_reminded_once_and_nobody_else(self, anyone, call, town, boss) -> None:
        names = ("gekregen", "geopend", "wacht", "mislukt", "verlopen", "aangenomen", "ingetrokken", "niet-gekozen")
        some = {name: town.invite(f"{name}@x.example", by=boss) for name in names}
        for name in set(names) - {"wacht", "mislukt"}:
            mail_becomes(some[name], "sent")
        mail_becomes(some["mislukt"], "failed")
        now = datetime.now(UTC)
        set_to(some["geopend"], opened_at=now)
        set_to(some["verlopen"], expires_at=now)
        set_to(some["ingetrokken"], revoked_at=now)
        call().http.post(some["aangenomen"].path, headers=OURS)
        page = anyone.get(f"/{town.slug}/beheer/uitnodigingen", headers=boss.cookies)
        boxes = set(re.findall(r'name="wie" value="([^"]+)" checked', page.text))
        assert boxes == {str(some[name].id) for name in ("gekregen", "geopend", "niet-gekozen")}
        wanted = [str(one.id) for name, one in some.items() if name != "niet-gekozen"]
        links = {some[name].email: link_of(some[name]) for name in ("gekregen", "geopend")}
        for expected in (2, 0):
            answer = send(anyone, boss, "uitnodigingen/herinner", wie=wanted)
            assert answer.headers["location"].endswith(f"herinnerd={expected}")
        reminders = {to: link for kind, to, link in mails(town) if kind == "reminder"}
        assert reminders == links, "a reminder holds the same link"

    def test_the_page_says_where_each_invitation_stands_with_the_words_of_the_mail_server(
        self, anyone, call, town, boss
    ) -> None:
        lost, down = town.invite("weg@x.example", by=boss), town.invite("later@x.example", by=boss)
        mail_becomes(lost, "failed", "550 5.1.1 <weg@x.example>: onbekend & weg")
        mail_becomes(down, "waiting", "421 probeer later")
        page = anyone.get(f"/{town.slug}/beheer/uitnodigingen", headers=boss.cookies)
        assert "550 5.1.1 &lt;weg@x.example&gt;: onbekend &amp; weg" in page.text
        assert "421 probeer later" in page.text
        seen = town.invite("kees@x.example", by=boss)
        mail_becomes(seen, "sent")
        assert listed(anyone, boss)["kees@x.example"] == "verstuurd"
        anyone.get(seen.path)
        assert listed(anyone, boss)["kees@x.example"] == "verstuurd", "a scanner that opens a link opens nothing"
        assert call().http.post(f"{seen.path}/gezien", headers=OURS).status_code == 204
        assert listed(anyone, boss)["kees@x.example"] == "geopend"
        call().http.post(seen.path, headers=OURS)
        assert listed(anyone, boss) == {
            "weg@x.example": "niet bezorgd",
            "later@x.example": "wacht op verzenden",
            "kees@x.example": "aangenomen",
        }


def test_the_invitation_of_another_gemeente_is_answered_as_one_that_does_not_exist(
    anyone, town, other_town, boss, fingerprint
) -> None:
    foreign = other_town.invite()
    mail_becomes(foreign, "sent")
    before = fingerprint()
    for what in ("opnieuw", "intrekken"):
        answers = [send(anyone, boss, f"uitnodigingen/{one}/{what}") for one in (foreign.id, uuid4())]
        texts = {re.sub(r"nonce[-=][\"']?[\w-]{22}", "", one.text) for one in answers}
        assert (len(texts), {one.status_code for one in answers}) == (1, {404})
    answer = send(anyone, boss, "uitnodigingen/herinner", wie=[str(foreign.id), "onzin"])
    assert answer.headers["location"].endswith("herinnerd=0")
    meeting = other_town.meeting()
    assert [word for word, _ in verdicts(preview(anyone, boss, "a@x.example", bijeenkomst=str(meeting.id)))] == [
        "ongeldig"
    ]
    assert listed(anyone, boss) == {}
    assert fingerprint()["invitation"] == before["invitation"]
