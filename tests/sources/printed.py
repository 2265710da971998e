"""A report of three pages: running heads, a word broken at a line's end, a sentence at a page's."""

import io
from typing import Any

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
