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


def test_the_record_of_changes_is_at_hand_in_a_notebook(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setenv("TMPDIR", str(private))
    notebook = run(
        path.parent,
        f"import caseloom\nstudy = caseloom.open({path.name!r}, as_='Bo')\ncode = {COMPATIBILITY!r}",
        "study.codings.add('Talk with Ida', quote='It fits us well', code=code)\nstudy.would_undo",
        "study.undo()",
        "study.history(by='Bo')",
        "past = study.on('2020-01-01')\npast",
        "import shutil; shutil.copy(study.path, 'other.caseloom')\n"
        "caseloom.merge([study.path, 'other.caseloom'], 'merged.caseloom', dry_run=True)",
        "study.withdrawal('Ida Berg')",
        "try:\n    past.undo()\nexcept Exception as refused:\n    said = str(refused)\nsaid",
    )
    assert "Bo coded: Compatibility: It fits us well." in shown(notebook, 1, "text/plain")
    assert "Bo coded: Compatibility: It fits us well." in shown(notebook, 2, "text/plain")
    assert "Bo undid: Bo coded:" in shown(notebook, 3, "text/html")
    assert "as it was on 2020-01-01" in shown(notebook, 4, "text/plain")
    assert "A dry run: nothing was written." in shown(notebook, 5, "text/plain")
    assert "1 source would go wholly" in shown(notebook, 6, "text/plain")
    assert "it can be read, not changed" in shown(notebook, 7, "text/plain")
    # The kernel ended without closing what it had open; its private copies went with it.
    assert [each.name for each in private.glob("caseloom-*")] == []
