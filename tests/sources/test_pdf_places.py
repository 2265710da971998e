"""A passage on its page: its rectangles hold its letters and nobody else's; hostile files are refused."""

import contextlib
import io
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseloom.language import CaseloomError
from caseloom.sources.model import NoSuchPage, PageNotDrawn
from caseloom.sources.readers import read
from caseloom.sources.readers.errors import FileDamaged, FileEncrypted
from caseloom.sources.readers.pdfdrawing import LONGEST_SIDE, MOST_DOTS, drawn
from caseloom.sources.readers.pdfium import opened
from caseloom.sources.readers.pdfletters import Box, PrintedPage, printed_pages
from caseloom.sources.readers.pdfpictures import page_picture, page_sizes
from caseloom.sources.readers.pdfplaces import rectangles
from caseloom.text import printed_at
from tests.sources.fixtures import pdf, wrapped
from tests.sources.printed import report

PNG = b"\x89PNG\r\n\x1a\n"


def pages_in(data: bytes) -> list[tuple[str, PrintedPage]]:
    """What is read of each page of a file, and what is printed on it."""
    document = read("a.pdf", data)
    marks = [mark for mark in document.marks if mark.kind == "page"]
    printed = printed_pages("a.pdf", data, range(1, len(marks) + 1))
    return [(document.text[mark.start : mark.end], printed[at]) for at, mark in enumerate(marks, 1)]


REPORT = pages_in(report())


def centre_in(box: Box, boxes: tuple[Box, ...]) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return any(each.left <= x <= each.right and each.top <= y <= each.bottom for each in boxes)


def covered(page: PrintedPage, boxes: tuple[Box, ...]) -> str:
    """The printed letters under some rectangles, line by line."""
    shown = (
        each.sign for each in page.letters if each.sign == "\n" or (each.box and centre_in(each.box, boxes))
    )
    return " ".join("".join(shown).split())


def shown(text: str, page: PrintedPage, quote: str) -> str:
    start = text.index(quote)
    return covered(page, rectangles(page, text, start, start + len(quote)))


def test_a_passage_in_one_line() -> None:
    assert shown(*REPORT[0], "carried up the hill") == "carried up the hill"


def test_a_word_broken_at_a_line_end_is_shown_in_both_lines_with_its_hyphen() -> None:
    text, page = REPORT[0]
    assert shown(text, page, "a complicated undertaking") == "a compli- cated undertaking"
    start = text.index("complicated")
    assert len(rectangles(page, text, start, start + len("complicated"))) == 2


def test_a_word_on_a_page_that_has_it_twice_is_shown_where_it_stands() -> None:
    text, page = REPORT[0]
    first, second = text.index("plan"), text.index("plan", text.index("plan") + 1)
    one, other = (rectangles(page, text, at, at + 4) for at in (first, second))
    assert one != other
    assert covered(page, one) == covered(page, other) == "plan"
    assert (one[0].top, one[0].left) < (other[0].top, other[0].left)


@given(st.data())
def test_rectangles_cover_exactly_the_letters_of_a_passage(data: st.DataObject) -> None:
    text, page = data.draw(st.sampled_from(REPORT))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    boxes = rectangles(page, text, start, end)
    assert bool(boxes) == bool(quote.strip())
    assert letters_of(covered(page, boxes)) == letters_of(quote)


def letters_of(words: str) -> str:
    return "".join(words.replace("-", "").split())


def test_a_passage_that_is_not_on_the_page_has_no_rectangles() -> None:
    page = REPORT[0][1]
    assert rectangles(page, "Nothing 9 8 7 of 6 this", 0, 23) == ()


def turned(degrees: int, *, crop: tuple[int, int, int, int] | None = None) -> bytes:
    """A page that is to be turned when it is shown, or of which only a part is."""
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setPageRotation(degrees)
    if crop:
        canvas.setCropBox(crop)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(100, 400, "Here stands the passage that is looked for")
    canvas.drawString(100, 300, "and here another line that it is not in")
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_rectangles_lie_on_the_ink_of_a_turned_and_cut_page(degrees: int) -> None:
    data = turned(degrees, crop=(50, 200, 500, 700))
    [(text, page)] = pages_in(data)
    quote = "passage that"
    start = text.index(quote)
    [box] = rectangles(page, text, start, start + len(quote))
    assert ink(data, box) > 0.05
    beyond = Box(box.left, box.top, box.right, box.bottom)
    shifted = 100 / 500
    away = (
        beyond._replace(top=beyond.top - shifted, bottom=beyond.bottom - shifted)
        if degrees in (0, 180)
        else beyond._replace(left=beyond.left - shifted, right=beyond.right - shifted)
    )
    assert ink(data, away) != ink(data, box)


