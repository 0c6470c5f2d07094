"""Reading a list of people to invite: pasted, or from a spreadsheet; nothing is lost and nothing is made up."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkplatform.domain.errors import Malformed, TooLong
from wijkplatform.domain.invitations import Known, Verdict, judge
from wijkplatform.domain.lists import MOST_LINES, Wish, as_text, read_list, unused_columns, write_list
from wijkplatform.domain.people import Role


@pytest.mark.parametrize(
    ("line", "name", "email"),
    [
        ("els@x.nl", "", "els@x.nl"),
        ("  els@x.nl  ", "", "els@x.nl"),
        ("els@x.nl,", "", "els@x.nl"),
        ("<els@x.nl>", "", "els@x.nl"),
        ("Els Bos <els@x.nl>", "Els Bos", "els@x.nl"),
        ("Els Bos <els@x.nl>;", "Els Bos", "els@x.nl"),
        ('"Bos, Els" <els@x.nl>', "Bos, Els", "els@x.nl"),
        ("Bos, Els <els@x.nl>", "Bos, Els", "els@x.nl"),
        ("Els Bos, els@x.nl", "Els Bos", "els@x.nl"),
        ("els@x.nl; Els Bos", "Els Bos", "els@x.nl"),
        ("Els\tels@x.nl", "Els", "els@x.nl"),
        ("Els\u200b\x07Bos <els@x.nl>", "Els Bos", "els@x.nl"),
        ("geen adres", "", "geen adres"),
    ],
)
def test_a_line_without_a_header_is_read_as_people_write_it(line: str, name: str, email: str) -> None:
    assert read_list(line) == [Wish(1, email, name)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_columns_without_a_header_stand_in_a_fixed_order(separator: str) -> None:
    line = separator.join(["Els Bos", "els@x.nl", "Woonbron", "corporatie", "wijkpartner", "Een avond"])
    assert read_list(line) == [Wish(1, "els@x.nl", "Els Bos", "Woonbron", "corporatie", "wijkpartner", "Een avond")]
    after = separator.join(["Els <els@x.nl>", "Woonbron"])
    assert read_list(after) == [Wish(1, "els@x.nl", "Els", "Woonbron")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "header",
    [
        ("E-mail", "Naam", "Organisatie", "Soort", "Rol", "Bijeenkomst"),
        ("email", "name", "organisation", "kind", "role", "session"),
        ("E-mailadres", "NAAM", " organisatie ", "soort", "rol", "bijeenkomst"),
    ],
)
def test_a_header_names_the_columns_in_dutch_and_english(separator: str, header: tuple[str, ...]) -> None:
    cells = ["els@x.nl", "Els Bos", "Woonbron", "corporatie", "ambtenaar", "Een avond"]
    text = "\ufeff\r\n" + "\r\n".join(separator.join(row) for row in (header, cells)) + "\r\n"
    assert read_list(text) == [Wish(3, "els@x.nl", "Els Bos", "Woonbron", "corporatie", "ambtenaar", "Een avond")]


def test_an_unknown_column_is_left_out_and_a_short_row_is_no_trouble() -> None:
    assert read_list("telefoon;e-mail;naam\n010;els@x.nl\n;;\n020;kees@x.nl;Kees;meer") == [
        Wish(2, "els@x.nl"),
        Wish(4, "kees@x.nl", "Kees"),
    ]


def test_quotes_hold_a_separator_or_the_end_of_a_line_and_numbers_stay_right() -> None:
    text = 'naam,e-mail\n"Bos, ""Els""",els@x.nl\n"Jan\nde Wit",jan@x.nl\nKees,kees@x.nl'
    assert read_list(text) == [
        Wish(2, "els@x.nl", 'Bos, "Els'),
        Wish(3, "jan@x.nl", "Jan de Wit"),
        Wish(5, "kees@x.nl", "Kees"),
    ]


def test_quotes_that_are_not_closed_lose_nobody_in_silence() -> None:
    with pytest.raises(Malformed, match="regel 3"):
        read_list('naam,e-mail\nEls,els@x.nl\n"Jan,jan@x.nl\nKees,kees@x.nl')


def test_what_a_line_leaves_open_comes_from_the_defaults() -> None:
    defaults = {"organisation": "Woonbron", "role": "wijkpartner", "session": ""}
    assert read_list("els@x.nl\nKees;kees@x.nl;De School", defaults) == [
        Wish(1, "els@x.nl", organisation="Woonbron", role="wijkpartner"),
        Wish(2, "kees@x.nl", "Kees", "De School", role="wijkpartner"),
    ]


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff", "naam;e-mail\n", "naam;e-mail\n;\n", ",,,"])
def test_an_empty_list_is_empty(text: str) -> None:
    assert read_list(text, {"organisation": "Woonbron"}) == []


def test_a_list_has_at_most_five_hundred_lines() -> None:
    assert len(read_list("a@x.nl\n" * MOST_LINES)) == 500
    with pytest.raises(TooLong):
        read_list("a@x.nl\n" * (MOST_LINES + 1))


