"""A matrix row's cells as HTML, written straight: six thousand of them are much for a template."""

from collections.abc import Iterable
from html import escape

from caseloom.web.components.matrix import Cell


def cells_html(cells: Iterable[Cell], of: str) -> str:
    """The `<td>`s of a row, every word escaped. `of` is the word between the two numbers of “3 of 5”."""
    return "".join(f'<td class="{_classes(cell)}">{_inside(cell, of)}</td>' for cell in cells)


def _classes(cell: Cell) -> str:
    return f"cell {cell.look} share-{cell.share}{' opens' if cell.opens else ''}"


def _inside(cell: Cell, of: str) -> str:
    if not cell.href:
        return f'<span class="unseen">{escape(cell.words)}</span>'
    href = escape(cell.href)
    names = f' data-names="{escape(cell.names)}"' if cell.names else ""
    parts = f"{_number(cell, of)}{_dots(cell)}{_kinds(cell)}"
    return f'<a class="door" href="{href}" hx-get="{href}" hx-target="#panel"{names}>{parts}</a>'


def _number(cell: Cell, of: str) -> str:
    rest = f"{escape(of)} {escape(cell.of)}" if cell.of else escape(cell.unit)
    small = f" <small>{rest}</small>" if rest else ""
    return f'<span class="cell-number">{escape(cell.number)}{small}</span>'


def _dots(cell: Cell) -> str:
    dots = "".join('<i class="full"></i>' if full else "<i></i>" for full in cell.dots)
    return f'<span class="dots" aria-hidden="true">{dots}</span>' if dots else ""


def _kinds(cell: Cell) -> str:
    icons = "".join(
        f'<svg class="kind" role="img" aria-label="{escape(words)}">'
        f'<use href="#kind-{escape(kind)}"></use></svg>'
        for kind, words in cell.kinds
    )
    return f'<span class="kinds">{icons}</span>' if icons else ""
