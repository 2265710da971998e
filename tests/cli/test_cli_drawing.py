"""A drawn table fits the terminal: no column falls off its edge, and what names a row stays readable."""

import io
import re
import sys

import pytest

from caseloom.cli.listing import draw
from caseloom.reporting.listing import Column, Listing, Value, columns


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def drawn(listing: Listing, width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    for name, value in {"COLUMNS": str(width), "TERM": "xterm"}.items():
        monkeypatch.setenv(name, value)
    draw(listing)
    return re.sub(r"\x1b\[[0-9;]*m", "", screen.getvalue()).splitlines()


def matrix_like(count: int) -> Listing:
    cases = [Column(f"The Elevator School, Fort Ansel · Wave {n}", number=True) for n in range(count)]
    rows: list[tuple[Value, ...]] = [
        ("Adoption motive: legitimacy and performance", *(f"{n} of 9" for n in range(count)))
    ]
    return Listing("matrix", "Matrix", (*columns("label"), *cases), rows)


@pytest.mark.parametrize(("width", "count"), [(80, 3), (100, 4), (140, 9), (200, 12)])
def test_every_cell_of_a_matrix_is_there(width: int, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = drawn(matrix_like(count), width, monkeypatch)
    assert max(map(len, lines)) <= width
    for n in range(count):
        assert any(f"{n} of 9" in line for line in lines)
    assert any(line.strip().startswith("Adoption motive") for line in lines)


@pytest.mark.parametrize(("width", "count"), [(80, 15), (80, 7), (60, 6), (240, 40)])
def test_a_matrix_that_does_not_fit_stands_in_blocks_of_whole_words(
    width: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = drawn(matrix_like(count), width, monkeypatch)
    assert max(map(len, lines)) <= width
    text = "\n".join(lines)
    assert text.count("Elevator") == count
    assert text.count("Adoption motive") == sum("label" in line for line in lines) > 1
    for n in range(count):
        assert any(re.search(rf"\b{n} of 9", line) for line in lines)


def test_columns_of_one_case_stay_together_where_they_can(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{case}\nWave {n}" for case in ("North", "South", "East") for n in (1, 2, 3)]
    cases = [Column(name.replace("\n", " · "), name, number=True) for name in names]
    listing = Listing("matrix", "Matrix", (*columns("label"), *cases), [("x" * 30, *range(9))])
    heads = [line.split() for line in drawn(listing, 70, monkeypatch) if re.search("North|South|East", line)]
    assert heads == [["North"] * 3, ["South"] * 3, ["East"] * 3]


def test_what_is_hidden_from_tables_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    listing = Listing("x", "X", columns("name", "id", hidden=("id",)), [("North", "0123-4567")])
    text = "\n".join(drawn(listing, 80, monkeypatch))
    assert "North" in text
    assert "0123" not in text


def test_markup_in_a_study_s_words_is_words(monkeypatch: pytest.MonkeyPatch) -> None:
    listing = Listing("x", "[bold]T[/bold]", columns("said"), [("[red]stop[/red] :smile: [/nothing]",)])
    text = "\n".join(drawn(listing, 80, monkeypatch))
    assert "[red]stop[/red] :smile: [/nothing]" in text
    assert "[bold]T[/bold]" in text
