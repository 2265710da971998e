"""The codebook: adopted frameworks and the team's own codes as trees, with counts for each case."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.analysis.model import Matrix, MatrixRequest
from caseloom.analysis.readings import matrix
from caseloom.coding.readings import Code, queries
from caseloom.design.readings import Case, Framework, cases, frameworks
from caseloom.web.addresses import short
from caseloom.web.components.links import Count, Link
from caseloom.web.languages import number_forms
from caseloom.web.page import Page, in_study
from caseloom.web.pages.coding.finding import found_in
from caseloom.web.pages.marks import Codebook, is_heading, pack_label, unreviewed

PER_CASE = MatrixRequest(rows="code", columns=("case",), cell="codings")


@dataclass(frozen=True)
class CaseCount:
    """A code's codings in a case; `share` is the per cent of the largest count in the tree."""

    number: int
    share: int
    href: str


@dataclass(frozen=True)
class CodeRow:
    """A code in the tree; headings that cannot be coded have no counts of their own.

    `move` is how a form names it where it can be moved.
    """

    level: int
    label: str
    language: str
    number: str
    href: str
    gist: str
    gist_language: str
    hue: int
    line: int
    heading: bool
    key: str
    retired: bool
    counts: tuple[CaseCount, ...]
    total: Count
    move: str


@dataclass(frozen=True)
class Tree:
    """A framework's codes, or the team's own."""

    label: str
    note: str
    rows: tuple[CodeRow, ...]
    moving: bool = False


@dataclass(frozen=True)
class Shown:
    """What the template shows."""

    sentence: str
    cases: tuple[str, ...]
    trees: tuple[Tree, ...]
    unreviewed: bool
    only_unused: bool
    candidates: Count
    doors: tuple[Link, ...]
    sought: str
    sentences: str


@in_study
def codebook(page: Page) -> HttpResponse:
    """`/studies/<study>/codebook`; `?show=unused` leaves out what has codings, `?find=` finds words."""
    only_unused = page.request.GET.get("show") == "unused"
    book = Codebook(page, with_use=True)
    in_cases = cases(page.db, page.viewer)
    counted = matrix(page.db, page.viewer, PER_CASE)
    wanted = [each for each in book.codes if not (only_unused and (each.codings or is_heading(each)))]
    sought = page.request.GET.get("find", "").strip()
    one, other = (ngettext("{n} code fits.", "{n} codes fit.", n) for n in (1, 5))
    trees = tuple(_trees(page, book, found_in(book, wanted, sought), in_cases, counted))
    shown = Shown(
        sentence=_sentence(book.codes, trees),
        cases=tuple(each.name for each in in_cases),
        trees=trees,
        unreviewed=unreviewed(page, wanted),
        only_unused=only_unused,
        candidates=Count(waiting(page), page.at("candidates")),
        doors=(
            Link(_("Add a code"), page.at("codebook", "new")),
            Link(_("Versions of the codebook"), page.at("codebook", "versions")),
            Link(_("Codings to be read again"), page.at("codings", "recode")),
        ),
        sought=sought,
        sentences=json.dumps({"found": number_forms(one, other)}, ensure_ascii=False),
    )
    return page.show("coding/codebook.html", here="coding", trail=(Link(_("Codebook")),), codebook=shown)


def waiting(page: Page) -> int:
    """How many candidates nobody has judged."""
    return sum(each.candidates - each.accepted - each.rejected for each in queries(page.db, page.viewer))


def _trees(
    page: Page, book: Codebook, wanted: Sequence[Code], in_cases: Sequence[Case], counted: Matrix
) -> Iterable[Tree]:
    adopted: list[Framework | None] = [*frameworks(page.db, page.viewer), None]
    for framework in adopted:
        mine = [each for each in wanted if each.framework == (framework.id if framework else None)]
        if not mine:
            continue
        rows = tuple(_rows(book, mine, in_cases, counted))
        if framework:
            note = ". ".join(filter(None, (framework.title, framework.purpose)))
            yield Tree(pack_label(framework), note, rows)
        else:
            every = sum(each.construct is None for each in book.codes)
            moving = page.viewer.person is not None and 1 < every == len(rows)
            yield Tree(_("The team’s own codes"), "", rows, moving=moving)


def _rows(
    book: Codebook, mine: Sequence[Code], in_cases: Sequence[Case], counted: Matrix
) -> Iterable[CodeRow]:
    numbers = {
        (each.id, place): _in_case(counted, each.id, case)
        for each in mine
        for place, case in enumerate(in_cases)
    }
    largest = max(numbers.values(), default=0)
    levels = _levels(mine)
    for each in mine:
        counts = tuple(
            _count(book, each.id, case, numbers[each.id, place], largest)
            for place, case in enumerate(in_cases)
        )
        hue, line = book.slot(each.id)
        yield CodeRow(
            level=levels[each.id],
            label=each.label,
            language=each.language,
            number=each.number,
            href=book.address(each.id),
            gist=each.definition,
            gist_language=each.construct.definition_language if each.construct else "",
            hue=hue,
            line=line,
            heading=is_heading(each),
            key=each.shortcut,
            retired=each.retired,
            counts=counts,
            total=Count(each.codings, f"{book.address(each.id)}#codings"),
            move="" if each.construct else short(each.id),
        )


def _levels(mine: Sequence[Code]) -> dict[UUID, int]:
    """How deep each code lies, from 1; parents come before their children."""
    levels: dict[UUID, int] = {}
    for each in mine:
        levels[each.id] = min(4, levels.get(each.parent, 0) + 1) if each.parent else 1
    return levels


def _in_case(counted: Matrix, code: UUID, case: Case) -> int:
    cell = counted.cells.get((code.hex, (case.id.hex,)))
    return cell.value if cell else 0


def _count(book: Codebook, code: UUID, case: Case, number: int, largest: int) -> CaseCount:
    share = -(-number * 100 // largest) if largest else 0
    return CaseCount(number, share, f"{book.address(code, case=short(case.id))}#codings")


def _sentence(every: Sequence[Code], trees: Sequence[Tree]) -> str:
    codable = sum(not is_heading(each) for each in every)
    own = sum(each.construct is None for each in every)
    said = ngettext("%(n)s code", "%(n)s codes", codable) % {"n": codable}
    if own:
        return _("%(codes)s, %(own)s of them the team’s own.") % {"codes": said, "own": own}
    return _("%(codes)s.") % {"codes": said} if trees else ""
