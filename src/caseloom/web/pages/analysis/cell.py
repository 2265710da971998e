"""One cell opened: who gave evidence and who of those interviewed did not, and every passage it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from caseloom.analysis.model import Heading, MatrixProblem, MatrixRequest, evidence_sentences
from caseloom.analysis.readings import CellEvidence, cell_evidence
from caseloom.design.readings import phases
from caseloom.studyfile import Thing
from caseloom.web.addresses import slug, with_query
from caseloom.web.components.links import Link
from caseloom.web.components.memos import MemoPanel
from caseloom.web.components.pager import Pager, offset_in, pager
from caseloom.web.components.passages import Passage
from caseloom.web.naming import heading_words
from caseloom.web.page import Page, in_study
from caseloom.web.pages.analysis.asked import Asked, asked
from caseloom.web.pages.beside import memos_of_cell
from caseloom.web.pages.marks import Codebook, candidate_card, passage_card
from caseloom.web.reader import reader_language
from caseloom.web.words import passages_words, sentences_words

PASSAGES_A_PAGE = 30


@dataclass(frozen=True)
class Wanted:
    """Which cell: the row's and the column's keys, and whether the rows beneath count too."""

    row: str
    column: tuple[str, ...]
    beneath: bool = False


@dataclass(frozen=True)
class Informant:
    """Somebody interviewed, and whether they gave evidence here."""

    name: str
    evidence: bool


@dataclass(frozen=True)
class Shown:
    """What the template shows, beside the matrix or as a page."""

    where: str
    row: Link
    sentence: str
    rule: str
    informants: tuple[Informant, ...]
    passages: tuple[Passage, ...]
    pager: Pager
    memos: MemoPanel | None
    page: str
    close: str


def cell_wanted(page: Page) -> Wanted | None:
    """The cell that the address names, if it names one."""
    query = page.request.GET
    if "row" not in query:
        return None
    return Wanted(query["row"], tuple(query.getlist("at")), bool(query.get("beneath")))


@in_study
def cell_page(page: Page, row: str) -> HttpResponse:  # noqa: ARG001 - the row's name is for people
    """`/studies/<study>/cells/<row>?…`: for htmx only what goes beside the matrix, else a page."""
    wanted = cell_wanted(page)
    if wanted is None:
        raise Http404
    try:
        cell = opened(page, Codebook(page), asked(page), wanted)
    except MatrixProblem as trouble:
        raise Http404 from trouble
    if page.request.htmx:
        return render(page.request, "components/cell.html", {"cell": cell})
    trail = (Link(_("Matrix"), cell.close), Link(f"{cell.row.label}, {cell.where}"))
    return page.show("analysis/cell.html", here="analysis", trail=trail, cell=cell)


def opened(page: Page, book: Codebook, wish: Asked, wanted: Wanted) -> Shown:
    """The cell's evidence as it is shown; Http404 where the matrix has no such cell."""
    if len(wanted.column) != len(wish.request.columns):
        raise Http404
    offset = offset_in(page.request.GET)
    found = cell_evidence(
        page.db, page.viewer, wish.request, wanted.row, wanted.column,
        beneath=wanted.beneath, offset=offset, limit=PASSAGES_A_PAGE, language=reader_language(),
    )  # fmt: skip
    if found.row is None or found.column is None:
        raise Http404
    query = {**wish.query, "row": wanted.row, "at": wanted.column, "beneath": "1" if wanted.beneath else ""}
    address = with_query(f"{page.at('cells')}/{slug(found.row.label)}", query)
    cards = tuple(_cards(page, book, found))
    return Shown(
        where=", ".join(map(heading_words, found.column.headings)) or _("whole study"),
        row=Link(heading_words(found.row), _row_address(book, found.row), found.row.language),
        sentence=_sentence(wish.request, found),
        rule=sentences_words(evidence_sentences(wish.request)),
        informants=tuple(_informants(found)),
        passages=cards,
        pager=pager(
            page.request.GET,
            offset,
            len(cards),
            found.total,
            step=PASSAGES_A_PAGE,
            path=address.partition("?")[0],
        ),
        memos=memos_of_cell(page, things) if (things := _things(page, book, wish.request, found)) else None,
        page=address,
        close=page.at("matrix", **wish.query),
    )


def _things(page: Page, book: Codebook, request: MatrixRequest, found: CellEvidence) -> tuple[Thing, ...]:
    """What a cell is made of, its code first; () where a part of it is no thing, as a voice."""
    narrowed = request.voice or request.coder or request.source_kind
    if found.row is None or found.column is None or narrowed:
        return ()
    keys = (found.row.key, *(each.key for each in found.column.headings))
    parts = dict(zip((request.rows, *request.columns), keys, strict=True))
    parts |= {name: id.hex for name in ("case", "wave") if (id := getattr(request, name)) is not None}
    things = [_thing(page, book, name, parts) for name in parts]
    made_of = sorted(filter(None, things), key=lambda each: each.kind not in ("construct", "code"))
    return tuple(made_of) if len(made_of) == len(things) else ()


def _thing(page: Page, book: Codebook, name: str, parts: Mapping[str, str]) -> Thing | None:
    key = parts[name]
    if name in ("construct", "code"):
        return next((each.thing for each in book.codes if each.id.hex == key), None)
    if name == "phase":  # named alike in every case, each a thing of its own
        every = phases(page.db, page.viewer)
        mine = (each.id for each in every if (each.name, each.case.hex) == (key, parts.get("case")))
        return next((Thing(name, id) for id in mine), None)
    return Thing(name, UUID(hex=key)) if name in ("case", "setting", "wave", "participant") and key else None


def _row_address(book: Codebook, row: Heading) -> str:
    found = next((each for each in book.codes if each.id.hex == row.key), None)
    return book.address(found.id) if found else ""


def _cards(page: Page, book: Codebook, found: CellEvidence) -> Iterable[Passage]:
    yield from (passage_card(page, book, each) for each in found.passages)
    yield from (candidate_card(page, book, each) for each in found.candidates)


def _informants(found: CellEvidence) -> Iterable[Informant]:
    yield from (Informant(name, True) for name in found.informants)
    yield from (Informant(name, False) for name in found.others_interviewed)


def _sentence(request: MatrixRequest, found: CellEvidence) -> str:
    if request.cell == "candidates":
        return _("%(passages)s found by queries. Nobody has judged them; they are no evidence.") % {
            "passages": passages_words(found.total)
        }
    said, interviewed = len(found.informants), len(found.informants) + len(found.others_interviewed)
    if not interviewed:
        return _("%(passages)s; nobody was interviewed here.") % {"passages": passages_words(found.total)}
    return _("%(said)s of %(all)s people interviewed gave evidence; %(passages)s in all.") % {
        "said": said,
        "all": interviewed,
        "passages": passages_words(found.total),
    }
