"""Inviting people: a list is judged, confirmed and sent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from sqlalchemy import select, update

from tests.house.inviting import (
    OURS,
    confirm,
    listed,
    mail_becomes,
    mails,
    preview,
    row,
    send,
    verdicts,
)
from tests.makers import SignedIn, Town, plain
from wijkplatform.domain.lists import Wish
from wijkplatform.domain.people import Role
from wijkplatform.services import invitations, signing_in
from wijkplatform.storage.gemeenten import Gemeente
from wijkplatform.storage.invitations import Invitation, InvitationLink
from wijkplatform.storage.people import Account, Organisation

FIVE = "Els Bos <els@woonbron.example>\nkees@woonbron.example\nELS@woonbron.example\nfout\nJan;jan@woonbron.example"
pytestmark = pytest.mark.usefixtures("front_end")


@pytest.fixture
def boss(town: Town) -> SignedIn:
    return town.sign_in(Role.BEHEERDER)


def test_a_list_is_judged_confirmed_and_sent_and_each_line_says_what_became_of_it(
    anyone, town, boss, fingerprint
) -> None:
    before = fingerprint()
    page = preview(anyone, boss, FIVE)
    assert page.status_code == 200
    assert fingerprint() == before, "a preview changes nothing and sends nothing"
    assert verdicts(page) == [
        ("klopt", "Krijgt een e-mail."),
        ("klopt", "Krijgt een e-mail."),
        ("dubbel", "Staat al op regel 1."),
        ("ongeldig", "E-mailadres: dit klopt niet. Een voorbeeld is naam@gemeente.nl."),
        ("klopt", "Krijgt een e-mail."),
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
    assert "Er gaat geen uitnodiging nu weg" in again.text
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


def test_people_who_stand_on_one_line_are_judged_and_ticked_one_by_one(anyone, town, boss) -> None:
    page = preview(anyone, boss, "Jan Bos <jan@x.example>; Piet Vis <piet@x.example>\na@x.example, jan@x.example")
    assert verdicts(page) == [
        *(("klopt", "Krijgt een e-mail."),) * 3,
        ("dubbel", "Staat al op regel 1."),
    ]
    confirm(anyone, boss, page, regel=["2", "3"])
    with town.store.workspace(town.operator) as work:
        made = {one.email: one.name for one in work.db.scalars(select(Invitation))}
    assert made == {"piet@x.example": "Piet Vis", "a@x.example": "A"}


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"PK\x03\x04\x14\0\x06\0", "Dit is een Excel-bestand. Bewaar het als CSV en probeer het opnieuw."),
        (b"GIF89a\0", "Dit is geen CSV-bestand."),
    ],
)
def test_a_file_that_is_no_csv_is_refused_and_what_was_typed_stays(anyone, boss, raw: bytes, says: str) -> None:
    files = {"bestand": ("mensen.xlsx", raw, "application/octet-stream")}
    typed = {"lijst": "els@x.example", "organisatie": "Woonbron"}
    page = send(anyone, boss, "uitnodigingen/nieuw", files=files, **typed)
    assert page.status_code == 400
    assert says in page.text
    assert 'id="bestand-error"' in page.text
    assert ">els@x.example</textarea>" in page.text
    assert 'value="Woonbron"' in page.text


def test_columns_that_are_not_used_are_named(anyone, boss) -> None:
    page = preview(anyone, boss, "Voornaam;Achternaam;E-mail;Telefoon\nEls;Bos;els@x.example;010")
    assert "Els Bos" in page.text
    assert "Deze kolommen gebruiken wij niet: Telefoon." in page.text
    assert "Deze kolommen" not in preview(anyone, boss, FIVE).text
    many = "".join(f";K{number}" for number in range(13))
    page = preview(anyone, boss, f"E-mail{many}\nels@x.example{';x' * 13}")
    assert "gebruiken wij niet: K0, K1, K2, K3, K4, K5, K6, K7, K8, K9, en nog 3." in page.text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("els@x.example", "De regel klopt"),
        ("fout", "De regel klopt niet"),
        ("els@x.example\njan@x.example", "Alle 2 regels kloppen"),
        ("fout\nook", "Geen van de 2 regels klopt"),
        ("els@x.example\nfout", "1 van de 2 regels klopt"),
    ],
)
def test_the_count_is_said_as_people_say_it(anyone, boss, text: str, says: str) -> None:
    assert f'<p class="wp-notice__title">{says}</p>' in preview(anyone, boss, text).text


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
        for path in ("", "/nieuw", "/herinner", f"/{invited.id}/intrekken", f"/{invited.id}/opnieuw"):
            address = f"/{town.slug}/beheer/uitnodigingen{path}"
            data = {"lijst": FIVE, "regel": "1", **boss.form}
            elsewhere = {**boss.cookies, "Sec-Fetch-Site": "cross-site"}
            assert anyone.http.post(address, data=data, headers=elsewhere).status_code == 403
            without = {**data, "form_token": "x"}
            assert anyone.http.post(address, data=without, headers={**boss.cookies, **OURS}).status_code == 403
        assert fingerprint() == before


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
    def once() -> str:
        with town.store.workspace(boss.badge) as other:
            return invitations.invite(other, [Wish(1, "els@x.example", "Els", "Woonbron")])[0].verdict

    with ThreadPoolExecutor(1) as pool:
        with town.store.workspace(boss.badge) as work:
            invitations.invite(work, [Wish(1, "els@x.example", "Els", "Woonbron")])
            second = pool.submit(once)
            with pytest.raises(TooSlow):
                second.result(timeout=0.5)
        assert second.result() == "duplicate"
    assert len(mails(town)) == 1


def test_only_a_beheerder_lets_somebody_in_again_who_was_removed(anyone, town, boss) -> None:
    gone = town.account(Role.AMBTENAAR, "Omar")
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(Account).where(Account.id == gone).values(disabled_at=datetime.now(UTC)))
    lead, line = town.sign_in(Role.SPELLEIDER), f"omar@{town.slug}.example"
    page = preview(anyone, lead, line, rol="ambtenaar")
    refused = "Is verwijderd. Alleen een beheerder nodigt deze persoon weer uit."
    assert verdicts(page) == [("ongeldig", refused)]
    wish = Wish(1, line, role="ambtenaar")
    with town.store.workspace(lead.badge) as work:
        assert [one.sentence for one in invitations.invite(work, [wish])] == [refused]
    assert mails(town) == []
    page = preview(anyone, boss, line, rol="ambtenaar")
    assert verdicts(page) == [("klopt", "Was verwijderd. Krijgt een e-mail, en weer toegang na het aannemen.")]


def test_who_accepted_for_a_session_is_not_asked_again_for_it(anyone, town, boss) -> None:
    meeting = town.meeting()
    invited = town.invite("els@woonbron.example", session=meeting.id, by=boss)
    assert anyone.http.post(invited.path, headers=OURS).status_code == 303
    again = preview(anyone, boss, "els@woonbron.example", bijeenkomst=str(meeting.id))
    assert verdicts(again) == [("heeft al toegang", "Nam de uitnodiging voor deze bijeenkomst al aan.")]
    other = preview(anyone, boss, "els@woonbron.example", bijeenkomst=str(town.meeting(title="Later").id))
    assert [word for word, _ in verdicts(other)] == ["klopt"]
