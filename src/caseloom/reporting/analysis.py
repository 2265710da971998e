"""A matrix as a listing: a row a construct, a column a case and time frame, empty cells that say why."""

from collections.abc import Iterator
from uuid import UUID

from caseloom.analysis.model import Cell, Heading, Matrix, evidence_rule
from caseloom.analysis.model import Column as Asked
from caseloom.reporting.listing import Column, Listing, Value, columns

NOTHING_COLLECTED = "–"
AND = " · "
_DIGITS = 32


def matrix(found: Matrix, *, depth: int | None = None, indented: bool = True, notice: str = "") -> Listing:
    """The matrix to be read: informants as “3 of 5”, “–” where nothing was collected, blank without evidence.

    A row takes in the rows beneath it. `depth` shows so many levels of the tree, counted from 1;
    `indented` shows the tree by spaces before the labels. `notice` is the study's own, which stands above.
    """
    shown = (
        *columns(
            "label", "row_id", "number", "group", "depth", hidden=("row_id", "number", "group", "depth")
        ),
        *(Column(name, name.replace(AND, "\n"), number=True) for name in column_names(found)),
    )
    rows = [
        (
            "  " * row.depth * indented + row.label,
            _id(row.key), row.number or None, row.group or None, row.depth,
            *(_drawn(found, row, column) for column in found.columns),
        )
        for row in _rows(found, depth)
    ]  # fmt: skip
    title = (
        f"{found.request.rows} × {' × '.join(found.request.columns) or 'whole study'}: {found.request.cell}"
    )
    above = tuple(filter(None, (notice, evidence_rule(found.request))))
    return Listing("matrix", title, shown, rows, above, tuple(_legend(found)))


def numbers(found: Matrix, *, depth: int | None = None) -> Listing:
    """The matrix to be computed with: whole numbers; None: nothing collected, 0: no evidence coded.

    A row takes in the rows beneath it (those with its `row_id` as `parent_id`), as in `matrix`.
    """
    shown = (
        *columns("label", "row_id", "number", "group", "depth", "parent_id"),
        *(Column(name, number=True) for name in column_names(found)),
    )
    rows = [
        (
            row.label, _id(row.key), row.number or None, row.group or None, row.depth,
            _id(row.parent) or None,
            *(_number(found, row, column) for column in found.columns),
        )
        for row in _rows(found, depth)
    ]  # fmt: skip
    return Listing("matrix", "Matrix", shown, rows, (evidence_rule(found.request),))


def column_names(found: Matrix) -> list[str]:
    """A name for each column, its headings joined by “ · ”; a name that comes again gets a number."""
    names: list[str] = []
    for column in found.columns:
        name = AND.join(heading.label for heading in column.headings) or "whole study"
        count = sum(each == name or each.startswith(f"{name} (") for each in names)
        names.append(f"{name} ({count + 1})" if count else name)
    return names


def _id(key: str) -> str:
    """A row's key as other listings write ids; keys that are words stay what they are."""
    try:
        return str(UUID(hex=key)) if len(key) == _DIGITS else key
    except ValueError:
        return key


def _rows(found: Matrix, depth: int | None) -> Iterator[Heading]:
    return (row for row in found.rows if depth is None or row.depth < depth)


def _drawn(found: Matrix, row: Heading, column: Asked) -> Value:
    cell = found.cell(row, column)
    if not column.collected and not cell.beneath:
        return NOTHING_COLLECTED
    if found.request.cell != "informants":
        return cell.beneath or ""
    return f"{cell.beneath} of {cell.interviewed}" if cell.beneath else _without_informants(cell)


def _without_informants(cell: Cell) -> str:
    """Evidence that no participant gave, such as a document's: its kind of source and how many codings."""
    kinds = ", ".join(cell.beneath_kinds).replace("_", " ")
    return f"{kinds}: {cell.beneath_codings}" if cell.beneath_codings else ""


def _number(found: Matrix, row: Heading, column: Asked) -> int | None:
    value = found.cell(row, column).beneath
    return value if value or column.collected else None


def _legend(found: Matrix) -> Iterator[str]:
    blank = "no candidates" if found.request.cell == "candidates" else "no evidence coded"
    yield f"{NOTHING_COLLECTED}  nothing collected     (blank)  {blank}"
    if found.request.cell == "informants":
        yield "“3 of 5”: 3 participants gave evidence, of 5 interviewed in that column."
        yield "“document: 2”: no participant did, but 2 codings in documents."
    if any(row.parent for row in found.rows):
        yield "A row takes in the rows beneath it; somebody who speaks of several counts once."
