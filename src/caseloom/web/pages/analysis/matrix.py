"""The matrix page: what was asked, the table, and, on request, one cell beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.analysis.model import Matrix, MatrixProblem, MatrixRequest, NameNotInStudy, evidence_sentences
from caseloom.analysis.readings import matrix
from caseloom.coding.readings import used_codes
from caseloom.dates import NotATime
from caseloom.web.components.links import Link
from caseloom.web.languages import grouped
from caseloom.web.naming import matrix_trouble_words
from caseloom.web.page import Page, in_study
from caseloom.web.pages.analysis.asked import NAMES, Asked, asked, controls, narrowings
from caseloom.web.pages.analysis.cell import cell_wanted, opened
from caseloom.web.pages.analysis.names import names_in
from caseloom.web.pages.analysis.table import table_of
from caseloom.web.pages.coding.codebook import waiting
from caseloom.web.pages.marks import Codebook
from caseloom.web.reader import reader_language
from caseloom.web.words import error_words, sentences_words


@in_study
def matrix_page(page: Page) -> HttpResponse:
    """`/studies/<study>/matrix`; with `row` and `at`, that cell is open beside it."""
    try:
        wish = asked(page)
        found = matrix(page.db, page.viewer, wish.request, language=reader_language())
    except MatrixProblem as trouble:
        return _refused(page, matrix_trouble_words(trouble), gone=isinstance(trouble, NameNotInStudy))
    except NotATime as trouble:
        return _refused(page, error_words(trouble))
    book = Codebook(page)
    folded = frozenset(filter(None, page.request.GET.get("fold", "").split(",")))
    query = {name: value for name, value in wish.query.items() if name in NAMES}
    names = names_in(page, wish.request)
    place = cell_wanted(page)
    words: dict[str, Any] = {
        "matrix": table_of(page, book, found, query, folded=folded, names=names),
        "rule": rule_words(wish.request),
        "controls": controls(page, wish.query),
        "narrowings": narrowings(page, wish.query),
        "more_asked": _more_asked(query),
        "intervals": query.get("intervals", ""),
        "empty": _why_empty(page, wish, found),
        "cell": opened(page, book, wish, place) if place else None,
    }
    return page.show("analysis/matrix.html", here="analysis", trail=(Link(_("Matrix")),), **words)


def rule_words(request: MatrixRequest) -> str:
    """The evidence rule in sentences."""
    return sentences_words(evidence_sentences(request))


@dataclass(frozen=True)
class WhyEmpty:
    """Why a matrix has no evidence, and the way on: an address of candidates, or a command."""

    title: str
    words: str
    href: str = ""
    command: str = ""


def _why_empty(page: Page, wish: Asked, found: Matrix) -> WhyEmpty | None:
    """What to say over a matrix without evidence; None for one that has some."""
    if found.cells:
        return None
    file = page.shelved.file.name
    if not any(column.collected for column in found.columns):
        command = f"import {file} interview.docx --case … --wave … --create"
        return WhyEmpty(_("Nothing is collected here"), _("A source comes in with"), command=command)
    coded = bool(used_codes(page.db, page.viewer))
    title = _("No evidence is coded here") if coded else _("Nothing is coded yet")
    if wish.request.cell == "candidates":
        return None
    if number := waiting(page):
        kept = {name: value for name, value in wish.query.items() if name != "clock"}
        href = page.at("matrix", **{**kept, "cell": "candidates", "only": "1"})
        return WhyEmpty(title, _waiting_words(number), href)
    if coded:
        return WhyEmpty(title, _("Choose other rows, or narrow the matrix less."))
    command = f'code {file} "…" --quote "…" --code …'
    return WhyEmpty(title, _("A passage of a source is coded with"), command=command)


def _waiting_words(number: int) -> str:
    return ngettext(
        "%(n)s candidate from queries waits for a person.",
        "%(n)s candidates from queries wait for a person.",
        number,
    ) % {"n": grouped(number)}


def _more_asked(query: Mapping[str, str]) -> bool:
    return any(query.get(name) for name in ("case", "kind", "coder", "voice", "intervals"))


def _refused(page: Page, trouble: str, *, gone: bool = False) -> HttpResponse:
    """The page with its controls and the sentence; a name that the study does not have is not found (404)."""
    query = page.request.GET
    said = {name: query[name] for name in NAMES if query.get(name)}
    words = {
        "trouble": trouble,
        "controls": controls(page, said),
        "narrowings": narrowings(page, said),
        "intervals": said.get("intervals", ""),
        "more_asked": True,
    }
    answer = page.show("analysis/matrix.html", here="analysis", trail=(Link(_("Matrix")),), **words)
    answer.status_code = 404 if gone else 200
    return answer
