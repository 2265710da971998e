"""The pages of a source beside its text, and on them the passage that the reader came for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caseloom.coding.readings import flags_in, highlights
from caseloom.sources.model import NoPages, PagesUnreadable
from caseloom.sources.readers import Unreadable
from caseloom.sources.readers.pdfdrawing import Size
from caseloom.sources.readers.pdfletters import Box
from caseloom.sources.readers.pdfpictures import page_sizes
from caseloom.sources.readings import PagedText, passage_on_pages
from caseloom.web.addresses import Place, named
from caseloom.web.components.links import Link
from caseloom.web.components.turns import Mark, Turn
from caseloom.web.failures import nothing_to_show
from caseloom.web.page import Page, Visit, at_study
from caseloom.web.pages.marks import Codebook
from caseloom.web.pages.sources.beside import Piece, cut
from caseloom.web.pages.sources.column import coded_in, column_of
from caseloom.web.pages.sources.paged import paged_in, place_asked_for
from caseloom.web.pages.sources.warning import Warned, warning_of
from caseloom.web.words import error_words, title_language


@dataclass(frozen=True)
class Part:
    """What a page holds of a turn; its codes stand where it `begins`."""

    turn: Turn
    href: str
    pieces: tuple[Piece, ...]
    begins: bool


@dataclass(frozen=True)
class Row:
    """A page: its picture, the passage's rectangles in shares of the picture, and its words.

    Without a `size` there is no picture. `missed`: part of the passage should stand here, and is not found.
    """

    label: str
    picture: str
    size: Size | None
    boxes: tuple[Box, ...]
    missed: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Shown:
    """What the template shows; `trouble` says why there are no pictures, or no passage on them."""

    title: str
    title_language: str
    language: str
    href: str
    trouble: str
    warning: Warned | None
    goes_to: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class _Read:
    """What is read of the study before the file is looked into."""

    paged: PagedText
    data: bytes
    place: Place | None
    turns: tuple[Turn, ...]
    warning: Warned | None
    address: str

    @property
    def query(self) -> str:
        """What an address says beside, to lead to the same text."""
        found = self.paged.found
        return "" if found.current else f"?text={found.revision.hex}"


@require_safe
@at_study
def pages_page(visit: Visit, source: str) -> HttpResponse:
    """`/studies/<study>/sources/<source>/pages?at=<revision>:<start>-<end>`.

    The file is looked into when the study has been read, so that a slow one keeps nobody from writing.
    """
    try:
        with visit.page() as page:
            read = _read(page, source)
    except NoPages as trouble:
        return nothing_to_show(visit.request, trouble)
    shown = _shown(read)
    with visit.page() as page:
        title = Link(shown.title, shown.href, shown.title_language)
        trail = (Link(_("Sources"), page.at("sources")), title, Link(_("Beside its pages")))
        return page.show("sources/pages_beside.html", here="sources", trail=trail, beside=shown)


def _read(page: Page, source: str) -> _Read:
    paged, data = paged_in(page, source)
    found, place = paged.found, place_asked_for(page)
    inside = place if place and place.end <= len(found.text) else None
    painted = highlights(page.db, page.viewer, found.source.n) if found.current else []
    flags = flags_in(page.db, page.viewer, found)
    turns = column_of(found, coded_in(page, found, painted), Codebook(page), inside, flags=flags)
    address = page.at("sources", named(found.source.title, found.source.id))
    return _Read(paged, data, inside, turns, warning_of(flags, turns), address)


def _shown(read: _Read) -> Shown:
    found, place = read.paged.found, read.place
    pictures = read.paged.pictures
    sizes: Sequence[Size | None] = [Size(each.width, each.height) if each else None for each in pictures]
    boxes: Mapping[int, tuple[Box, ...]] = {}
    trouble = ""
    try:
        sizes = sizes or page_sizes(read.paged.name, read.data)
        if place:
            boxes = passage_on_pages(read.paged, read.data, place.start, place.end)
            trouble = _not_shown(read, boxes)
    except Unreadable:
        trouble = error_words(PagesUnreadable(source=found.source.title))
    rows = tuple(_rows(read, sizes, boxes))
    first = next((row.label for at, row in enumerate(rows) if row.boxes or (pictures and at in boxes)), "")
    return Shown(
        title=found.source.title,
        title_language=title_language(found.source.title, found.source.language),
        language=found.source.language or "",
        href=f"{read.address}{read.query}",
        trouble=trouble,
        warning=read.warning,
        goes_to=first,
        rows=rows,
    )


def _not_shown(read: _Read, boxes: Mapping[int, tuple[Box, ...]]) -> str:
    """Why a passage has no rectangle; "" where it has one."""
    if any(boxes.values()):
        return ""
    if boxes and read.paged.pictures:
        return _("Words cannot be looked for in these pictures: the passage is marked beside its page.")
    return _("The passage cannot be shown on the pages: its words are not found there.")


def _rows(read: _Read, sizes: Sequence[Size | None], boxes: Mapping[int, tuple[Box, ...]]) -> Iterator[Row]:
    found_somewhere = any(boxes.values())
    for at, page in enumerate(read.paged.marks):
        yield Row(
            label=page.label,
            picture=f"{read.address}/pages/{at + 1}/picture{read.query}",
            size=sizes[at] if at < len(sizes) else None,
            boxes=boxes.get(at, ()),
            missed=found_somewhere and boxes.get(at) == (),
            parts=tuple(_parts(read, page.start, page.end)),
        )


def _parts(read: _Read, start: int, end: int) -> Iterator[Part]:
    """What lies of each turn between two places of the text."""
    place = read.place or Place(0, 0)
    for turn in read.turns:
        first, last = (min(max(at - turn.start, 0), len(turn.words)) for at in (start, end))
        last = len(turn.words[:last].rstrip())
        if first >= last:
            continue
        marks = [_clipped(each, first, last) for each in turn.marks if each.start < last and first < each.end]
        here = tuple(min(max(at - turn.start, first), last) - first for at in (place.start, place.end))
        yield Part(
            turn=turn,
            href=f"{read.address}{read.query}#t{turn.number}",
            pieces=tuple(cut(turn.words[first:last], marks, (here[0], here[1]))),
            begins=first == 0,
        )


def _clipped(mark: Mark, first: int, last: int) -> Mark:
    return Mark(max(mark.start, first) - first, min(mark.end, last) - first, mark.hue, mark.line)
