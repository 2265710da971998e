"""A report of three pages, with running heads and a word broken at a line's end; pictures; a hostile page."""

import io
from typing import Any

import pypdfium2
from PIL import Image

from tests.sources.fixtures import Placed, pdf, wrapped

DAYS = ("on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday", "late", "too late", "at all")
FIRST = (
    "The oven was carried up the hill in four parts, and the whole of the village called it a compli-",
    "cated undertaking, since nobody had asked the bakers first.",
)
OVER = (
    "After a year the council asked for a plan in writing, and the bakers said that a plan was what they had "
    "been speaking about all along, only that nobody had taken it down while they spoke, in the evenings, by "
    "the oven, when the bread was out and the children had gone home."
)
LAST = "In the end the oven stayed where it was, and those who lit it kept the key."
THIRD = "The third page only says that there is no more."
LONG = " ".join(f"Whoever comes {day} finds the oven warm, and pays with wood." for day in DAYS)
HEAD, FOOT = "Village council, draft", "Page {n} of 3"
OVER_THE_PAGE = "nobody had taken it down while they spoke, in the evenings, by the oven"


def report() -> bytes:
    """Its bytes."""
    over = wrapped(OVER, 640)
    cut = [(72.0, 790 - 13.2 * at, words) for at, (_, _, words) in enumerate(over[2:])]
    pages: list[list[Placed]] = [
        [(72, 700, FIRST[0]), (72, 686.8, FIRST[1]), *over[:2]],
        [*cut, *wrapped(LAST, 700)],
        [*wrapped(THIRD, 700), *wrapped(LONG, 640)],
    ]
    return pdf(
        [[(72, 815, HEAD), (280, 30, FOOT.format(n=number)), *page] for number, page in enumerate(pages, 1)]
    )


def a_picture(
    grey: int = 200, *, size: tuple[int, int] = (30, 42), form: str = "PNG", **written: Any
) -> bytes:
    """A picture of a page, in one grey with a dark upper left corner; `written` goes into its file."""
    picture = Image.new("L", size, grey)
    picture.paste(0, (0, 0, size[0] // 3, size[1] // 3))
    stream = io.BytesIO()
    picture.save(stream, form, **written)
    return stream.getvalue()


def a_scan(*greys: int, size: tuple[int, int] = (300, 420), dots_an_inch: int = 50) -> bytes:
    """A PDF without a word: for each grey a page that is a picture."""
    first, *others = (Image.new("L", size, grey) for grey in greys)
    stream = io.BytesIO()
    first.save(stream, "PDF", save_all=True, append_images=others, resolution=dots_an_inch)
    return stream.getvalue()


def not_one_page() -> bytes:
    """A PDF that is whole and has no pages."""
    stream = io.BytesIO()
    pypdfium2.PdfDocument.new().save(stream)
    return stream.getvalue()


def without_end(steps: int = 20_000) -> bytes:
    """A page whose colour is worked out for every dot, in so many steps: one stroke, and minutes."""
    sums = b"{ " + b"dup pop " * steps + b"add 2 div dup dup }"
    shade = b"<</ShadingType 1/ColorSpace/DeviceRGB/Domain[0 1 0 1]/Matrix[595 0 0 842 0 0]/Function 5 0 R>>"
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Shading<</S "
        + shade
        + b">>>>>>",
        b"<</Length 11>>stream\nq /S sh Q  \nendstream",
        b"<</FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]/Length %d>>stream\n%s\nendstream"
        % (len(sums), sums),
    )
    numbered = (b"%d 0 obj\n%s\nendobj\n" % each for each in enumerate(parts, 1))
    return b"%PDF-1.4\n" + b"".join(numbered) + b"trailer<</Root 1 0 R>>\n"
