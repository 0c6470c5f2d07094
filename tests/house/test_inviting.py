"""Inviting people: a list is judged, confirmed and sent; then each invitation is looked after."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import func, select, update

from tests.makers import Invited, SignedIn, Town, plain
from wijkplatform.domain.lists import Wish
from wijkplatform.domain.people import Role
from wijkplatform.services import invitations, signing_in
from wijkplatform.storage.gemeenten import Gemeente
from wijkplatform.storage.invitations import Invitation, InvitationLink
from wijkplatform.storage.outbox import Mail
from wijkplatform.storage.people import Account, Organisation

OURS = {"Sec-Fetch-Site": "same-origin"}
FIVE = "Els Bos <els@woonbron.example>\nkees@woonbron.example\nELS@woonbron.example\nfout\nJan;jan@woonbron.example"
pytestmark = pytest.mark.usefixtures("front_end")


@pytest.fixture
def boss(town: Town) -> SignedIn:
    return town.sign_in(Role.BEHEERDER)


def send(caller, who: SignedIn, path: str, files: Mapping[str, object] | None = None, **fields: object):
    """A form of the workspace, sent as a browser does."""
    address = f"/{who.slug}/beheer/{path}"
    data = {**who.form, **fields}
    return caller.http.post(address, data=data, files=files, headers={**who.cookies, **OURS})


def preview(caller, who: SignedIn, text: str, **fields: object):
    return send(caller, who, "uitnodigingen/nieuw", lijst=text, organisatie="Woonbron", soort="corporatie", **fields)


def confirm(caller, who: SignedIn, page, **change: object):
    """Press the button under a preview, with every box as it stands."""
    carried = html.unescape(re.search(r'name="lijst" value="([^"]*)"', page.text)[1])
    ticked = re.findall(r'name="regel" value="(\d+)" checked', page.text)
    return send(caller, who, "uitnodigingen", **{"lijst": carried, "regel": ticked, **change})


def verdicts(page) -> list[tuple[str, str]]:
    """The verdict and the sentence of each line of a page."""
    found = re.findall(r'wp-status[^"]*">([^<]*)</span><br><span class="wp-table__more">([^<]*)<', page.text)
    return [(word, html.unescape(sentence)) for word, sentence in found]


def listed(caller, who: SignedIn) -> dict[str, str]:
    """Where each invitation stands, by address, as the page says it."""
    page = caller.get(f"/{who.slug}/beheer/uitnodigingen", headers=who.cookies)
    assert page.status_code == 200
    rows = re.findall(r'wp-table__more">([^<]*@[^<]*)</span></th>.*?wp-status[^"]*">([^<]*)<', page.text, re.DOTALL)
    return {html.unescape(email): word for email, word in rows}


def mails(town: Town) -> list[tuple[str, str, UUID | None]]:
    with town.store.workspace(town.operator) as work:
        rows = work.db.scalars(select(Mail).order_by(Mail.created_at, Mail.recipient)).all()
        return [(one.kind, one.recipient, one.invitation_link_id) for one in rows]


def mail_becomes(invited: Invited, state: str, words: str | None = None) -> None:
    """What the worker found out about the newest mail of an invitation."""
    with invited.town.store.workspace(invited.town.operator) as work:
        links = select(InvitationLink.id).where(InvitationLink.invitation_id == invited.id)
        query = update(Mail).where(Mail.invitation_link_id.in_(links), Mail.state == "waiting")
        work.db.execute(query.values(state=state, last_words=words))


def set_to(invited: Invited, **values: object) -> None:
    with invited.town.store.workspace(invited.town.operator) as work:
        work.db.execute(update(Invitation).where(Invitation.id == invited.id).values(**values))


def row(invited: Invited) -> Invitation:
    with invited.town.store.workspace(invited.town.operator) as work:
        return work.db.scalars(select(Invitation).where(Invitation.id == invited.id)).one()


def test_a_list_is_judged_confirmed_and_sent_and_each_line_says_what_became_of_it(
    anyone, town, boss, fingerprint
) -> None:
    before = fingerprint()
    page = preview(anyone, boss, FIVE)
    assert page.status_code == 200
    assert fingerprint() == before, "a preview changes nothing and sends nothing"
    assert verdicts(page) == [
        ("klopt", "Dit klopt."),
        ("klopt", "Dit klopt."),
        ("dubbel", "Staat al op regel 1."),
        ("ongeldig", "E-mailadres: dit klopt niet. Een voorbeeld is naam@gemeente.nl."),
        ("klopt", "Dit klopt."),
    ]
    assert "3 van de 5 regels kloppen" in page.text
    done = confirm(anyone, boss, page)
    assert [word for word, _ in verdicts(done)] == [
        *("wordt verstuurd", "wordt verstuurd", "dubbel", "ongeldig", "wordt verstuurd"),
    ]
    assert "3 uitnodigingen gaan nu weg" in done.text
    three = [f"{name}@woonbron.example" for name in ("els", "jan", "kees")]
    assert sorted(recipient for _, recipient, _ in mails(town)) == three
    assert listed(anyone, boss) == dict.fromkeys(three, "wacht op verzenden")
    with town.store.workspace(town.operator) as work:
        [place] = work.db.scalars(select(Organisation)).all()
        assert (place.name, place.kind) == ("Woonbron", "corporatie")
        assert {one.name for one in work.db.scalars(select(Invitation))} == {"Els Bos", "Kees", "Jan"}


def test_the_same_list_sent_twice_mails_nobody_again(anyone, town, boss) -> None:
    page = preview(anyone, boss, FIVE)
    confirm(anyone, boss, page)
    again = confirm(anyone, boss, page)
    assert [word for word, _ in verdicts(again)] == ["dubbel", "dubbel", "dubbel", "ongeldig", "dubbel"]
    assert "Er gaat geen uitnodiging nu weg" in again.text or "Er gaat geen uitnodiging" in again.text
    assert len(mails(town)) == 3
    assert [word for word, _ in verdicts(preview(anyone, boss, "kees@woonbron.example"))] == ["dubbel"]


def test_who_is_not_ticked_gets_nothing(anyone, town, boss) -> None:
    page = preview(anyone, boss, FIVE)
    done = confirm(anyone, boss, page, regel=["2"])
    assert [word for word, _ in verdicts(done)] == [
        *("overgeslagen", "wordt verstuurd", "dubbel", "ongeldig", "overgeslagen"),
    ]
    assert [recipient for _, recipient, _ in mails(town)] == ["kees@woonbron.example"]


def test_a_list_is_judged_again_when_it_is_confirmed(anyone, town, boss) -> None:
    page = preview(anyone, boss, FIVE)
    town.invite("kees@woonbron.example", by=boss)
    with town.store.workspace(town.operator) as work:
        signing_in.add_account(work, email="jan@woonbron.example", name="Jan", role=Role.AMBTENAAR)
    assert [word for word, _ in verdicts(confirm(anyone, boss, page))] == [
        *("wordt verstuurd", "dubbel", "dubbel", "ongeldig", "heeft al toegang"),
    ]


def test_a_csv_of_a_spreadsheet_can_be_sent_as_a_file(anyone, town, boss) -> None:
    meeting = town.meeting(title="Avond in De Linden")
    csv = (
        "Naam;E-mail;Organisatie;Soort;Rol;Bijeenkomst\r\n"
        '"Bos, Els";els@x.example;Politie Oost;politie;;avond in de linden\r\n'
        "Kees;kees@x.example;;;ambtenaar;\r\n"
        "Jan;jan@x.example;;bank;;\r\n"
    ).encode("utf-8-sig")
    page = send(anyone, boss, "uitnodigingen/nieuw", files={"bestand": ("mensen.csv", csv, "text/csv")})
    assert [word for word, _ in verdicts(page)] == ["klopt", "klopt", "ongeldig"]
    confirm(anyone, boss, page)
    with town.store.workspace(town.operator) as work:
        made = {one.name: one for one in work.db.scalars(select(Invitation))}
        assert (made["Bos, Els"].role, made["Bos, Els"].session_id) == ("wijkpartner", meeting.id)
        assert (made["Kees"].role, made["Kees"].session_id, made["Kees"].organisation_id) == ("ambtenaar", None, None)


def test_an_invitation_holds_as_long_as_the_gemeente_says(town, boss) -> None:
    week = row(town.invite(by=boss))
    assert week.expires_at - week.created_at == pytest.approx(timedelta(days=7), abs=timedelta(seconds=5))
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(Gemeente).values(invitation_days=2))
    short = row(town.invite("jan@x.example", by=boss))
    assert short.expires_at - short.created_at == pytest.approx(timedelta(days=2), abs=timedelta(seconds=5))
    assert short.invited_by is not None


def test_an_empty_or_broken_list_is_said_at_the_field(anyone, boss, fingerprint) -> None:
    before = fingerprint()
    for text, says in (
        ("", "Vul eerst een adres in"),
        ("a@x.example\n" * 501, "niet meer dan 500 mensen"),
        ('e-mail;naam\na@x.example;"Els', "De aanhalingstekens op regel 2 kloppen niet"),
    ):
        page = preview(anyone, boss, text)
        assert page.status_code in (400, 413)
        assert says in page.text
        assert 'id="lijst-error"' in page.text
    assert fingerprint() == before


def test_an_empty_page_says_what_will_come_here(anyone, boss) -> None:
    page = anyone.get(f"/{boss.slug}/beheer/uitnodigingen", headers=boss.cookies)
    assert "Hier komen de mensen te staan die u uitnodigt." in page.text
    assert "Herinner wie nog niet reageerde" not in page.text


class TestPrivilege:
    @pytest.mark.parametrize("role", [Role.BEHEERDER, Role.SPELLEIDER, Role.INKIJKER])
    def test_a_spelleider_gives_no_role_away_not_even_by_a_forged_form(self, anyone, town, role, fingerprint) -> None:
        lead = town.sign_in()
        page = preview(anyone, lead, f"Els;els@x.example;;;{role}")
        assert [word for word, _ in verdicts(page)] == ["ongeldig"]
        assert f'<option value="{role}"' not in page.text
        before = fingerprint()
        forged = f"wijkplatform-regel;email;role\n1;els@x.example;{role}"
        done = send(anyone, lead, "uitnodigingen", lijst=forged, regel=["1"])
        assert verdicts(done) == [("ongeldig", f"Rol: u mag geen {role} uitnodigen. Vraag de beheerder.")]
        assert fingerprint() == before

    def test_a_spelleider_neither_sees_nor_touches_invitations_beyond_the_table(
        self, anyone, town, boss, fingerprint
    ) -> None:
        lead = town.sign_in()
        high = town.invite("hoog@x.example", role=Role.BEHEERDER, by=boss)
        low = town.invite("laag@x.example", by=boss)
        mail_becomes(high, "sent")
        assert set(listed(anyone, lead)) == {"laag@x.example"}
        assert set(listed(anyone, boss)) == {"laag@x.example", "hoog@x.example"}
        before = fingerprint()
        for what in ("opnieuw", "intrekken"):
            assert send(anyone, lead, f"uitnodigingen/{high.id}/{what}").status_code == 404
        assert "herinnerd=0" in send(anyone, lead, "uitnodigingen/herinner", wie=[str(high.id)]).headers["location"]
        assert fingerprint() == before
        assert send(anyone, lead, f"uitnodigingen/{low.id}/intrekken").status_code == 303

    @pytest.mark.parametrize("role", [Role.WIJKPARTNER, Role.AMBTENAAR, Role.INKIJKER])
    def test_who_may_not_invite_has_no_page_for_it(self, anyone, town, role, fingerprint) -> None:
        with town.store.workspace(town.operator) as work:
            place = Organisation(name="Woonbron", kind="corporatie")
            work.db.add(place)
            work.db.flush()
            work.db.add(Account(email=f"{role}@{town.slug}.example", name="A", role=role, organisation_id=place.id))
        who = town.sign_in(role)
        before = fingerprint()
        assert anyone.get(f"/{town.slug}/beheer/uitnodigingen", headers=who.cookies).status_code == 403
        assert preview(anyone, who, FIVE).status_code == 403
        assert send(anyone, who, "uitnodigingen", lijst=FIVE, regel=["1"]).status_code == 403
        assert fingerprint() == before

    def test_a_form_of_another_website_does_nothing(self, anyone, town, boss, fingerprint) -> None:
        invited = town.invite(by=boss)
        before = fingerprint()
        for path in (
            "uitnodigingen",
            "uitnodigingen/nieuw",
            "uitnodigingen/herinner",
            f"uitnodigingen/{invited.id}/intrekken",
        ):
            address = f"/{town.slug}/beheer/{path}"
            data = {"lijst": FIVE, "regel": "1", **boss.form}
            elsewhere = {**boss.cookies, "Sec-Fetch-Site": "cross-site"}
            assert anyone.http.post(address, data=data, headers=elsewhere).status_code == 403
            without = {**data, "form_token": "x"}
            assert anyone.http.post(address, data=without, headers={**boss.cookies, **OURS}).status_code == 403
        assert fingerprint() == before


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
        assert {
            anyone.http.request(how, path, headers=OURS).status_code
            for how in ("GET", "POST")
            for path in (first, invited.path)
        } == {404}
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
        links = {some[name].email: town_link(some[name]) for name in ("gekregen", "geopend")}
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


def town_link(invited: Invited) -> UUID:
    with invited.town.store.workspace(invited.town.operator) as work:
        return work.db.scalars(select(InvitationLink.id).where(InvitationLink.invitation_id == invited.id)).one()


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def test_hostile_text_is_shown_as_it_is(anyone, town, boss) -> None:
    csv = f"naam;e-mail;organisatie\n{HOSTILE.replace(chr(34), '')};els@x.example;{HOSTILE.replace(chr(34), '')}"
    page = preview(anyone, boss, csv)
    done = confirm(anyone, boss, page)
    with town.store.workspace(town.operator) as work:
        made = work.db.scalars(select(Invitation)).one()
        secret = work.keys.invitation_secret(work.db.scalars(select(InvitationLink.id)).one())
    pages = [page, done, anyone.get(f"/{town.slug}/beheer/uitnodigingen", headers=boss.cookies)]
    pages.append(anyone.get(f"/{town.slug}/uitnodiging/{secret}"))
    assert "<script>alert(1)" in made.name
    for one in pages:
        assert "&lt;script&gt;alert(1)" in one.text
        assert "<script>alert" not in one.text
        assert "<img src=x" not in one.text


@pytest.mark.parametrize("formula", ['=HYPERLINK("https://x")', "+1+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0"])
def test_a_formula_in_a_list_is_only_a_name(anyone, town, boss, formula: str) -> None:
    quoted = formula.replace('"', '""')
    page = preview(anyone, boss, f'naam;e-mail\n"{quoted}";els@x.example')
    confirm(anyone, boss, page)
    with town.store.workspace(town.operator) as work:
        assert work.db.scalars(select(Invitation.name)).one() == formula.strip("'\" ")


def test_no_secret_of_a_link_stands_in_the_database(town, boss) -> None:
    invited = town.invite(by=boss)
    secret = invited.secret
    with psycopg.connect(plain(town.maker.database.platform_url)) as connection:
        for table in ("invitation", "invitation_link", "mail"):
            rows = connection.execute(f"SELECT string_agg(t::text, '|') FROM {table} t").fetchone()
            assert rows
            assert secret not in (rows[0] or "")
        assert connection.execute("SELECT length(digest) FROM invitation_link LIMIT 1").fetchone() == (32,)


def test_two_who_invite_the_same_person_at_once_send_one_mail(town, boss) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def once(_: int) -> str:
        with town.store.workspace(boss.badge) as work:
            return invitations.invite(work, [Wish(1, "els@x.example", "Els", "Woonbron")])[0].verdict

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(once, range(4))) == ["duplicate", "duplicate", "duplicate", "ok"]
    with town.store.workspace(town.operator) as work:
        assert work.db.scalar(select(func.count()).select_from(Organisation)) == 1
