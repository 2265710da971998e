"""In a real notebook: cells that open a study, look at it and add to it, run by a real kernel."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.analysis.workbench import open_workbench

COMPATIBILITY = "cfir2022.inner.compatibility"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    bench = open_workbench(tmp_path)
    bench.case("North")
    bench.wave("W1", "2020")
    bench.person("Ida Berg", case="North")
    bench.adopt(COMPATIBILITY)
    bench.said("Talk with Ida", "Ida Berg", "It fits us well. We like it here.", case="North", wave="W1")
    bench.study.close()
    return Path(bench.file.path)


def run(folder: Path, *cells: str) -> Any:
    made: Any = nbformat.v4  # ships no types
    notebook = made.new_notebook(cells=[made.new_code_cell(cell) for cell in cells])
    where = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where).execute()
    return notebook


def shown(notebook: Any, cell: int, kind: str) -> str:
    outputs = notebook.cells[cell].outputs
    return str(next(output.data[kind] for output in outputs if kind in output.get("data", {})))


def test_a_study_is_looked_at_and_coded_in_a_notebook(path: Path) -> None:
    notebook = run(
        path.parent,
        f"import caseloom, polars as pl\nstudy = caseloom.open({path.name!r}, as_='Ann')\nstudy",
        "study.sources",
        "study.sources.filter(pl.col('case') == 'North').select('title', 'words')",
        f"study.codings.add('Talk with Ida', quote='It fits us well', code={COMPATIBILITY!r}, by='Ann');",
        "study.codings.select('quote', 'code', 'coder')",
        "study.matrix(rows='construct', columns=('case', 'wave'), cell='informants')",
        "study.matrix()['North · W1'].max(), isinstance(study.sources, pl.DataFrame)",
        "study.close()",
    )
    assert "A study" in shown(notebook, 0, "text/plain")
    assert "<table" in shown(notebook, 1, "text/html")
    assert "Talk with Ida" in shown(notebook, 1, "text/html")
    assert "Talk with Ida" in shown(notebook, 2, "text/html")
    assert "It fits us well" in shown(notebook, 4, "text/html")
    assert "North · W1" in shown(notebook, 5, "text/html")
    assert shown(notebook, 6, "text/plain") == "(1, True)"
