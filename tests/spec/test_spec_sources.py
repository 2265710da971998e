"""Whose words are evidence: in talks, documents and field notes, and how a person corrects it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseloom.sources.actions import set_speaker, set_turn_role
from caseloom.sources.model import SpeakerRule
from caseloom.sources.readings import speakers
from tests.analysis.workbench import Workbench, open_workbench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.person("Ida Berg")
    bench.person("Olof Lind")
    yield bench
    bench.study.close()


INTERVIEW = """[Second interview]

Interviewer: How did it begin?

Ida Berg: We began small.

(A dog barks.)

Ida Berg: Then it grew."""

GROUP = """Moderator: Who began?

Ida Berg: We did.

Olof Lind: Ida did."""

UNLABELLED = """How did it begin?

We began small."""

HEARING = """Chair: Please begin.

Counsel Grey: How did it begin?

Ida Berg: We began small."""

NOTES = """# Tuesday

Researcher: I sat by the oven.

The bakers came at four."""

RULES = (
    SpeakerRule("chair", frozenset({"Chair"})),
    SpeakerRule("interviewer", pattern="^Counsel"),
)

# A title; the kind of source; its text; what is said of its labels; each turn, its role, whether it counts.
WHOSE = [
    (
        "an interview: the respondent's words; no questions, headings or stage notes",
        "interview",
        INTERVIEW,
        (),
        [
            ("heading", "", False),
            ("speech", "interviewer", False),
            ("speech", "respondent", True),
            ("note", "", False),
            ("speech", "respondent", True),
        ],
    ),
    (
        "a focus group: everybody's words but the moderator's",
        "focus_group",
        GROUP,
        (),
        [
            ("speech", "interviewer", False),
            ("speech", "respondent", True),
            ("speech", "respondent", True),
        ],
    ),
    (
        "an interview whose speakers nobody marked: all of it, until somebody says who speaks",
        "interview",
        UNLABELLED,
        (),
        [("text", "", True), ("text", "", True)],
    ),
    (
        "a hearing: not the chair's words and not counsel's",
        "interview",
        HEARING,
        RULES,
        [("speech", "chair", False), ("speech", "interviewer", False), ("speech", "respondent", True)],
    ),
    (
        "the same as a document: still not the chair's and counsel's",
        "document",
        HEARING,
        RULES,
        [("speech", "chair", False), ("speech", "interviewer", False), ("speech", "speaker", True)],
    ),
    (
        "minutes: all words",
        "document",
        UNLABELLED,
        (),
        [("text", "", True), ("text", "", True)],
    ),
    (
        "field notes: all words but headings and the researcher's labelled own",
        "field_note",
        NOTES,
        (),
        [("heading", "", False), ("speech", "interviewer", False)],
    ),
]


@pytest.mark.parametrize(
    ("title", "kind", "text", "rules", "turns"), WHOSE, ids=[row[0].split(":")[0] for row in WHOSE]
)
def test_whose_words_are_evidence(
    bench: Workbench,
    title: str,
    kind: str,
    text: str,
    rules: tuple[SpeakerRule, ...],
    turns: list[tuple[str, str, bool]],
) -> None:
    bench.source("t", text, kind, rules=rules)
    found = bench.text("t")
    assert [(turn.kind, turn.role, turn.evidence) for turn in found.turns] == turns, title
    assert found.source.evidence_words == sum(turn.words for turn in found.turns if turn.evidence)


# A title; the text; who is meant to be interviewed; the participant of each label.
WHO = [
    (
        "one respondent's label is the participant's",
        INTERVIEW,
        {"Interviewer": "", "Ida Berg": "Ida Berg"},
    ),
    (
        "of two respondents nobody can say which is the participant",
        GROUP,
        {"Moderator": "", "Ida Berg": "", "Olof Lind": ""},
    ),
]


@pytest.mark.parametrize(("title", "text", "people"), WHO, ids=[row[0] for row in WHO])
def test_who_speaks_under_a_label(bench: Workbench, title: str, text: str, people: dict[str, str]) -> None:
    bench.source("t", text, participant="Ida Berg")
    with bench.file.read() as db:
        found = {each.label: each.participant_name for each in speakers(db, bench.viewer, bench.sources["t"])}
    assert found == people, title


def test_a_speaker_is_corrected_once_for_all_turns(bench: Workbench) -> None:
    bench.source("t", INTERVIEW)
    assert bench.text("t").source.evidence_words == 6
    with bench.file.read() as db:
        ida = next(
            each for each in speakers(db, bench.viewer, bench.sources["t"]) if each.label == "Ida Berg"
        )
    set_speaker(bench.file, bench.viewer, ida.id, "interviewer")
    # Nobody is left as respondent, and those who ask are still no evidence.
    assert bench.text("t").source.evidence_words == 0
    set_speaker(bench.file, bench.viewer, ida.id, "respondent", bench.people["Ida Berg"])
    assert [turn.participant_name for turn in bench.text("t").turns if turn.evidence] == ["Ida Berg"] * 2


def test_a_single_turn_is_overridden(bench: Workbench) -> None:
    bench.source("t", GROUP, "focus_group")
    question, ida, olof = bench.text("t").turns
    set_turn_role(bench.file, bench.viewer, question.id, "respondent", bench.people["Olof Lind"])
    set_turn_role(bench.file, bench.viewer, olof.id, "chair")
    assert [(turn.role, turn.participant_name, turn.evidence) for turn in bench.text("t").turns] == [
        ("respondent", "Olof Lind", True),
        ("respondent", "", True),
        ("chair", "", False),
    ]
    assert ida.role == "respondent"
