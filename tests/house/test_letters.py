"""A letter becomes a mail: text and HTML alike, a calendar file, and nothing in it that somebody else wrote in."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar

from wijkplatform.domain.people import ACCOUNT_ROLES, Role
from wijkplatform.mail.compose import Enclosed, compose
from wijkplatform.services.letters import Agreed, Letter, Meeting, Sender

BASE_URL = "https://wijk.example"
SECRET = "geheim-" * 6 + "1"
LINK = f"{BASE_URL}/utrecht/uitnodiging/{SECRET}"
HOSTILE = "Jan\r\nBcc: iedereen@elders.example\r\n\r\n<script>alert(1)</script><img src=x>"

MEETING = Meeting(
    id=UUID(int=7),
    title="Een stap verder in De Linden",
    term="wijk",
    wijk="De Linden",
    starts_at=datetime(2026, 12, 3, 18, 30, tzinfo=UTC),
    ends_at=datetime(2026, 12, 3, 20, 30, tzinfo=UTC),
    place="Buurthuis De Hoek, zaal 3",
)
LETTER = Letter(
    id=UUID(int=1),
    kind="invitation",
    attempt=1,
    asked_at=datetime(2026, 11, 26, 9, 0, tzinfo=UTC),
    recipient="jan@woonbron.example",
    secret=SECRET,
    until=datetime(2026, 12, 3, 9, 0, tzinfo=UTC),
    sender=Sender("utrecht", "Utrecht", "#0f4c55", "wijk@utrecht.example"),
    name="Jan de Wit",
    role=Role.WIJKPARTNER,
    organisation="Woonbron",
    inviter="Samira de Boer",
    meeting=MEETING,
)
AGREED = Agreed(
    what="De lampen bij de school worden gemaakt.",
    organisation="Woonbron",
    role="wijkbeheerder",
    due=date(2026, 12, 18),
    answer_by=date(2026, 12, 6),
    meeting=MEETING,
)
AGREEMENT = replace(
    LETTER,
    kind="agreement",
    name="wijkbeheerder",
    role=None,
    organisation=None,
    inviter=None,
    meeting=None,
    agreed=AGREED,
)
REMINDER = replace(AGREEMENT, kind="agreement_reminder")
SIGN_IN = replace(LETTER, kind="sign_in", organisation=None, inviter=None, meeting=None, role=Role.AMBTENAAR)


class Page(HTMLParser):
    """What a page shows, where it leads, and what it fetches."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.leads: list[str] = []
        self.lang: str | None = None
        self._hidden = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._hidden = tag == "title"
        known = dict(attrs)
        self.lang = known.get("lang") or self.lang
        if tag == "a":
            self.leads.append(known["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._hidden else data


def mail(letter: Letter = LETTER, base_url: str = BASE_URL, enclosed: Enclosed | None = None) -> EmailMessage:
    """The mail as it arrives at the other end."""
    written = compose(letter, base_url=base_url, mail_from="post@wijk.example", enclosed=enclosed)
    return message_from_bytes(written.as_bytes(policy=SMTP), policy=default)


def text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body
    return str(body.get_content()).replace("\r\n", "\n")


def page(message: EmailMessage) -> Page:
    body = message.get_body(("html",))
    assert body
    return Page(body.get_content())


def test_the_headers_say_who_sends_and_that_no_answer_of_a_machine_is_wanted() -> None:
    message = mail()
    assert message["From"] == "Gemeente Utrecht via Wijkplatform <post@wijk.example>"
    assert message["To"] == "jan@woonbron.example"
    assert message["Reply-To"] == "Gemeente Utrecht <wijk@utrecht.example>"
    assert message["Subject"] == "Uitnodiging van Gemeente Utrecht: Een stap verder in De Linden"
    assert message["Message-ID"] == f"<{LETTER.id}@wijk.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == LETTER.asked_at
    reminder = mail(replace(LETTER, kind="reminder"))["Subject"].strip()  # a long one may begin on the next line
    assert reminder == "Herinnering: uitnodiging van Gemeente Utrecht: Een stap verder in De Linden"
    assert mail(SIGN_IN)["Subject"] == "Uw link om in te loggen bij Gemeente Utrecht"
    assert mail(replace(LETTER, sender=replace(LETTER.sender, contact=None)))["Reply-To"] is None


def test_text_and_html_tell_the_same() -> None:
    message = mail()
    told = [
        *("Beste Jan de Wit", "Samira de Boer van Gemeente Utrecht nodigt u uit", "U doet mee als wijkpartner"),
        *("Uw organisatie is Woonbron", "Een stap verder in De Linden", "Wijk: De Linden", "Buurthuis De Hoek, zaal 3"),
        *("Wanneer: donderdag 3 december 2026, van 19.30 tot 21.30 uur", LINK, "stuur deze mail niet door"),
        *("geldig tot donderdag 3 december 2026 om 10.00 uur", "Verwachtte u deze mail niet?", "agenda"),
    ]
    for body in (text(message), page(message).text):
        plain = " ".join(body.split())
        assert [one for one in told if one not in plain] == []


def test_a_letter_to_sign_in_says_how_long_and_what_to_do_when_it_was_not_you() -> None:
    message = mail(SIGN_IN)
    link = f"{BASE_URL}/utrecht/inloggen/{SECRET}"
    for body in (text(message), page(message).text):
        plain = " ".join(body.split())
        for one in ("Beste Jan de Wit", link, "De link werkt tot 10.00 uur", "Vroeg u niet om deze mail?"):
            assert one in plain
    assert list(message.iter_attachments()) == []


@pytest.mark.parametrize("letter", [LETTER, replace(LETTER, kind="reminder"), SIGN_IN], ids=lambda one: one.kind)
def test_every_sentence_is_short_and_polite(letter: Letter) -> None:
    for sentence in re.split(r"(?<=[.?!:])\s|\n\n", text(mail(letter)).replace(LINK, "")):
        assert len(sentence.split()) <= 15, sentence
    assert not re.search(r"\b(je|jij|jouw)\b", text(mail(letter)), re.IGNORECASE)


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_every_role_is_told_in_words(role: Role) -> None:
    bare = replace(LETTER, role=role, organisation=None, inviter=None, meeting=None)
    assert re.search(r"\n(U doet mee|U mag meekijken|U wordt) .*\.\n", text(mail(bare)))
    assert "None" not in text(mail(bare)) + page(mail(bare)).text


def test_the_page_is_dutch_fetches_nothing_and_leads_to_the_link_only() -> None:
    shown = page(mail())
    assert shown.lang == "nl"
    assert {"h1", "main", "a"} <= shown.tags
    assert not shown.tags & {"img", "script", "table", "iframe", "form", "object", "input"}
    assert shown.leads == [LINK, LINK]
    html = mail().get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert set(re.findall(r"https?://[^\s\"<]+", html)) == {LINK}
    assert "url(" not in html


@pytest.mark.parametrize(("accent", "ink"), [("#0f4c55", "#ffffff"), ("#ffe600", "#1a1a1a"), ("#000000", "#ffffff")])
def test_the_button_has_the_colour_of_the_gemeente_and_can_be_read(accent: str, ink: str) -> None:
    message = mail(replace(LETTER, sender=replace(LETTER.sender, accent=accent)))
    html = message.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert f"background-color: {accent}; color: {ink}" in html


def test_a_session_comes_with_a_file_for_the_calendar() -> None:
    (attached,) = mail().iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == ("text/calendar", "bijeenkomst.ics")
    assert attached["Content-Type"].params["method"] == "PUBLISH"
    raw = attached.get_payload(decode=True)
    book = Calendar.from_ical(raw)
    (event,) = book.walk("VEVENT")
    assert (book["METHOD"], event["UID"]) == ("PUBLISH", f"{MEETING.id}@wijk.example")
    assert event["DTSTART"].to_ical() == b"20261203T183000Z"
    assert event["DTEND"].to_ical() == b"20261203T203000Z"
    assert event["LOCATION"] == "Buurthuis De Hoek, zaal 3"
    assert SECRET.encode() not in raw
    again = mail(replace(LETTER, kind="reminder", id=UUID(int=2)))
    (other,) = again.iter_attachments()
    (same,) = Calendar.from_ical(other.get_payload(decode=True)).walk("VEVENT")
    assert same["UID"] == event["UID"]


def test_without_a_time_there_is_nothing_for_the_calendar() -> None:
    for meeting in (None, replace(MEETING, starts_at=None, ends_at=None, place=None)):
        message = mail(replace(LETTER, meeting=meeting))
        assert list(message.iter_attachments()) == []
        assert "agenda" not in text(message)


def hostile() -> Letter:
    meeting = replace(MEETING, title=HOSTILE, wijk=HOSTILE, place=HOSTILE, term=HOSTILE)
    sender = replace(LETTER.sender, name=HOSTILE)
    return replace(LETTER, name=HOSTILE, organisation=HOSTILE, inviter=HOSTILE, sender=sender, meeting=meeting)


def test_nothing_that_people_typed_becomes_a_header_a_tag_or_a_field_of_the_calendar() -> None:
    plain, poisoned = mail(), mail(hostile())
    assert poisoned.keys() == plain.keys()
    assert poisoned["Bcc"] is None
    assert [one.get_content_type() for one in poisoned.walk()] == [one.get_content_type() for one in plain.walk()]
    assert page(poisoned).tags == page(plain).tags
    calendars = [next(one.iter_attachments()).get_payload(decode=True) for one in (plain, poisoned)]
    names = [[name for name, _ in Calendar.from_ical(one).property_items()] for one in calendars]
    assert names[0] == names[1]


@pytest.mark.parametrize("address", ["jan@x.example\r\nBcc: y@z.example", "jan@x.example, y@z.example", "jan <y@z.nl>"])
def test_an_address_that_is_more_than_one_address_is_not_written_to(address: str) -> None:
    for letter in (replace(LETTER, recipient=address), replace(LETTER, sender=replace(LETTER.sender, contact=address))):
        try:
            message = mail(letter)
        except ValueError:
            continue
        assert message["Bcc"] is None
        assert len(message["To"].addresses) == len(message["Reply-To"].addresses) == 1


@pytest.mark.parametrize(
    ("domain", "long"), [("café", "xn--caf-dma"), ("faß", "xn--fa-hia"), ("βόλος", "xn--nxasmm1c")]
)
def test_a_domain_with_special_letters_travels_in_its_long_form(domain: str, long: str) -> None:
    assert mail(replace(LETTER, recipient=f"jan@{domain}.example"))["To"] == f"jan@{long}.example"


class TestAgreement:
    """The letter to the owner of an afspraak, and the reminder of it."""

    def test_text_and_html_tell_the_same_and_lead_to_its_link_only(self) -> None:
        link = f"{BASE_URL}/utrecht/afspraak/{SECRET}"
        told = [
            *("Beste wijkbeheerder", AGREED.what, "Wie: Woonbron, wijkbeheerder", "stuur deze mail niet door"),
            *("Uiterlijk klaar op: vrijdag 18 december 2026", "uiterlijk zondag 6 december 2026 een antwoord"),
            *("Bijeenkomst: Een stap verder in De Linden", link, "werkt tot donderdag 3 december 2026"),
            *("U heeft geen account nodig", "Klopt het niet dat dit bij u ligt?"),
        ]
        for letter, more in (
            (AGREEMENT, "over wijk De Linden is iets"),
            (REMINDER, "Over een paar dagen is het zover"),
        ):
            message = mail(letter)
            for body in (text(message), page(message).text):
                plain = " ".join(body.split())
                assert [one for one in (*told, more) if one not in plain] == []
            assert page(message).leads == [link, link]
            assert list(message.iter_attachments()) == []

    def test_the_subject_says_what_it_is_about_and_stays_short(self) -> None:
        assert mail(AGREEMENT)["Subject"].strip() == "Afspraak over De Linden: De lampen bij de school worden gemaakt."
        assert mail(REMINDER)["Subject"].strip().startswith("Herinnering: afspraak over De Linden: De lampen")
        long = mail(replace(AGREEMENT, agreed=replace(AGREED, what="lamp " * 100)))["Subject"]
        assert len(long) <= 120
        assert long.endswith("…")

    def test_without_a_promised_answer_none_is_told(self) -> None:
        message = mail(replace(AGREEMENT, agreed=replace(AGREED, answer_by=None)))
        assert "een antwoord van u" not in text(message) + page(message).text
        assert "None" not in text(message) + page(message).text

    @pytest.mark.parametrize("letter", [AGREEMENT, REMINDER], ids=lambda one: one.kind)
    def test_nothing_that_people_typed_becomes_a_header_a_tag_or_a_line_of_its_own(self, letter: Letter) -> None:
        meeting = replace(MEETING, title=HOSTILE, wijk=HOSTILE, term=HOSTILE)
        agreed = replace(AGREED, what=HOSTILE, organisation=HOSTILE, role=HOSTILE, meeting=meeting)
        sender = replace(letter.sender, name=HOSTILE)
        plain, poisoned = mail(letter), mail(replace(letter, name=HOSTILE, agreed=agreed, sender=sender))
        assert poisoned.keys() == plain.keys()
        assert poisoned["Bcc"] is None
        assert page(poisoned).tags == page(plain).tags
        assert page(poisoned).leads == page(plain).leads
        assert not re.search(r"^Bcc:", text(poisoned), re.MULTILINE)

    @pytest.mark.parametrize("letter", [AGREEMENT, REMINDER], ids=lambda one: one.kind)
    def test_the_sentences_are_short_and_polite(self, letter: Letter) -> None:
        body = text(mail(letter)).replace(AGREED.what, "")
        for sentence in re.split(r"[.:?!]\s|\n", body.replace(f"{BASE_URL}/utrecht/afspraak/{SECRET}", "")):
            assert len(sentence.split()) <= 15, sentence
        assert not re.search(r"\b(je|jij|jouw)\b", body, re.IGNORECASE)


REPORT: Any = {
    "session": str(MEETING.id),
    "title": MEETING.title,
    "wijk": "De Linden",
    "when": "donderdag 3 december 2026, van 19.30 tot 21.30 uur",
    "agreements": [{"earlier": False}, {"earlier": True}, {"earlier": False}],
}
ENCLOSED = Enclosed("Over 2 van de 13 punten denken de groepen echt anders", True, "rapport.pdf", b"%PDF-1.7")
ABOUT_REPORT = replace(
    LETTER,
    kind="report",
    secret=None,
    until=None,
    role=None,
    organisation=None,
    inviter=None,
    meeting=None,
    report=REPORT,
    leads=True,
)


class TestReport:
    """The letter with the report of a session that was closed."""

    def test_text_and_html_tell_the_same_and_the_report_is_attached(self) -> None:
        link, choose = f"{BASE_URL}/utrecht/beheer/sessies/{MEETING.id}/rapport", f"{BASE_URL}/utrecht/beheer/mijn-mail"
        told = [
            *("Beste Jan de Wit", ENCLOSED.headline, "De bijeenkomst over De Linden is gesloten.", "Afspraken: 2"),
            *("Bijeenkomst: Een stap verder in De Linden", "Wanneer: donderdag 3 december 2026", link),
            *("Het rapport zit als PDF bij deze mail.", "In de PDF staat niet wat mensen opschreven.", "Mijn mail"),
            "omdat u deze bijeenkomst leidde",
        ]
        message = mail(ABOUT_REPORT, enclosed=ENCLOSED)
        for body in (text(message), page(message).text):
            plain = " ".join(body.split())
            assert [one for one in told if one not in plain] == []
        assert page(message).leads == [link, link, choose]
        assert choose in text(message)
        assert message["Subject"] == "Het rapport van Een stap verder in De Linden"
        (attached,) = message.iter_attachments()
        assert (attached.get_content_type(), attached.get_filename(), attached.get_payload(decode=True)) == (
            *("application/pdf", "rapport.pdf"),
            ENCLOSED.pdf,
        )

    def test_it_says_why_it_comes_and_what_is_not_in_it(self) -> None:
        letter = replace(ABOUT_REPORT, leads=False, report={**REPORT, "agreements": []})
        message = mail(letter, enclosed=replace(ENCLOSED, without_notes=False))
        for body in (text(message), page(message).text):
            assert "omdat u alle rapporten wilt krijgen" in body
            assert "Afspraken: geen" in body
            assert "opschreven" not in body

    def test_nothing_that_people_typed_becomes_a_header_a_tag_or_a_line_of_its_own(self) -> None:
        typed = {"title": HOSTILE, "wijk": HOSTILE}
        sender = replace(LETTER.sender, name=HOSTILE)
        letter = replace(ABOUT_REPORT, name=HOSTILE, sender=sender, report={**REPORT, **typed})
        plain, poisoned = mail(ABOUT_REPORT, enclosed=ENCLOSED), mail(letter, enclosed=ENCLOSED)
        assert poisoned.keys() == plain.keys()
        assert poisoned["Bcc"] is None
        assert len(poisoned["Subject"]) <= 120
        assert page(poisoned).tags == page(plain).tags
        assert page(poisoned).leads == page(plain).leads
        assert not re.search(r"^Bcc:", text(poisoned), re.MULTILINE)

    def test_the_sentences_are_short_and_polite(self) -> None:
        body = re.sub(r"https?://\S+|Wanneer: .*", "", text(mail(ABOUT_REPORT, enclosed=ENCLOSED)))
        for sentence in re.split(r"[.:?!]\s|\n", body):
            assert len(sentence.split()) <= 15, sentence
        assert not re.search(r"\b(je|jij|jouw)\b", body, re.IGNORECASE)