def ink(data: bytes, box: Box) -> float:
    """How much of a part of the first page's picture is dark."""
    from PIL import Image

    picture = Image.open(io.BytesIO(page_picture("a.pdf", data, 1))).convert("L")
    width, height = picture.size
    part = picture.crop(
        (int(box.left * width), int(box.top * height), int(box.right * width), int(box.bottom * height))
    )
    dark = sum(part.histogram()[:128])
    return dark / max(1, part.size[0] * part.size[1])


def test_a_page_is_a_picture_of_the_size_that_was_promised() -> None:
    from PIL import Image

    sizes = page_sizes("a.pdf", report())
    assert len(sizes) == 3
    for number, size in enumerate(sizes, 1):
        data = page_picture("a.pdf", report(), number)
        assert data.startswith(PNG)
        assert Image.open(io.BytesIO(data)).size == size


def boxed(box: str) -> bytes:
    """A one-page file of a given size, as a stranger may write it; PDFium mends what else is missing."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[" + box.encode() + b"]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n"
    )


@pytest.mark.parametrize(
    "box",
    [
        "0 0 1000000 1000000",
        "0 0 1e9 3",
        "0 0 3 90000000",
        "0 0 0 0",
        "0 0 0.0001 0.0001",
        "-99999999 -99999999 99999999 99999999",
        "0 0 99999999999999999999999999999999999999999999 99999999999999999999999999999999999999999999",
        "nonsense",
    ],
)
def test_no_size_that_a_file_claims_takes_more_than_its_share(box: str) -> None:
    [size] = page_sizes("a.pdf", boxed(box))
    if size is None:
        with pytest.raises(PageNotDrawn, match=r"Page 1 of a\.pdf cannot be drawn"):
            page_picture("a.pdf", boxed(box), 1)
        return
    assert size.width * size.height <= MOST_DOTS + LONGEST_SIDE
    assert max(size) <= LONGEST_SIDE
    assert page_picture("a.pdf", boxed(box), 1).startswith(PNG)


def test_a_page_that_the_file_has_not() -> None:
    for number in (0, 4, 10**12):
        with pytest.raises(NoSuchPage, match=r"a\.pdf has 3 pages, so there is no page"):
            page_picture("a.pdf", report(), number)
    assert printed_pages("a.pdf", report(), [4]) == {}


def test_what_is_no_pdf_or_locked_is_refused_with_a_sentence() -> None:
    locked = pdf([wrapped("Secret words", 700)], password="open")
    for data, refusal in ((b"%PDF-1.4 torn", FileDamaged), (b"", FileDamaged), (locked, FileEncrypted)):
        for look in (
            lambda data: page_picture("a.pdf", data, 1),
            lambda data: page_sizes("a.pdf", data),
            lambda data: printed_pages("a.pdf", data, [1]),
        ):
            with pytest.raises(refusal):
                look(data)


@given(st.integers(0, 3000), st.binary(max_size=40))
def test_a_file_with_damage_anywhere_is_shown_or_refused(at: int, damage: bytes) -> None:
    whole = report()
    data = whole[:at] + damage + whole[at + len(damage) :]

    def draw() -> None:
        with opened("a.pdf", data) as document:
            drawn(document, 0, 150, "PNG")

    for look in (
        draw,
        lambda: page_sizes("a.pdf", data),
        lambda: printed_pages("a.pdf", data, [1, 2]),
    ):
        with contextlib.suppress(CaseloomError):
            look()


def test_many_readers_at_once_get_whole_pictures() -> None:
    wanted = [page_picture("a.pdf", report(), number) for number in (1, 2, 3)]
    got: list[bool] = []

    def ask(number: int) -> None:
        got.append(page_picture("a.pdf", report(), number + 1) == wanted[number])

    threads = [threading.Thread(target=ask, args=(turn % 3,)) for turn in range(24)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert got == [True] * 24


def test_every_letter_of_real_files_is_found_on_its_page(shared_data: Path) -> None:
    paths = sorted((shared_data / "interview-pdfs" / "transcripts").glob("*.pdf"))
    paths += sorted((shared_data / "study-documents").glob("*.pdf"))
    assert len(paths) > 10
    for path in paths:
        for text, page in pages_in(path.read_bytes()):
            places = printed_at(text, page.text)
            assert all((place is None) == sign.isspace() for place, sign in zip(places, text, strict=True))