def test_a_cell_without_end_is_refused_or_cut_and_breaks_nothing() -> None:
    assert len(read_list("a" * 1000)[0].email) == 200
    for text in ("a" * 200_000, 'e-mail\n"' + "a" * 200_000):
        with pytest.raises(Malformed):
            read_list(text)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("één".encode(), "één"),
        ("één".encode("utf-8-sig"), "één"),
        ("één".encode("utf-16"), "één"),
        ("één".encode("cp1252"), "één"),
        (b"\xff\xfea", None),
        (bytes(range(1, 256)), None),
    ],
)
def test_a_file_of_any_spreadsheet_can_be_read(raw: bytes, text: str | None) -> None:
    assert text is None or as_text(raw) == text
    assert isinstance(as_text(raw), str)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader_and_lines_are_in_order(text: str) -> None:
    try:
        found = read_list(text)
    except Malformed:
        return
    numbers = [one.line for one in found]
    assert numbers == sorted(set(numbers))
    for one in found:
        cells = (one.email, one.name, one.organisation, one.kind, one.role, one.session)
        assert all(cell == cell.strip() and cell.isprintable() for cell in cells)


CELLS = st.text(st.characters(codec="utf-8"), max_size=30)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS, CELLS), max_size=5))
def test_a_list_that_is_carried_by_a_form_comes_back_as_it_was(rows: list[tuple[str, ...]]) -> None:
    quoted = (";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    wishes = read_list("e-mail;naam;organisatie;soort;rol;bijeenkomst\n" + "\n".join(quoted))
    assert read_list(write_list(wishes)) == wishes
    browser = write_list(wishes).replace("\n", "\r\n")
    assert read_list(browser) == wishes


def test_a_column_of_the_list_itself_cannot_number_the_lines() -> None:
    assert [one.line for one in read_list("regel;e-mail\n7;els@x.nl\n7;kees@x.nl")] == [2, 3]


JAN, PIET = ("Jan Bos", "jan@x.nl"), ("Piet Vis", "piet@x.nl")


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("jan@x.nl; piet@x.nl", [("", "jan@x.nl"), ("", "piet@x.nl")]),
        ("jan@x.nl, piet@x.nl, o'brien@x.nl,", [("", "jan@x.nl"), ("", "piet@x.nl"), ("", "o'brien@x.nl")]),
        ("jan@x.nl piet@x.nl\t<kees@x.nl>", [("", "jan@x.nl"), ("", "piet@x.nl"), ("", "kees@x.nl")]),
        ('"jan@x.nl; piet@x.nl"', [("", "jan@x.nl"), ("", "piet@x.nl")]),
        ("Jan Bos <jan@x.nl>; Piet Vis <piet@x.nl>", [JAN, PIET]),
        ("Jan Bos <jan@x.nl>, piet@x.nl", [JAN, ("", "piet@x.nl")]),
        ("piet@x.nl; Jan Bos <jan@x.nl>", [("", "piet@x.nl"), JAN]),
        ('"Bos, Jan" <jan@x.nl>; Vis, Piet <piet@x.nl>;', [("Bos, Jan", "jan@x.nl"), ("Vis, Piet", "piet@x.nl")]),
        ("'jan@x.nl' <jan@x.nl>; piet@x.nl <Piet@x.nl>", [("", "jan@x.nl"), ("", "Piet@x.nl")]),
    ],
)
def test_several_addresses_on_a_line_are_several_people(line: str, people: list[tuple[str, str]]) -> None:
    assert [(one.name, one.email) for one in read_list(line)] == people


@pytest.mark.parametrize(
    "line",
    [
        "Jan Bos; jan@x.nl; piet@x.nl",
        "jan@x.nl; Jan Bos; piet@x.nl; Piet Vis",
        "jan@x.nl <piet@x.nl>",
        "Jan <jan@x.nl>; Kees Bos; Piet <piet@x.nl>",
        "Jan <jan@x.nl>; Piet <piet@x.nl>; Woonbron",
    ],
)
def test_a_line_of_which_it_cannot_be_told_who_is_who_is_kept_whole(line: str) -> None:
    assert read_list(line) == [Wish(1, line)]


def test_a_line_with_more_people_counts_as_that_many_lines() -> None:
    found = read_list("a@x.nl\n\nb@x.nl, c@x.nl\nd@x.nl", {"organisation": "Woonbron"})
    assert [(one.line, one.email) for one in found] == [(1, "a@x.nl"), (3, "b@x.nl"), (4, "c@x.nl"), (5, "d@x.nl")]
    assert {one.organisation for one in found} == {"Woonbron"}
    with pytest.raises(TooLong):
        read_list("a@x.nl, " * (MOST_LINES + 1))


