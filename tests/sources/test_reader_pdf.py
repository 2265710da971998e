"""PDF: paragraphs come back together, page furniture stays out, pages are places."""

import pytest

from caseloom.sources.readers import read
from caseloom.sources.readers.errors import FileDamaged, FileEncrypted, OnlyPictures
from tests.sources.fixtures import Placed, pdf, wrapped
from tests.sources.printed import a_scan

FIRST = (
    "The partnership began when three clinics and a group of families agreed to plan the service together, "
    "which nobody in the region had tried before, and which took a year longer than the funder had expected."
)
SECOND = (
    "After that year the board asked for a plan in writing, and the families said that a plan was what they "
    "had been speaking about all along, only that nobody had taken it down while they spoke."
)


def test_wrapped_lines_become_paragraphs_again() -> None:
    page = [*wrapped(FIRST, 700), *wrapped(SECOND, 640)]
    assert read("a.pdf", pdf([page])).text == f"{FIRST}\n\n{SECOND}"


def test_turns_without_space_between_them_stay_apart() -> None:
    turns = ["Ana: Yes.", f"Ben: {FIRST}", "Ana: I see.", f"Ben: {SECOND}", "Ana: Thanks.", "Ben: Bye."]
    lines: list[Placed] = []
    for turn in turns:
        lines += wrapped(turn, lines[-1][1] - 13.2 if lines else 700)
    assert read("a.pdf", pdf([lines])).text == "\n\n".join(turns)


def test_words_broken_at_a_line_end_are_joined_and_real_hyphens_kept() -> None:
    lines = [
        (72, 700, "The whole of the well-known service was described as a compli-"),
        (72, 687, "cated undertaking by everyone in the room, and it is the well-"),
        (72, 674, "known one."),
    ]
    text = read("a.pdf", pdf([lines])).text
    assert "a complicated undertaking" in text
    assert "the well-known one." in text


def furnished(number: int, of: int, body: list[Placed]) -> list[Placed]:
    return [(72, 810, "Study of services, draft"), (280, 30, f"Page {number} of {of}"), *body]


def test_running_heads_and_page_numbers_are_left_out_and_pages_are_places() -> None:
    bodies = [f"Body of page {word} with its own words." for word in ("one", "two", "three", "four")]
    pages = [furnished(number, 4, wrapped(body, 700)) for number, body in enumerate(bodies, 1)]
    document = read("a.pdf", pdf(pages))
    assert document.text == "\n\n".join(bodies)
    places = [(m.label, document.text[m.start : m.end].strip()) for m in document.marks if m.kind == "page"]
    assert places == list(zip("1234", bodies, strict=True))
    assert "Running heads, feet and page numbers were left out of the text." in map(str, document.notes)


def test_a_paragraph_goes_over_the_page() -> None:
    lines = wrapped(FIRST, 700)
    pages: list[list[Placed]] = [
        [(72, 700, lines[0][2])],
        [(72, 750 - 13.2 * n, line[2]) for n, line in enumerate(lines[1:])],
    ]
    document = read("a.pdf", pdf(pages))
    assert document.text == FIRST
    second = next(mark for mark in document.marks if mark.label == "2")
    assert document.text[second.start :].startswith(lines[1][2])


def test_line_numbers_in_the_margin_are_left_out() -> None:
    lines = wrapped(FIRST + " " + SECOND + " " + FIRST, 700)
    numbers = [(40.0, foot, str(n)) for n, (_, foot, _) in enumerate(lines, 1)]
    assert read("a.pdf", pdf([[*lines, *numbers]])).text == f"{FIRST} {SECOND} {FIRST}"
    beside: list[Placed] = [line for pair in zip(numbers, lines, strict=True) for line in pair]
    assert read("a.pdf", pdf([beside])).text == f"{FIRST} {SECOND} {FIRST}"


def test_lines_drawn_out_of_order_are_read_from_top_to_bottom() -> None:
    lines = wrapped(FIRST, 700)
    assert read("a.pdf", pdf([[*lines[1:], lines[0]]])).text == FIRST


def test_a_number_in_the_text_is_no_page_number() -> None:
    lines = [(72.0, 500.0, "How many were there?"), (72.0, 470.0, "12"), (72.0, 440.0, "That many.")]
    assert "12" in read("a.pdf", pdf([lines])).text.split()


def test_scanned_pages_are_refused_with_what_to_do() -> None:
    for data in (pdf([[], []]), a_scan(40, 200)):
        with pytest.raises(OnlyPictures, match=r"only pictures of pages \(2\)") as refused:
            read("a.pdf", data)
        for said in ("OCR", "Type its words", "“caseloom pictures”", "“Pictures of its pages”"):
            assert said in str(refused.value)


def test_encrypted_and_broken_files_are_refused() -> None:
    page = [wrapped(FIRST, 700)]
    with pytest.raises(FileEncrypted):
        read("a.pdf", pdf(page, password="secret"))
    with pytest.raises(FileDamaged):
        read("a.pdf", b"%PDF-1.7\nnothing of the kind")
