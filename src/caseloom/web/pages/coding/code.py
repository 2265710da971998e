"""One code: its definition with where each text comes from, what belongs, and the codings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from caseloom.analysis.model import MatrixRequest
from caseloom.analysis.readings import CellEvidence, cell_evidence
from caseloom.coding.readings import Code, passages
from caseloom.design.readings import cases, frameworks
from caseloom.sources.readings import sources
from caseloom.web.addresses import named, short
from caseloom.web.components.links import Link
from caseloom.web.components.memos import MemoPanel
from caseloom.web.components.pager import Pager, offset_in, pager
from caseloom.web.components.passages import Passage
from caseloom.web.page import Page, in_study, moved
from caseloom.web.pages.beside import memo_panel
from caseloom.web.pages.coding.definition import (
    Naming,
    Part,
    Said,
    about_of,
    definitions_of,
    parts_of,
    plain_words_of,
)
from caseloom.web.pages.coding.found import code_at
from caseloom.web.pages.marks import Codebook, is_heading, pack_label, passage_card, unreviewed
from caseloom.web.pages.study.home import Fact
from caseloom.web.reader import reader_language
from caseloom.web.words import passages_words, sources_words

PASSAGES_A_PAGE = 50


@dataclass(frozen=True)
class Coded:
    """A page of codings: cards, how many in all, and what narrowed them."""

    passages: tuple[Passage, ...]
    total: int
    within: str = ""


@dataclass(frozen=True)
class Shown:
    """What the template shows."""

    label: str
    language: str
    origin: str
    hue: int
    line: int
    unreviewed: bool
    plain: Said | None
    definitions: tuple[Said, ...]
    parts: tuple[Part, ...]
    about: tuple[Fact, ...]
    heading: bool
    children: tuple[Link, ...]
    sentence: str
    sift: str
    passages: tuple[Passage, ...]
    pager: Pager
    history: str
    memos: MemoPanel
    doors: tuple[Link, ...]
    key: str
    retired: bool
    address: str


@in_study
def code_page(page: Page, code: str) -> HttpResponse:
    """`/studies/<study>/codebook/<code>`; `?case=` and `?source=` narrow the codings."""
    book, found = code_at(page, code, with_use=True)
    name = named(found.label, found.id)
    if code != name:
        return moved(page.request, code, name)
    trail = (Link(_("Codebook"), page.at("codebook")), Link(found.label, language=found.language))
    return page.show("coding/code.html", here="coding", trail=trail, code=_shown(page, book, found))


def _shown(page: Page, book: Codebook, found: Code) -> Shown:
    offset = offset_in(page.request.GET)
    coded = _coded(page, book, found, offset)
    hue, line = book.slot(found.id)
    return Shown(
        label=found.label,
        language=found.language,
        origin=_origin(page, book, found),
        hue=hue,
        line=line,
        unreviewed=unreviewed(page, [found]),
        plain=plain_words_of(found),
        definitions=tuple(definitions_of(found)),
        parts=tuple(parts_of(book, _naming(page), found)),
        about=tuple(about_of(found)),
        heading=is_heading(found),
        children=tuple(
            Link(each.label, book.address(each.id), each.language)
            for each in book.codes
            if each.parent == found.id
        ),
        sentence=_sentence(found, coded),
        sift=book.address(found.id) if coded.within else "",
        passages=coded.passages,
        pager=pager(page.request.GET, offset, len(coded.passages), coded.total, step=PASSAGES_A_PAGE),
        history=page.at("history", code=short(found.id)),
        memos=memo_panel(page, found.thing),
        doors=tuple(_doors(page, book, found)),
        key=found.shortcut,
        retired=found.retired,
        address=book.address(found.id),
    )


def _doors(page: Page, book: Codebook, found: Code) -> Iterator[Link]:
    """What can be done with the code."""
    address = book.address(found.id)
    yield Link(_("Change"), f"{address}/edit")
    yield Link(_("Add a code under it"), page.at("codebook", "new", under=short(found.id)))
    if found.n:
        yield Link(_("Merge into another"), f"{address}/merge")
    if found.codings:
        yield Link(_("Split"), f"{address}/split")
    if not found.retired:
        yield Link(_("Retire"), f"{address}/retire")


def _naming(page: Page) -> Naming:
    adopted = {each.id: pack_label(each) for each in frameworks(page.db, page.viewer)}
    return lambda code: adopted.get(code.framework, "") if code.framework else ""


def _origin(page: Page, book: Codebook, found: Code) -> str:
    above: list[str] = []
    at = found.parent
    while at is not None and at in book.by_id:
        above.insert(0, book.by_id[at].label)
        at = book.by_id[at].parent
    first = _naming(page)(found) if found.framework else _("The team’s own code")
    return " · ".join(filter(None, (first, *above)))


def _coded(page: Page, book: Codebook, found: Code, offset: int) -> Coded:
    query = page.request.GET
    if query.get("source"):
        return _in_source(page, book, found, offset, query["source"])
    if query.get("case"):
        return _in_case(page, book, found, offset, query["case"])
    if found.construct is not None and found.construct.construct_kind == "role":
        return _of_role(page, book, found, offset)
    cards = passages(
        page.db, page.viewer, code=found.id, offset=offset, limit=PASSAGES_A_PAGE, language=reader_language()
    )
    return Coded(tuple(passage_card(page, book, each) for each in cards), found.codings)


def _in_source(page: Page, book: Codebook, found: Code, offset: int, wanted: str) -> Coded:
    every = sources(page.db, page.viewer)
    id = page.find("source", wanted, lambda: every)
    title = next((each.title for each in every if each.id == id), "")
    coded = passages(page.db, page.viewer, code=found.id, source=id, limit=None, language=reader_language())
    shown = coded[offset : offset + PASSAGES_A_PAGE]
    return Coded(tuple(passage_card(page, book, each) for each in shown), len(coded), title)


def _in_case(page: Page, book: Codebook, found: Code, offset: int, wanted: str) -> Coded:
    every = cases(page.db, page.viewer)
    id = page.find("case", wanted, lambda: every)
    case = next((each for each in every if each.id == id), None)
    if case is None:
        raise Http404
    request = MatrixRequest(rows="code", columns=("case",), cell="codings")
    evidence = _evidence(page, request, found, (id.hex,), offset)
    return Coded(_cards(page, book, evidence), evidence.total, case.name)


def _of_role(page: Page, book: Codebook, found: Code, offset: int) -> Coded:
    evidence = _evidence(page, MatrixRequest(rows="code", columns=(), cell="codings"), found, (), offset)
    return Coded(_cards(page, book, evidence), evidence.total)


def _evidence(
    page: Page, request: MatrixRequest, found: Code, column: Sequence[str], offset: int
) -> CellEvidence:
    return cell_evidence(
        page.db, page.viewer, request, found.id.hex, column,
        offset=offset, limit=PASSAGES_A_PAGE, language=reader_language(),
    )  # fmt: skip


def _cards(page: Page, book: Codebook, evidence: CellEvidence) -> tuple[Passage, ...]:
    return tuple(passage_card(page, book, each) for each in evidence.passages)


def _sentence(found: Code, coded: Coded) -> str:
    if coded.within:
        return _("%(passages)s in %(within)s.") % {
            "passages": passages_words(coded.total),
            "within": coded.within,
        }
    if not coded.total:
        return ""
    if not found.sources:
        return _("%(passages)s.") % {"passages": passages_words(coded.total)}
    return _("%(passages)s of %(sources)s.") % {
        "passages": passages_words(coded.total),
        "sources": sources_words(found.sources),
    }
