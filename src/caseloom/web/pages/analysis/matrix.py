"""The matrix page: what was asked, the table, and, on request, one cell beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.analysis.model import Matrix, MatrixProblem, MatrixRequest, evidence_rule
from caseloom.analysis.readings import matrix
from caseloom.web.components.links import Link
from caseloom.web.page import Page, in_study
from caseloom.web.pages.analysis.asked import NAMES, Asked, asked, controls, narrowings
from caseloom.web.pages.analysis.cell import cell_wanted, opened
from caseloom.web.pages.analysis.names import names_in
from caseloom.web.pages.analysis.table import table_of
from caseloom.web.pages.coding.codebook import waiting
from caseloom.web.pages.marks import Codebook
from caseloom.web.tags import grouped


@in_study
def matrix_page(page: Page) -> HttpResponse:
    """`/studies/<study>/matrix`; with `row` and `at`, that cell is open beside it."""
    try:
        wish = asked(page)
        found = matrix(page.db, page.viewer, wish.request)
    except MatrixProblem as trouble:
        return _refused(page, _(trouble.sentence).format(**trouble.named))
    book = Codebook(page)
    folded = frozenset(filter(None, page.request.GET.get("fold", "").split(",")))
    query = {name: value for name, value in wish.query.items() if name in NAMES}
    names = names_in(page, wish.request)
    place = cell_wanted(page)
    words = {
        "matrix": table_of(page, book, found, query, folded=folded, names=names),
        "rule": rule_words(wish.request),
        "controls": controls(page, wish.query),
        "narrowings": narrowings(page, wish.query),
        "more_asked": _more_asked(query),
        "intervals": query.get("intervals", ""),
        "nothing_coded": _candidates_instead(page, wish, found),
        "cell": opened(page, book, wish, place) if place else None,
    }
    return page.show("analysis/matrix.html", here="analysis", trail=(Link(_("Matrix")),), **words)


def rule_words(request: MatrixRequest) -> str:
    """The evidence rule as a sentence."""
    return _(evidence_rule(request))


@dataclass(frozen=True)
class Instead:
    """What a matrix without evidence offers to show."""

    words: str
    href: str


def _candidates_instead(page: Page, wish: Asked, found: Matrix) -> Instead | None:
    """The way to the candidates, where a matrix has no evidence but the study has candidates."""
    if found.cells or wish.request.cell == "candidates":
        return None
    number = waiting(page)
    if not number:
        return None
    words = ngettext(
        "%(n)s candidate from queries waits for a person.",
        "%(n)s candidates from queries wait for a person.",
        number,
    ) % {"n": grouped(number)}
    kept = {name: value for name, value in wish.query.items() if name != "clock"}
    return Instead(words, page.at("matrix", **{**kept, "cell": "candidates"}))


def _more_asked(query: Mapping[str, str]) -> bool:
    return any(query.get(name) for name in ("case", "kind", "coder", "voice", "intervals"))


def _refused(page: Page, sentence: str) -> HttpResponse:
    query = page.request.GET
    said = {name: query[name] for name in NAMES if query.get(name)}
    words = {
        "trouble": sentence,
        "controls": controls(page, said),
        "narrowings": narrowings(page, said),
        "intervals": said.get("intervals", ""),
        "more_asked": True,
    }
    return page.show("analysis/matrix.html", here="analysis", trail=(Link(_("Matrix")),), **words)
