"""Who stands behind each cell, for the line that names informants."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from caseloom.analysis.model import MatrixRequest
from caseloom.analysis.readings import matrix
from caseloom.design.readings import participants
from caseloom.web.page import Page

MOST_PARTICIPANTS = 60
Names = Mapping[tuple[str, tuple[str, ...]], tuple[str, ...]]


def names_in(page: Page, request: MatrixRequest) -> Names:
    """(row key, column key) → the informants' names, with those of the rows beneath.

    Empty where participants are themselves rows or columns, and in studies with so many of them
    that a line could not name them.
    """
    if "participant" in (request.rows, *request.columns):
        return {}
    if not 0 < len(participants(page.db, page.viewer)) <= MOST_PARTICIPANTS:
        return {}
    wider = replace(request, columns=(*request.columns, "participant"))
    found = matrix(page.db, page.viewer, wider)
    labels = {column.key: column.headings[-1] for column in found.columns}
    names: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for row, column in found.cells:
        heading = labels.get(column)
        if heading is not None and heading.key:
            names[row, column[:-1]].append(heading.label)
    return {at: tuple(sorted(told)) for at, told in names.items()}
