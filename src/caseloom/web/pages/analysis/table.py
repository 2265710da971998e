"""A matrix of the analysis room as the table that the page shows."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.analysis.model import Cell as Counted
from caseloom.analysis.model import Column, Heading, Matrix
from caseloom.coding.readings import Code
from caseloom.web.addresses import short, slug, with_query
from caseloom.web.components import matrix as shown
from caseloom.web.languages import grouped
from caseloom.web.naming import heading_words
from caseloom.web.page import Page
from caseloom.web.pages.analysis.names import Names
from caseloom.web.pages.marks import Codebook, unreviewed
from caseloom.web.words import kind_words

DEEPEST = 4


class _Weaver:
    """What every cell of one table needs."""

    def __init__(
        self, page: Page, book: Codebook, found: Matrix, query: Mapping[str, str], names: Names
    ) -> None:
        self.page, self.book, self.found, self.query, self.names = page, book, found, query, names
        self.opening = _opening(found.columns)
        self.parents = {row.parent for row in found.rows if row.parent}
        self.largest = max((each.value for each in found.cells.values()), default=0)
        self.path = page.at("cells")
        self.ends = [with_query("", {**query, "at": column.key})[1:] for column in found.columns]
        self.spoken = [", ".join(map(heading_words, column.headings)) for column in found.columns]

    def cell(self, row: Heading, place: int) -> shown.Cell:
        column = self.found.columns[place]
        opens = place in self.opening
        counted = self.found.cells.get((row.key, column.key))
        if counted is None:
            empty = self.found.emptiness(row, column)
            look: shown.Look = "nothing" if empty == "nothing collected" else "blank"
            return shown.Cell(look, words=_(empty) if empty else "", opens=opens)
        beneath = row.key in self.parents
        return self._filled(row, place, counted, beneath=beneath, opens=opens)

    def _filled(
        self, row: Heading, place: int, counted: Counted, *, beneath: bool, opens: bool
    ) -> shown.Cell:
        kind = self.found.request.cell
        value = counted.beneath if beneath else counted.value
        people = kind == "informants"
        whole = counted.interviewed if people else self.largest
        kinds = counted.beneath_kinds if beneath else counted.kinds
        alone = people and not counted.interviewed
        codings = counted.beneath_codings if beneath else counted.codings
        number = grouped(codings) if alone else grouped(value)
        names = self.names.get((row.key, self.found.columns[place].key), ())
        return shown.Cell(
            look="candidates" if kind == "candidates" else "evidence",
            href=self._address(row, place, beneath=beneath),
            number=number,
            of=grouped(whole) if people and not alone else "",
            unit=unit_words("codings", codings) if alone else "",
            names=self._told(row, place, counted, value, names),
            share=0 if kind == "candidates" else shown.share(value, whole),
            kinds=tuple((each, kind_words(each)) for each in kinds),
            opens=opens,
            dots=shown.dots(value, whole) if people else (),
        )

    def _address(self, row: Heading, place: int, *, beneath: bool) -> str:
        extra = "&beneath=1" if beneath else ""
        return f"{self.path}/{slug(row.label)}?{self.ends[place]}&row={row.key}{extra}"

    def _told(self, row: Heading, place: int, counted: Counted, value: int, names: Sequence[str]) -> str:
        where = f"{heading_words(row)}, {self.spoken[place]}"
        kind = self.found.request.cell
        if kind != "informants":
            said = f"{grouped(value)} {unit_words(kind, value)}"
            return f"{where}: {said}" + (f" ({', '.join(names)})" if names else "")
        if not counted.interviewed:
            return _("%(where)s: documents only") % {"where": where}
        said = _("%(n)s of %(all)s interviewed") % {"n": value, "all": counted.interviewed}
        return f"{where}: {said}" + (f" ({', '.join(names)})" if names else "")


def table_of(
    page: Page,
    book: Codebook,
    found: Matrix,
    query: Mapping[str, str],
    *,
    folded: frozenset[str] = frozenset(),
    names: Names,
) -> shown.Matrix:
    """The table. `query` is written into every cell's address; `folded` are rows' keys."""
    weaver = _Weaver(page, book, found, query, names)
    rows = tuple(_rows(weaver, folded))
    looks = tuple(dict.fromkeys(cell.look for row in rows for cell in row.cells))
    kinds = tuple(dict.fromkeys(kind for row in rows for cell in row.cells for kind in cell.kinds))
    return shown.Matrix(
        rule="",
        groups=tuple(_groups(page, found.columns)),
        columns=tuple(_columns(weaver)),
        rows=rows,
        corner=corner_words(found.request.rows),
        kinds=kinds,
        looks=looks,
        of_people=found.request.cell == "informants",
        unreviewed=unreviewed(page, _named_in(book, found)),
    )


def _named_in(book: Codebook, found: Matrix) -> Iterable[Code]:
    """The codes that rows and columns are called after."""
    shown = {row.key for row in found.rows}
    shown |= {heading.key for column in found.columns for heading in column.headings}
    return (each for each in book.codes if each.id.hex in shown)


def _rows(weaver: _Weaver, folded: frozenset[str]) -> Iterable[shown.Row]:
    hidden: set[str] = set()
    for row in weaver.found.rows:
        if row.parent and (row.parent in folded or row.parent in hidden):
            hidden.add(row.key)
        yield shown.Row(
            key=row.key,
            label=heading_words(row),
            cells=tuple(weaver.cell(row, place) for place in range(len(weaver.found.columns))),
            level=min(DEEPEST, row.depth + 1),
            parent=row.parent,
            folds=row.key in weaver.parents,
            folded=row.key in folded,
            hidden=row.key in hidden,
            href=_row_address(weaver, row),
            number=row.number,
            language=row.language,
        )


def _row_address(weaver: _Weaver, row: Heading) -> str:
    """What a row's label opens: a code its definition, another thing the sources it has."""
    dimension = weaver.found.request.rows
    if dimension in ("construct", "code"):
        return weaver.book.address(UUID(hex=row.key))
    if dimension == "source_kind":
        return weaver.page.at("sources", kind=row.key)
    return _narrowed(weaver.page, row)


