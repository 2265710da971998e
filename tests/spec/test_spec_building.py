"""Building a study: from a manifest and tables to sources, evidence and codings."""

from pathlib import Path

import pytest

from caseloom.building import ManifestRefused, build
from caseloom.coding.readings import passages
from caseloom.design.readings import participants
from caseloom.sources.readings import source_text, sources
from caseloom.team.model import READER
from tests.building.small import opened, study_for

STUDY = """
[study]
id = "3a0a8a55-7c1a-4a37-8f0d-6b6e2b0d7f10"
title = "A method, step by step"
"""


def built(folder: Path, manifest: str, **files: str) -> Path:
    """Build what stands in a test's table and return the study file's path."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "study.toml").write_text(STUDY + manifest, encoding="utf-8")
    build(folder / "study.toml", folder, study_for(folder / "study.caseloom"))
    return folder / "study.caseloom"


def test_a_table_gives_a_source_a_row(tmp_path: Path) -> None:
    """Column names in braces say where each cell goes; a row without a date has none."""
    manifest = """
        [[sources]]
        table = "answers.csv"
        key = "{nr}"
        title = "Answer {nr}"
        kind = "survey"
        date = "{day}"
        words = "{answer}"
    """
    answers = "nr,day,answer\n1,3-Jul-20,It rained.\n2,,It did not.\n"
    path = built(tmp_path, manifest, **{"answers.csv": answers})
    with opened(path) as study, study.file.read() as db:
        assert [(each.title, each.written, each.words) for each in sources(db, READER)] == [
            ("Answer 2", None, 3),
            ("Answer 1", "2020-07-03", 2),
        ]


def test_a_participant_in_many_rows_is_one_participant(tmp_path: Path) -> None:
    manifest = """
        [[participants]]
        table = "people.csv"
        key = "{nr}"
        name = "{name}"
        voices = "{voices}"
    """
    people = "nr,name,voices\n7,Ada,gardener; neighbour\n7,Ada,gardener; neighbour\n8,Ben,\n"
    path = built(tmp_path, manifest, **{"people.csv": people})
    with opened(path) as study, study.file.read() as db:
        assert [(each.name, each.voices) for each in participants(db, READER)] == [
            ("Ada", ("gardener", "neighbour")),
            ("Ben", ()),
        ]


TALK = """\
Chair: Welcome.

Mr Hill: Who dug the pond?

Ms Brook: My father did, in the spring before the flood.

Ms Brook-Hill: And my aunt.
"""

# What is declared of the speakers, and whose words are evidence then.
SPEAKERS = [
    ("nothing declared: in an interview everybody answers", "", "CHBX"),
    ("naming who answers says nothing of the others", 'respondent = ["Ms Brook"]', "CHBX"),
    ("the chair is never evidence", 'chair = ["Chair"]', "HBX"),
    ("who asks is never evidence", 'interviewer = ["Mr Hill"]', "CBX"),
    ("everybody else asks", 'respondent = ["Ms Brook"], others = "interviewer"', "BX"),
    ("the first role that fits decides", 'interviewer = ["Hill"], respondent = ["Brook"]', "CB"),
]


@pytest.mark.parametrize(("title", "declared", "evidence"), SPEAKERS, ids=[row[0] for row in SPEAKERS])
def test_whose_words_are_evidence(tmp_path: Path, title: str, declared: str, evidence: str) -> None:
    """C is the chair, H Mr Hill, B Ms Brook, X Ms Brook-Hill, whose label holds both names."""
    manifest = f"""
        [[source]]
        key = "talk"
        title = "A talk"
        kind = "interview"
        file = "talk.txt"
        speakers = {{ {declared} }}
    """
    path = built(tmp_path, manifest, **{"talk.txt": TALK})
    with opened(path) as study, study.file.read() as db:
        turns = source_text(db, READER, study.file.key_id("source", "talk")).turns
    heard = {"Chair": "C", "Mr Hill": "H", "Ms Brook": "B", "Ms Brook-Hill": "X"}
    assert "".join(heard[turn.label] for turn in turns if turn.evidence) == evidence, title


CODED = """
    [[coder]]
    key = "c"
    name = "Ada"

    [[code]]
    key = "family"
    label = "Family"

    [[source]]
    key = "talk"
    title = "A talk"
    kind = "interview"
    file = "talk.txt"

    [[codings]]
    table = "codings.csv"
    source = "talk"
    code = "family"
    coder = "c"
    quote = "{quote}"
    start = "{start}"
    end = "{end}"
"""

AUNT = TALK.index("And my aunt")
# A row of the table: quote, start, end; and the words that are coded.
ROWS = [
    ("by its words", "My father did,,", "My father did"),
    ("by its place alone", f",{AUNT},{AUNT + 11}", "And my aunt"),
    ("words and place agree", f"And my aunt,{AUNT},{AUNT + 11}", "And my aunt"),
    ("where they disagree the words count", f"in the spring,{AUNT},{AUNT + 11}", "in the spring"),
    (
        "nearly",
        "father did it in the spring before the flood,,",
        "father did, in the spring before the flood",
    ),
    ("not in the text", "my mother would not hear of it,,", None),
]


@pytest.mark.parametrize(("title", "row", "coded"), ROWS, ids=[row[0] for row in ROWS])
def test_how_a_row_of_codings_finds_its_place(
    tmp_path: Path, title: str, row: str, coded: str | None
) -> None:
    path = built(tmp_path, CODED, **{"talk.txt": TALK, "codings.csv": f"quote,start,end\n{row}\n"})
    with opened(path) as study, study.file.read() as db:
        found = [each.quote for each in passages(db, READER, limit=None)]
    assert found == ([coded] if coded else []), title


REFUSED = [
    (
        "a word that is not known",
        '[[wave]]\nkey = "w"\nname = "First"\nfrom = "2019"\n',
        'the key "from", which is not known there',
    ),
    ("a name that nothing has", '[[wave]]\nkey = "w"\n', '[[wave]] "w" lacks "name"'),
    (
        "a case that is not declared",
        '[[participant]]\nkey = "p"\nname = "Ada"\ncase = "nroth"\n[[case]]\nkey = "north"\nname = "N"\n',
        'did you mean "north"',
    ),
    (
        "a date in another form",
        '[[wave]]\nkey = "w"\nname = "First"\ndate = "May 19"\n',
        "Write for example 2019",
    ),
]


@pytest.mark.parametrize(("title", "manifest", "said"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_wrong_is_said_before_anything_is_built(
    tmp_path: Path, title: str, manifest: str, said: str
) -> None:
    with pytest.raises(ManifestRefused) as refused:
        built(tmp_path, manifest)
    assert said in str(refused.value), title
    assert not (tmp_path / "study.caseloom").exists()