@pytest.mark.parametrize(
    ("header", "row", "name"),
    [
        ("Voornaam;Achternaam", "Jan;Bos", "Jan Bos"),
        ("Achternaam;Tussenvoegsel;Voornaam", "Wit;de;Jan", "Jan de Wit"),
        ("First name;Middle name;Last name", "Jan;;Bos", "Jan Bos"),
        ("Voornaam;Achternaam", ";Bos", "Bos"),
        ("Naam;Voornaam", "Bos;Jan", "Jan Bos"),
        ("Naam;Voornaam", "Jan Bos;Jan", "Jan Bos"),
        ("Naam;Voornaam;Achternaam", "J. Bos;Jan;Bos", "J. Bos"),
        ("Naam;Roepnaam", "els@x.nl;", ""),
    ],
)
def test_a_name_in_parts_is_one_name(header: str, row: str, name: str) -> None:
    assert read_list(f"{header};E-mail\n{row};els@x.nl") == [Wish(2, "els@x.nl", name)]
    assert unused_columns(f"{header};E-mail\n{row};els@x.nl") == []


def test_a_column_that_is_not_used_is_named_when_it_holds_something() -> None:
    assert unused_columns("Telefoon;E-mail;Fax;;line\n010;els@x.nl;;x;7;meer\n") == [
        *("Telefoon", "kolom 4", "line", "kolom 6"),
    ]
    assert unused_columns("els@x.nl;Els") == unused_columns("") == []
    assert [one.line for one in read_list("line;e-mail\n7;els@x.nl")] == [2]


def test_a_second_address_of_a_row_stays_to_be_refused() -> None:
    text = "E-mail;Naam;E-mail 2\nels@x.nl;Els;\n;Kees;kees@x.nl\nels@x.nl;Els;els@x.nl\na@x.nl;A;b@x.nl;c@x.nl"
    assert [one.email for one in read_list(text)] == ["els@x.nl", "kees@x.nl", "els@x.nl", "a@x.nl b@x.nl c@x.nl"]


def test_a_header_that_ends_in_separators_is_a_header() -> None:
    assert read_list("E-mail;;\nels@x.nl;;\n") == [Wish(2, "els@x.nl")]


def test_what_is_cut_off_says_so_and_is_no_address() -> None:
    [cut] = read_list("e-mail;naam\nels@x.nl;" + "a" * 300)
    assert (len(cut.name), cut.name[-1]) == (200, "…")
    with pytest.raises(Malformed, match="eigen regel"):
        read_list("e-mail;naam\nels@x.nl;" + "a" * 300 + " jan@x.nl")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (
            b"PK\x03\x04\x14\0\x06\0xl/workbook.xml",
            "Dit is een Excel-bestand. Bewaar het als CSV en probeer het opnieuw.",
        ),
        (b"\xd0\xcf\x11\xe0\0\0", "Dit is geen CSV-bestand."),
        (b"\xff\xfea\0\0\0", "Dit is geen CSV-bestand."),
        (bytes(range(256)), "Dit is geen CSV-bestand."),
    ],
)
def test_a_file_that_is_no_text_is_refused(raw: bytes, says: str) -> None:
    with pytest.raises(Malformed) as refused:
        as_text(raw)
    assert refused.value.detail.startswith(says)


ADDRESSES = [f"{name}@x.nl" for name in ("jan", "piet", "o'brien", "a.b+c", "els", "kees")]
SCRAPS = st.sampled_from(["Jan", "Bos", "Woonbron", "wijkpartner", "zorg", "'", '"', "(", "@", "  ", "", "a" * 210])
JOINTS = st.sampled_from([";", ",", "\t", " ", "; ", ", ", " <", ">; ", "> ", "<", ">", "\n"])
HEADERS = st.sampled_from(
    ["", "e-mail;naam\n", "naam,e-mail,organisatie\n", "Voornaam\tAchternaam\tNaam\tE-mail\tE-mail 2\tRol\n", "mail;\n"]
)


@given(HEADERS, st.lists(st.tuples(st.one_of(st.sampled_from(ADDRESSES), SCRAPS), JOINTS), max_size=12))
def test_no_address_ever_disappears_without_a_verdict(header: str, parts: list[tuple[str, str]]) -> None:
    text = header + "".join(part + joint for part, joint in parts)
    try:
        wishes = read_list(text, {"organisation": "Woonbron", "role": "wijkpartner"})
    except Malformed:
        return
    judged = judge(wishes, Known({one: one for one in ADDRESSES}), Role.BEHEERDER)
    assert len({one.wish.line for one in judged}) == len(judged)
    invited = {one.guest.email for one in judged if one.guest}
    refused = " ".join(
        " ".join((one.wish.email, one.wish.name, one.wish.organisation, one.wish.kind, one.wish.role, one.wish.session))
        for one in judged
        if one.verdict is not Verdict.OK
    )
    for address in ADDRESSES:
        assert address not in text or address in invited or address in refused


def test_a_line_full_of_spaces_takes_no_longer_than_another() -> None:
    began = time.perf_counter()
    assert read_list("a@x.nl\n<a@b.nl>" + " " * 120_000 + "x")[1].email.startswith("<a@b.nl>")
    assert time.perf_counter() - began < 20  # trying every way to split the spaces took minutes


def test_no_two_lines_of_a_file_have_the_same_number() -> None:
    found = read_list("e-mail;wijkplatform-regel\na@x.nl;3\nb@x.nl;3\nc@x.nl;1\nd@x.nl;999999\ne@x.nl;1")
    assert len({one.line for one in found}) == 5
    assert read_list(write_list(found)) == found
