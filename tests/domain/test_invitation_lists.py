"""Reading a list of people to invite: pasted, or from a spreadsheet; nothing is lost and nothing is made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkplatform.domain.errors import Malformed, TooLong
from wijkplatform.domain.lists import MOST_LINES, Wish, as_text, read_list, write_list


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
        (bytes(range(256)), None),
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
