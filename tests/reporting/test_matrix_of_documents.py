"""Evidence that only documents give is not drawn as if there were none."""

from dataclasses import replace

from caseloom.analysis.model import Cell, Column, Heading, Matrix, MatrixRequest
from caseloom.reporting.analysis import matrix

ROW, PLACE = Heading("r", "Funding"), Heading("c", "North")


def drawn(cell: Cell, *, collected: int = 2) -> object:
    """A row without rows beneath it: with them it has what it has itself."""
    cell = replace(cell, beneath=cell.value, beneath_codings=cell.codings, beneath_kinds=cell.kinds)
    request = MatrixRequest(columns=("case",))
    found = Matrix(request, (ROW,), (Column((PLACE,), collected, 3),), {("r", ("c",)): cell})
    return matrix(found).rows[0][-1]


def test_informants_of_those_interviewed() -> None:
    assert drawn(Cell(value=2, informants=2, interviewed=3, codings=4, kinds=("interview",))) == "2 of 3"


def test_codings_in_documents_where_no_participant_gave_evidence() -> None:
    assert (
        drawn(Cell(interviewed=3, codings=4, kinds=("document", "field_note"))) == "document, field note: 4"
    )


def test_nothing_coded_is_blank() -> None:
    assert drawn(Cell(interviewed=3)) == ""