def _narrowed(page: Page, heading: Heading) -> str:
    if heading.dimension not in ("case", "wave"):
        return ""
    return page.at("sources", **{heading.dimension: _key_words(heading)})


def _key_words(heading: Heading) -> str:
    """A heading's key as the list of sources has it."""
    if heading.dimension == "source_kind":
        return heading.key
    return short(UUID(hex=heading.key)) if heading.key else "none"


def _opening(columns: Sequence[Column]) -> frozenset[int]:
    """The columns before which a gap lies: the first of each case (of each first heading)."""
    if not columns or len(columns[0].headings) < 2:
        return frozenset()
    firsts = [column.headings[0].key for column in columns]
    return frozenset(place for place, key in enumerate(firsts) if place == 0 or key != firsts[place - 1])


def _groups(page: Page, columns: Sequence[Column]) -> Iterable[shown.Group]:
    if not columns or len(columns[0].headings) < 2:
        return
    for _key, several in groupby(columns, lambda column: column.headings[0].key):
        group = list(several)
        first = group[0].headings[0]
        yield shown.Group(heading_words(first), len(group), _narrowed(page, first))


def _columns(weaver: _Weaver) -> Iterable[shown.Column]:
    for place, column in enumerate(weaver.found.columns):
        own = column.headings[1:] or column.headings
        yield shown.Column(
            key=".".join(column.key),
            label=" · ".join(map(heading_words, own)) or _("whole study"),
            note=_column_note(column),
            href=_column_address(weaver, column) if column.collected else "",
            opens=place in weaver.opening,
            language=_only({heading.language for heading in own}),
        )


def _only(languages: set[str]) -> str:
    """The language of a label of several parts, where all of them are in it."""
    return languages.pop() if len(languages) == 1 else ""


def _column_address(weaver: _Weaver, column: Column) -> str:
    """The list of what was collected in a column; "" where the list cannot be sifted so."""
    request = weaver.found.request
    words = {"case": "case", "wave": "wave", "source_kind": "kind"}
    narrowed = (request.case, request.wave, request.source_kind, request.voice) != (None,) * 4
    of_sources = all(heading.dimension in words for heading in column.headings)
    if not of_sources or narrowed or (request.clock, request.reach) != ("said", "this"):
        return ""
    return weaver.page.at("sources", **{words[each.dimension]: _key_words(each) for each in column.headings})


def _column_note(column: Column) -> str:
    if column.interviewed:
        said = ngettext("%(n)s interviewed", "%(n)s interviewed", column.interviewed)
        return said % {"n": grouped(column.interviewed)}
    if column.collected:
        return ngettext("%(n)s source", "%(n)s sources", column.collected) % {"n": grouped(column.collected)}
    return _("nothing")


def corner_words(dimension: str) -> str:
    """What the rows are."""
    return {
        "construct": _("Construct"),
        "code": _("Code"),
        "case": _("Case"),
        "setting": _("Setting"),
        "participant": _("Participant"),
        "voice": _("Voice"),
        "source_kind": _("Kind of source"),
        "coder": _("Coder"),
        "wave": _("Wave"),
        "phase": _("Phase"),
        "interval": _("Interval"),
    }[dimension]


def unit_words(kind: str, value: int) -> str:
    """What a cell's number counts."""
    return {
        "informants": ngettext("informant", "informants", value),
        "codings": ngettext("coding", "codings", value),
        "sources": ngettext("source", "sources", value),
        "words": ngettext("word", "words", value),
        "candidates": ngettext("candidate", "candidates", value),
    }[kind]
