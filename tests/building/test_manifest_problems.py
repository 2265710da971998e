"""Every way in which a manifest can be wrong has its sentence, with the entry and the cure."""

from pathlib import Path

import pytest

from caseloom.building import ManifestRefused, columns, read_manifest
from caseloom.building.manifest import parse_manifest
from tests.building.small import FILES, MANIFEST, write_small

STUDY = '[study]\nid = "7d0d5c1c-6f6e-4a53-9d5e-0c5d8f0f7a11"\ntitle = "Small"\n'

WRONG = {
    "not toml": ("[study\n", ["not TOML", "line 1", "Correct that line"]),
    "a key twice": (STUDY + 'title = "Again"\n', ["not TOML", "line 4"]),
    "no study": ('[[case]]\nkey = "a"\nname = "A"\n', ["The manifest lacks", "[study]"]),
    "no id": ('[study]\ntitle = "Small"\n', ['[study] lacks "id"', "UUID"]),
    "an id that is none": ('[study]\nid = "abc"\ntitle = "Small"\n', ['id = "abc"', "a UUID"]),
    "unknown table": (STUDY + "[[cases]]\n", ["[cases]", 'did you mean "case"']),
    "unknown key": (
        STUDY + '[[case]]\nkey = "a"\nname = "A"\ninovation = "b"\n',
        ['[[case]] "a"', '"inovation"', 'did you mean "innovation"'],
    ),
    "missing key": (STUDY + '[[wave]]\nkey = "w"\n', ['[[wave]] "w" lacks "name"', "Add name ="]),
    "entry without key": (STUDY + '[[wave]]\nname = "w"\n', ["[[wave]] no. 1", 'lacks "key"']),
    "a number for a text": (STUDY + '[[wave]]\nkey = "w"\nname = 1\n', ["name = 1 is not a text"]),
    "a text for a list": (
        STUDY + '[[coder]]\nkey = "c"\nname = "C"\nvoices = "one"\n',
        ['voices = "one" is not a list of texts'],
    ),
    "a text for a number": (
        STUDY + '[[plan]]\nkind = "interview"\ncount = "3"\n',
        ['count = "3" is not a whole number'],
    ),
    "less than nothing": (STUDY + '[[plan]]\nkind = "interview"\ncount = -1\n', ["count = -1"]),
    "not one of the words": (
        STUDY + '[[setting]]\nkey = "s"\nname = "S"\nlevel = "large"\n',
        ['level = "large"', "micro, meso, macro"],
    ),
    "no flag": (STUDY + 'fictional = "yes"\n', ["fictional", "true or false"]),
    "bad date": (
        STUDY + '[[wave]]\nkey = "w"\nname = "W"\ndate = "May 2020"\n',
        ['[[wave]] "w", date', '"May 2020" is not a date', "2020-03/2021-06"],
    ),
    "not a list of tables": ("case = 3\n" + STUDY, ["[[case]] = 3", "is not"]),
    "wrong inner table": (
        STUDY + '[[innovation]]\nkey = "i"\nname = "I"\nversion = "one"\n',
        ['version = "one"', "a list of tables"],
    ),
    "inner key": (
        STUDY + '[[innovation]]\nkey = "i"\nname = "I"\n[[innovation.version]]\nkey = "v"\nnam = "V"\n',
        ['version in [[innovation]] "i"', '"nam"', 'did you mean "name"'],
    ),
    "no table named": (STUDY + '[[sources]]\nkey = "{id}"\n', ['[[sources]] no. 1 lacks "table"']),
    "missing template": (
        STUDY + '[[sources]]\ntable = "t.csv"\nkey = "{id}"\nkind = "interview"\n',
        ['[[sources]] from t.csv lacks "title"', "{column}"],
    ),
    "unknown template": (
        STUDY + '[[codes]]\ntable = "t.csv"\nkey = "{a}"\nlabel = "{a}"\nexample = "{b}"\n',
        ['"example"', 'did you mean "examples"'],
    ),
    "columns that are no tables": (
        STUDY + '[[codes]]\ntable = "t.csv"\nkey = "{a}"\nlabel = "{a}"\ncolumns = "a"\n',
        ["columns = a", "is not"],
    ),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_a_manifest_is_refused_with_the_entry_and_the_cure(text: str, said: list[str]) -> None:
    with pytest.raises(ManifestRefused, match="nothing was built") as refused:
        parse_manifest(text)
    for words in said:
        assert words in str(refused.value)


CHANGED = {
    "two entries with one key": (
        'key = "south"\nname = "South garden"',
        'key = "north"\nname = "South garden"',
        ['[[case]] "north" is declared twice'],
    ),
    "undeclared case": (
        'case = "north"\nname = "Digging"',
        'case = "nord"\nname = "Digging"',
        ['case = "nord"', 'did you mean "north"', "[[case]]"],
    ),
    "undeclared wave": ('wave = "w1"\ncount', 'wave = "w3"\ncount', ['wave = "w3"', "is not declared"]),
    "setting in itself": (
        'name = "The town"',
        'name = "The town"\nwithin = "yard"',
        ["leads back to itself", "town"],
    ),
    "code in itself": (
        'label = "Weather"',
        'label = "Weather"\nparent = "weather"',
        ["leads back to itself"],
    ),
    "unknown pack": (
        'pack = "cfir2022"',
        'pack = "cfir2020"',
        ['pack = "cfir2020"', 'did you mean "cfir2022"', "lozeau2002"],
    ),
    "unknown construct": (
        '"cfir2022.inner.culture", ',
        '"cfir2022.inner.cultur", ',
        ['did you mean "cfir2022.inner.culture"'],
    ),
    "a query for a construct not adopted": (
        'construct = "cfir2022.outer.financing"',
        'construct = "gh2004.outer"',
        ['[[query]] "money"', '"gh2004.outer"', "Adopt its framework"],
    ),
    "a memo about nothing that is declared": (
        'about = "case:north"\nby',
        'about = "case:nroth"\nby',
        ['[[memo]] "first"', '"case:nroth"', '(did you mean "north"?)'],
    ),
    "a memo about a kind that memos are not about": (
        'about = "case:north"\nby',
        'about = "weather"\nby',
        ['[[memo]] "first"', 'such as "case:north"'],
    ),
    "a memo that says nothing": ('text = "Who pays for *water*?"', 'text = " "', ["A memo needs words"]),
    "a contact summary of no contact": (
        'kind = "question"',
        'kind = "contact_summary"',
        ["A contact summary is a memo on a source"],
    ),
    "a query for nothing": (
        'construct = "cfir2022.outer.financing"\n',
        "",
        ['one "construct"', 'or one "code"'],
    ),
    "a query that asks nothing": ('expression = "rain"', 'expression = "-rain"', ['[[query]] "rain"']),
    "no such column": (
        'title = "{name}, {wave}"',
        'title = "{nam}"',
        ['"{nam}" is no column of interviews.csv', 'did you mean "name"'],
    ),
    "a brace alone": ('title = "{name}, {wave}"', 'title = "{name"', ["brace", "{column}"]),
    "attributes of a column": (
        'title = "{name}, {wave}"',
        'title = "{name.__class__}"',
        ['"{name.__class__}" is no column'],
    ),
    "no such map": ('map = "coders"', 'map = "coder"', ['map = "coder"', 'did you mean "coders"']),
    "a column made in two ways": (
        "pattern = '(\\S+)$' }",
        "pattern = '(.)', map = \"coders\" }",
        ["columns.surname", 'either "pattern" or "map"'],
    ),
    "a pattern without a group": ("'(\\S+)$'", "'.+'", ["columns.surname", "0 groups"]),
    "a pattern that is none": ("'(\\S+)$'", "'(('", ["columns.surname", "cannot be used"]),
    "a made column from nowhere": ('from = "name"', 'from = "names"', ["columns.surname", '"{names}"']),
    "a table that is not there": (
        '[[codings]]\ntable = "codings.csv"',
        '[[codings]]\ntable = "coding.csv"',
        ["coding.csv", 'did you mean "codings.csv"'],
    ),
    "a table outside": (
        '[[codings]]\ntable = "codings.csv"',
        '[[codings]]\ntable = "../codings.csv"',
        ["../codings.csv", "outside the data folder"],
    ),
    "a file outside": (
        'file = "minutes.txt"',
        'file = "../minutes.txt"',
        ['[[source]] "minutes"', "outside the data folder"],
    ),
    "a file by its place on the machine": (
        'file = "minutes.txt"',
        'file = "/etc/hosts"',
        ["outside the data folder"],
    ),
    "a source from nowhere": ('file = "minutes.txt"\n', "", ['"file"', '"words"']),
    "two plans of a kind": (
        "[[framework]]",
        '[[plan]]\nkind = "interview"\ncase = "north"\nwave = "w1"\ncount = 3\n[[framework]]',
        ["the same kind", "Add their counts up"],
    ),
    "two versions with one key": (
        "[[setting]]",
        '[[innovation.version]]\nkey = "fenced"\nname = "Again"\n[[setting]]',
        ['The version "fenced"'],
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), CHANGED.values(), ids=CHANGED)
def test_a_manifest_that_does_not_fit_is_refused(tmp_path: Path, old: str, new: str, said: list[str]) -> None:
    assert old in MANIFEST
    path = write_small(tmp_path, MANIFEST.replace(old, new, 1))
    with pytest.raises(ManifestRefused) as refused:
        read_manifest(path, tmp_path)
    for words in said:
        assert words in str(refused.value)


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    manifest = MANIFEST.replace('case = "north"', 'case = "nord"').replace(
        '"town"\n[[setting]]', '"twn"\n[[setting]]'
    )
    with pytest.raises(ManifestRefused) as refused:
        read_manifest(write_small(tmp_path, manifest), tmp_path)
    assert len(refused.value.problems) == 4
    assert all(f"\n- {problem}" in str(refused.value) for problem in refused.value.problems)


def test_rows_that_disagree_about_a_participant_are_named(tmp_path: Path) -> None:
    interviews = FILES["interviews.csv"].replace("n2,p1,Mary Green,gardener", "n2,p1,Mary Green,visitor")
    with pytest.raises(ManifestRefused, match=r"Row 3 of interviews\.csv says something else") as refused:
        read_manifest(write_small(tmp_path, changed={"interviews.csv": interviews}), tmp_path)
    assert "Row 2 of interviews.csv" in str(refused.value)
    assert "(voices)" in str(refused.value)


def test_a_wrong_cell_names_its_row(tmp_path: Path) -> None:
    interviews = FILES["interviews.csv"].replace("2019-05-20", "20/05")
    with pytest.raises(ManifestRefused, match=r"Row 4 of interviews\.csv, date") as refused:
        read_manifest(write_small(tmp_path, changed={"interviews.csv": interviews}), tmp_path)
    assert "28-Jun-23" in str(refused.value)


def test_an_empty_cell_of_a_key_that_has_to_be_there_is_missing(tmp_path: Path) -> None:
    interviews = FILES["interviews.csv"].replace("s1,p2,Tom Brook", "s1,,Tom Brook")
    with pytest.raises(ManifestRefused, match=r'Row 4 of interviews\.csv lacks "key"'):
        read_manifest(write_small(tmp_path, changed={"interviews.csv": interviews}), tmp_path)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("Not yours.", encoding="utf-8")
    path = write_small(tmp_path / "data", MANIFEST.replace("minutes.txt", "link.txt"))
    (tmp_path / "data" / "link.txt").symlink_to(tmp_path / "outside.txt")
    with pytest.raises(ManifestRefused, match="outside the data folder"):
        read_manifest(path, tmp_path / "data")


def test_a_pattern_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "_SECONDS", 0.05)
    manifest = MANIFEST.replace("'(\\S+)$'", "'^((?:a|aa)+)$'").replace('from = "name"', 'from = "id"')
    interviews = FILES["interviews.csv"].replace("s1,", "a" * 60 + "!,")
    path = write_small(tmp_path, manifest, {"interviews.csv": interviews})
    with pytest.raises(ManifestRefused, match="takes too long on this row"):
        read_manifest(path, tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("codings.csv", "", "is empty"),
        ("codings.csv", 'source,code\n"n1,x\n', "is no column of codings.csv"),
        ("codings.csv", "source,source\nn1,n2\n", "columns called “source”"),
        ("codings.csv", "source,code\nn1,x,y\n", "a separator that should be inside quotation marks"),
        ("codings.json", "{", "cannot be read as a table"),
        ("codings.json", "{}", "not a list of objects"),
        ("codings.xlsx", "no spreadsheet", "is no column of codings.xlsx"),
        ("codings.pdf", "a", "is no column of codings.pdf"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(tmp_path: Path, name: str, content: str, said: str) -> None:
    manifest = MANIFEST.replace('"codings.csv"', f'"{name}"')
    with pytest.raises(ManifestRefused) as refused:
        read_manifest(write_small(tmp_path, manifest, {name: content}), tmp_path)
    assert said in str(refused.value)
