"""Whatever stands in a manifest or its tables, it is read or refused in sentences: nothing else happens."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseloom.building import ManifestRefused
from caseloom.building.complete import complete
from caseloom.building.folder import DataFolder
from caseloom.building.manifest import parse_manifest
from caseloom.building.manifest_model import FILLED, KINDS
from tests.building.small import FILES, MANIFEST, build_small, write_small

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
KEYS = [
    "key",
    "name",
    "case",
    "date",
    "kind",
    "table",
    "columns",
    "within",
    "version",
    "voices",
    "quote",
    "map",
]
KEYS += [
    "speakers",
    "values",
    "file",
    "pack",
    "constructs",
    "expression",
    "construct",
    "start",
    "count",
    "from",
]
values = st.recursive(
    st.one_of(words, st.booleans(), st.integers(-5, 5), st.floats(allow_nan=False, allow_infinity=False)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=6,
)
tables = st.dictionaries(st.sampled_from(KEYS), values, max_size=6)
manifests = st.dictionaries(
    st.sampled_from(["study", "nonsense", *KINDS, *FILLED]),
    tables | st.lists(tables, max_size=3) | values,
    max_size=5,
)


def toml(value: Any) -> str:
    """A value as TOML: JSON's forms, but for tables."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "")


def problems_of(text: str, folder: Path | None = None) -> list[str] | None:
    """What a manifest is refused for; None if it is taken (with its tables, where there is a folder)."""
    try:
        manifest = parse_manifest(text)
        if folder is not None:
            complete(manifest, DataFolder(folder))
    except ManifestRefused as refused:
        return [str(each) for each in refused.problems]
    return None


@given(manifests)
def test_any_tables_are_read_or_refused_in_sentences(manifest: dict[str, Any]) -> None:
    study = '[study]\nid = "7d0d5c1c-6f6e-4a53-9d5e-0c5d8f0f7a11"\ntitle = "Small"\n'
    text = "".join(f"{json.dumps(name)} = {toml(value)}\n" for name, value in manifest.items())
    problems = problems_of(text if "study" in manifest else text + study)
    assert problems != []
    assert all(each.endswith((".", "…", ")")) for each in problems or ())


@given(words)
def test_any_text_is_refused_unless_it_declares_a_study(text: str) -> None:
    assert problems_of(text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["interviews.csv", "codings.csv"]), st.integers(0, 400), words)
def test_a_damaged_table_is_read_or_refused(tmp_path: Path, name: str, at: int, damage: str) -> None:
    damaged = FILES[name][:at] + damage + FILES[name][at + 3 :]
    path = write_small(tmp_path, changed={name: damaged})
    assert problems_of(path.read_text(encoding="utf-8"), tmp_path) != []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(MANIFEST)), words)
def test_a_damaged_manifest_is_read_or_refused(tmp_path: Path, at: int, damage: str) -> None:
    path = write_small(tmp_path, MANIFEST[:at] + damage + MANIFEST[at + 3 :])
    assert problems_of(path.read_text(encoding="utf-8"), tmp_path) != []


@pytest.mark.parametrize("unsound", ["\\u0000", "\\ud800"])
def test_half_a_character_does_not_get_into_a_study(tmp_path: Path, unsound: str) -> None:
    manifest = MANIFEST.replace('table = "codings.csv"', 'table = "codings.json"')
    rows = f'[{{"source": "n1", "code": "weather", "coder": "A", "quote": "rain{unsound}"}}]'
    columns = rows.replace("}]", ', "near": "", "valence": "", "about": "", "memo": ""}]')
    report = build_small(tmp_path, manifest, {"codings.json": columns})
    assert (report.codings, len(report.not_taken)) == (0, 1)
    assert "whole characters" in report.not_taken[0]
