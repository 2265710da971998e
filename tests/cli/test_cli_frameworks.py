"""Framework packs at the command line: shown, adopted, checked, and defined from one's own copy."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from caseloom import packs
from tests.cli.conftest import Program
from tests.sources.fixtures import docx, p

COMPATIBILITY = "cfir2022.inner.compatibility"


def rows(caseloom: Program, *words: Any) -> list[dict[str, Any]]:
    said = caseloom(*words, "--format", "json")
    assert said.code == 0, said.err
    found: list[dict[str, Any]] = json.loads(said.out)
    return found


def test_the_packs_are_listed_and_shown(caseloom: Program) -> None:
    assert [row["pack"] for row in rows(caseloom, "frameworks", "list")] == list(packs.names())
    ids = [row["id"] for row in rows(caseloom, "frameworks", "show", "cfir2022")]
    assert COMPATIBILITY in ids
    for name in (COMPATIBILITY, "inner.compatibility", "Compatibility"):
        one = {row["what"]: row["words"] for row in rows(caseloom, "frameworks", "show", "cfir2022", name)}
        assert one["id"] == COMPATIBILITY
        assert "definition (paraphrase)" in one


def test_unknown_names_say_what_is_near(caseloom: Program) -> None:
    pack = caseloom("frameworks", "show", "cfir2023")
    assert pack.code == 4
    assert "“cfir2022”" in pack.err
    construct = caseloom("frameworks", "show", "cfir2022", "compatability")
    assert construct.code == 4


def test_a_few_constructs_are_adopted_with_a_purpose(caseloom: Program, study: Path) -> None:
    said = caseloom("frameworks", "adopt", study, "lozeau2002", "--purpose", "Fates", "--only",
                    "gap.values", "--as", "Ann")  # fmt: skip
    assert said.code == 0, said.err
    adopted = rows(caseloom, "frameworks", "adopted", study)
    assert [(row["pack"], row["purpose"]) for row in adopted] == [("cfir2022", None), ("lozeau2002", "Fates")]
    codes = [row["reference"] for row in rows(caseloom, "show", study, "codes")]
    assert "lozeau2002.gap.values" in codes
    assert "lozeau2002.gap.power_structure" not in codes


def own_pack(tmp_path: Path) -> Path:
    path = tmp_path / "ours.toml"
    path.write_text(packs.text("lozeau2002").replace("lozeau2002", "ours2026"), encoding="utf-8")
    return path


def test_a_pack_of_one_s_own_is_checked_and_adopted(caseloom: Program, study: Path, tmp_path: Path) -> None:
    path = own_pack(tmp_path)
    checked = caseloom("frameworks", "check", path)
    assert checked.code == 0, checked.err
    assert "is whole: ours2026" in checked.out
    assert caseloom("frameworks", "adopt", study, path, "--as", "Ann").code == 0
    path.write_text("id = 3", encoding="utf-8")
    assert caseloom("frameworks", "check", path).code != 0
    assert caseloom("frameworks", "check", tmp_path / "nowhere.toml").code != 0


TABLE = (
    ("Construct", "Definition"),
    ("Compatibility", "INVENTED: the degree to which the oven fits."),
    ("No such construct", "INVENTED: nothing."),
)


def csv_of(path: Path) -> Path:
    path = path / "codebook.csv"
    path.write_text("\n".join(",".join(row) for row in TABLE), encoding="utf-8")
    return path


def xlsx_of(path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in TABLE:
        book.active.append(row)
    book.save(path / "codebook.xlsx")
    return path / "codebook.xlsx"


def html_of(path: Path) -> Path:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    (path / "codebook.html").write_text(
        f"<html><body><p>Our copy.</p><table><tr><td>a</td></tr></table><table>{body}</table></body></html>"
    )
    return path / "codebook.html"


def docx_of(path: Path) -> Path:
    body = "".join(f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in row)}</w:tr>" for row in TABLE)
    (path / "codebook.docx").write_bytes(docx(f"{p('Our copy.')}<w:tbl>{body}</w:tbl>{p('The end.')}"))
    return path / "codebook.docx"


@pytest.mark.parametrize("made", [csv_of, xlsx_of, html_of, docx_of])
def test_published_definitions_fill_in_from_one_s_own_copy(
    caseloom: Program, study: Path, tmp_path: Path, made: Any
) -> None:
    said = caseloom("frameworks", "define", study, "cfir2022", made(tmp_path), "--as", "Ann")
    assert said.code == 0, said.err
    assert said.out.startswith("1 definition stands beside its construct, 1 new")
    assert "No such construct" in said.err
    shown = caseloom("show", study, "code", COMPATIBILITY)
    assert "Definition from your own copy: INVENTED: the degree to which the oven fits." in shown.out
    assert "Definition (paraphrase):" in shown.out


# -- in other languages ---------------------------------------------------------------------------


def in_two_languages(tmp_path: Path) -> Path:
    """A pack of one's own with Swedish for one of its constructs, which nobody reviewed."""
    text = packs.text("lozeau2002").replace("lozeau2002", "ours2026")
    text = text.replace('languages = ["en"]', 'languages = ["en", "sv"]')
    text = text.replace('label = "Gap: values and goals"', 'label = { en = "Gap: values", sv = "Gap: mål" }')
    path = tmp_path / "ours.toml"
    path.write_text(f'{text}\n[[translation]]\nlanguage = "sv"\nof_edition = 1\n', encoding="utf-8")
    return path


def test_a_pack_is_shown_in_plain_words_and_in_another_language(caseloom: Program, tmp_path: Path) -> None:
    path = in_two_languages(tmp_path)
    one = rows(caseloom, "frameworks", "show", path, "gap.values", "--language", "sv")
    assert {
        "what": "in plain words",
        "words": "What it stands for and what people here believe in do not match.",
    } in one
    shown = caseloom("frameworks", "show", path, "--language", "sv")
    assert "Gap: mål" in shown.out
    assert "Gap: power structure" in shown.out
    told = " ".join(shown.out.split())
    assert "a translation that no native researcher has reviewed. They are of edition 1" in told
    other = " ".join(caseloom("frameworks", "show", path, "--language", "fi").out.split())
    assert "It has no words in “fi” and is shown in English." in other


def test_a_study_s_codes_are_shown_in_another_language(
    caseloom: Program, study: Path, tmp_path: Path
) -> None:
    assert caseloom("frameworks", "adopt", study, in_two_languages(tmp_path), "--as", "Ann").code == 0
    book = {row["reference"]: row for row in rows(caseloom, "show", study, "codes", "--language", "sv")}
    assert (book["ours2026.gap.values"]["label"], book["ours2026.gap.values"]["language"]) == (
        "Gap: mål",
        "sv",
    )
    assert book["ours2026.gap.power_structure"]["language"] == "en"
    assert book["ours2026.gap.values"]["plain"].startswith("What it stands for")
    one = caseloom("show", study, "code", "ours2026.gap.values", "--language", "sv")
    assert "Gap: mål" in one.out
    assert "In plain words: What it stands for" in " ".join(one.out.split())
    refused = caseloom("show", study, "cases", "--language", "sv")
    assert refused.code == 2
    assert "Only codes have words in several languages" in refused.err
