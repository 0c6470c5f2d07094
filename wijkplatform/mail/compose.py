"""A letter becomes a mail: text and HTML that say the same, and what goes with it.

That is a calendar file when there is something to attend, and the report when that is what it tells of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vText
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from wijkplatform.domain import dates
from wijkplatform.domain.colours import WHITE, contrast
from wijkplatform.mail import words
from wijkplatform.mail.words import line, travelling
from wijkplatform.services.letters import Letter, Meeting, Sender

_PLACES = {
    "invitation": "uitnodiging",
    "reminder": "uitnodiging",
    "sign_in": "inloggen",
    "agreement": "afspraak",
    "agreement_reminder": "afspraak",
    "report": "rapport",
}
_DARK = "#1a1a1a"
_LONGEST_SUBJECT = 100

_pages = Environment(
    loader=PackageLoader("wijkplatform.mail"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_pages.globals |= {"day": dates.day, "clock": dates.clock, "period": dates.period, "as_what": words.AS_WHAT}
_pages.globals["day_of"] = dates.calendar_day
_pages.filters |= {"line": words.line, "sentence": words.sentence}


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The report that goes with a letter: its main finding as a sentence, and itself as a file (PDF).

    `without_notes`: participants wrote notes, and they are not in the file.
    """

    headline: str
    without_notes: bool
    file_name: str
    pdf: bytes


def compose(letter: Letter, *, base_url: str, mail_from: str, enclosed: Enclosed | None = None) -> EmailMessage:
    """Write the mail. Its links begin with `base_url`; the address of the sender is `mail_from`.

    A letter that tells of a report has it `enclosed`.
    """
    gemeente = _gemeente(letter.sender)
    told = {
        "letter": letter,
        "gemeente": gemeente,
        "link": _link(letter, base_url),
        "choose": f"{base_url}/{letter.sender.slug}/beheer/mijn-mail",
        "enclosed": enclosed,
        "agreed": sum(not one["earlier"] for one in letter.report["agreements"]) if letter.report else 0,
        "accent": letter.sender.accent,
        "ink": _ink(letter.sender.accent),
        "subject": _subject(letter, gemeente),
    }
    host = urlsplit(base_url).hostname or "localhost"
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(f"{gemeente} via Wijkplatform", mail_from)
    message["To"] = _address("", letter.recipient)
    if letter.sender.contact:
        message["Reply-To"] = _address(gemeente, letter.sender.contact)
    message["Subject"] = told["subject"]
    message["Date"] = format_datetime(letter.asked_at.astimezone(UTC))
    message["Message-ID"] = f"<{letter.id}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    page = _PLACES[letter.kind]
    message.set_content(_pages.get_template(f"{page}.txt").render(told), cte="quoted-printable")
    html = _pages.get_template(f"{page}.html").render(told)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    if letter.meeting and letter.meeting.starts_at:
        message.add_attachment(
            calendar(letter, letter.meeting, host),
            maintype="text",
            subtype="calendar",
            filename="bijeenkomst.ics",
            params={"method": "PUBLISH", "charset": "utf-8"},
        )
    if enclosed:
        message.add_attachment(enclosed.pdf, maintype="application", subtype="pdf", filename=enclosed.file_name)
    return message


def _link(letter: Letter, base_url: str) -> str:
    """Where the letter leads: by the secret in it, or to a page for who signs in."""
    here = f"{base_url}/{letter.sender.slug}"
    if letter.report:
        return f"{here}/beheer/sessies/{letter.report['session']}/rapport"
    return f"{here}/{_PLACES[letter.kind]}/{letter.secret}"


def calendar(letter: Letter, meeting: Meeting, host: str) -> bytes:
    """The session as a calendar keeps it. Its UID is that of the session: a second mail adds no second evening."""
    event = Event()
    event.add("uid", f"{meeting.id}@{host}")
    event.add("dtstamp", letter.asked_at.astimezone(UTC))
    if meeting.starts_at:
        event.add("dtstart", meeting.starts_at.astimezone(UTC))
    if meeting.ends_at:
        event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", line(meeting.title))
    event.add("description", f"{meeting.term.capitalize()}: {line(meeting.wijk)}. {_gemeente(letter.sender)}")
    if meeting.place:
        event["location"] = vText(line(meeting.place))
    book = Calendar()
    book.add("prodid", "-//Wijkplatform//NL")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add_component(event)
    return bytes(book.to_ical())


def _subject(letter: Letter, gemeente: str) -> str:
    if letter.kind == "sign_in":
        return f"Uw link om in te loggen bij {gemeente}"
    if letter.report:
        return _shortened(f"Het rapport van {line(letter.report['title'])}")
    if letter.agreed:
        about = _shortened(f"Afspraak over {line(letter.agreed.meeting.wijk)}: {line(letter.agreed.what)}")
        return f"Herinnering: {about[0].lower()}{about[1:]}" if letter.kind == "agreement_reminder" else about
    about = f"Uitnodiging van {gemeente}"
    if letter.meeting:
        about += f": {line(letter.meeting.title)}"
    return f"Herinnering: {about[0].lower()}{about[1:]}" if letter.kind == "reminder" else about


def _shortened(subject: str) -> str:
    return subject if len(subject) <= _LONGEST_SUBJECT else f"{subject[: _LONGEST_SUBJECT - 1].rstrip()}…"


def _gemeente(sender: Sender) -> str:
    name = line(sender.name)
    return name if name.lower().startswith("gemeente ") else f"Gemeente {name}"


def _address(name: str, address: str) -> Address:
    """A mailbox; a domain with special letters travels as mail servers know it."""
    user, domain = travelling(address)
    return Address(display_name=line(name), username=user, domain=domain)


def _ink(accent: str) -> str:
    """The colour of letters on this background: light or dark, whichever can be read better."""
    return max(WHITE, _DARK, key=lambda ink: contrast(ink, accent))
