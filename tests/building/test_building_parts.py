"""The small parts of building: templates, headers, labels, regions, maps, tables, nesting, keys."""

from dataclasses import MISSING, dataclass, fields
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from caseloom.building import template
from caseloom.building.folder import DataFolder
from caseloom.building.manifest_model import FILLED, KINDS, Coding, Study
from caseloom.building.problems import suggestion
from caseloom.building.write_codings import NearNotFound, pattern_of, region, with_keys
from caseloom.building.write_design import outermost_first
from caseloom.building.write_sources import whole_words, without_header
from caseloom.sources.readers import Document
from caseloom.sources.readers.model import Mark

plain = st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.tuples(plain, plain.filter(str.strip), plain), max_size=4), plain)
def test_a_template_is_its_text_with_the_row_s_values(pieces: list[tuple[str, str, str]], end: str) -> None:
    row = {name.strip(): value for _, name, value in pieces}
    text = "".join(f"{before}{{{name}}}" for before, name, _ in pieces) + end
    expected = "".join(f"{before}{row[name.strip()].strip()}" for before, name, _ in pieces) + end
    assert template.columns_of(text) == tuple(name.strip() for _, name, _ in pieces)
    assert str(template.fill(text, row)).strip() == expected.strip()


def test_a_template_of_one_column_keeps_a_list() -> None:
    assert template.fill("{examples}", {"examples": ["one", "two"]}) == ["one", "two"]


def test_doubled_braces_are_braces() -> None:
    assert template.fill("{{a}} {a}", {"a": "b"}) == "{a} b"
    with pytest.raises(ValueError, match="a}"):
        template.columns_of("a}")


def document(text: str, *marks: Mark) -> Document:
    return Document(text, marks, "txt", "utf-8", None, ())


def test_a_header_ends_at_the_first_blank_line_and_marks_move() -> None:
    cut = without_header(
        document("Date: x\n \n\nA heading\n\nText", Mark("heading", 11, 20, "1"), Mark("page", 0, 26, "1"))
    )
    assert cut.text == "A heading\n\nText"
    assert cut.marks == (Mark("heading", 0, 9, "1"), Mark("page", 0, 15, "1"))


@pytest.mark.parametrize("text", ["No blank line\nat all", "Only a header\n\n"])
def test_a_text_without_a_header_stays_whole(text: str) -> None:
    assert without_header(document(text)).text == text


@pytest.mark.parametrize(
    ("words", "label", "holds"),
    [
        ("Dawson", "Mr Dawson", True),
        ("Dawson", "Mr Dawson KC", True),
        ("Dawson", "Mr Dawsonson", False),
        ("Lady Hallett", "Lady  Hallett", True),
        ("O'Neill", "Ms O'Neill", True),
        ("C.", "C. Ada", True),
        ("张", "张 老师", True),
    ],
)
def test_a_label_holds_words_as_wholes(words: str, label: str, holds: bool) -> None:
    assert (regex.search(whole_words(words), label) is not None) is holds


def test_a_region_goes_from_its_marker_to_the_next() -> None:
    text = "[Q1] one [Q2] two [Q3] three"
    markers = ["[Q1]", "[Q2]", "[Q3]"]
    pattern = pattern_of(set(markers))
    assert pattern is not None
    marked = [found.start() for found in pattern.finditer(text)]
    assert [text[slice(*region(text, each, marked, "t"))] for each in markers] == [" one ", " two ", " three"]
    assert region(text, "[Q2]", [], "t") == (13, len(text))
    with pytest.raises(NearNotFound, match="was not coded"):
        region(text, "[Q4]", marked, "t")


@dataclass(frozen=True)
class Node:
    key: str
    within: str = ""


@given(st.permutations(range(8)), st.data())
def test_every_row_stands_after_the_one_that_it_is_in(order: list[int], data: st.DataObject) -> None:
    parents = {n: data.draw(st.sampled_from(["", *map(str, range(n))])) for n in range(8)}
    nodes = [Node(str(n), parents[n]) for n in order]
    sorted_nodes = outermost_first(nodes, "within")
    assert sorted(node.key for node in sorted_nodes) == sorted(node.key for node in nodes)
    place = {node.key: at for at, node in enumerate(sorted_nodes)}
    assert all(place[node.within] < place[node.key] for node in nodes if node.within)


def test_codings_without_a_key_are_known_by_what_they_say() -> None:
    """The same coding twice is two; a row more in another place changes no key."""
    one, other = (
        Coding(source="s", code="c", coder="p", quote="a"),
        Coding(source="s", code="c", coder="p", quote="b"),
    )
    keys = [key for key, _ in with_keys([one, one, other])]
    assert len(set(keys)) == 3
    assert [key for key, _ in with_keys([other, one, one])] == [keys[2], keys[0], keys[1]]
    assert [key for key, _ in with_keys([Coding(key="k", source="s", code="c", coder="p")])] == ["k"]


def test_the_nearest_word_is_offered_and_a_far_one_is_not() -> None:
    assert suggestion("setings", ["setting", "wave"]) == ' (did you mean "setting"?)'
    assert suggestion("qqq", ["setting", "wave"]) == ""


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_tables_are_read_whatever_parts_their_cells(tmp_path: Path, between: str) -> None:
    text = between.join(("name", "said")) + "\n" + between.join(("a", '"x, y; z"')) + "\n" + "b\n\n"
    (tmp_path / "t.csv").write_text("\N{ZERO WIDTH NO-BREAK SPACE}" + text, encoding="utf-8")
    table = DataFolder(tmp_path).table("t.csv", "here")
    assert table.columns == ("name", "said")
    assert table.rows == ({"name": "a", "said": "x, y; z"}, {"name": "b", "said": ""})


def test_a_spreadsheet_is_read_as_the_same_table(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([("name", "year"), ("a", 2019), ("b", 2020)]):
            sheet.write_row(number, 0, row)
    table = DataFolder(tmp_path).table("t.xlsx", "here")
    assert table.columns == ("name", "year")
    assert [row["name"] for row in table.rows] == ["a", "b"]
    assert [float(str(row["year"])) for row in table.rows] == [2019.0, 2020.0]


def test_a_list_of_objects_is_a_table_with_every_name_as_a_column(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text('[{"a": 1}, {"b": ["x", "y"]}]', encoding="utf-8")
    table = DataFolder(tmp_path).table("t.json", "here")
    assert table.columns == ("a", "b")
    assert table.rows == ({"a": 1, "b": None}, {"a": None, "b": ["x", "y"]})


MANIFEST_PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "manifest.md"


@pytest.mark.parametrize("kind", ["study", *KINDS])
def test_every_key_of_a_manifest_is_documented(kind: str) -> None:
    """Each key stands in its kind's section of the reference, in bold exactly if it has to be there."""
    sections = MANIFEST_PAGE.read_text(encoding="utf-8").split("\n### ")
    (section,) = [each for each in sections if each.startswith((f"`[{kind}]`", f"`[[{kind}]]`"))]
    for each in fields(Study if kind == "study" else KINDS[kind]):
        name = each.name.rstrip("_")
        required = each.default is MISSING and each.default_factory is MISSING
        assert f"`{name}`" in section, name
        assert (f"**`{name}`**" in section) is required, name


@pytest.mark.parametrize("plural", FILLED)
def test_every_table_that_fills_entries_is_documented(plural: str) -> None:
    page = MANIFEST_PAGE.read_text(encoding="utf-8")
    assert f"`[[{FILLED[plural]}]]`, `[[{plural}]]`" in page
