"""Who speaks: corrected once for a label, or for a single turn; documents and stage notes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseloom.sources.actions import set_speaker, set_turn_role
from caseloom.sources.model import SpeakerRule, is_evidence, speaking
from caseloom.sources.readings import speakers
from caseloom.studyfile import new_id
from caseloom.studyfile.errors import ChoiceUnknown, NotThere
from tests.analysis.workbench import Workbench, open_workbench

TALK = """Moderator: Who lit it first?

Ida Berg: We did, in May.

Olof Lind: Ida did.

(They laugh.)

Ida Berg: I did."""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.person("Ida Berg")
    bench.person("Olof Lind")
    bench.source("talk", TALK, "focus_group")
    yield bench
    bench.study.close()


def evidence(bench: Workbench) -> list[tuple[str, str, bool]]:
    return [(turn.label, turn.participant_name, turn.evidence) for turn in bench.text("talk").turns]


def label_id(bench: Workbench, label: str) -> object:
    with bench.file.read() as db:
        return next(
            each.id for each in speakers(db, bench.viewer, bench.sources["talk"]) if each.label == label
        )


def test_a_correction_of_a_label_holds_for_all_its_turns(bench: Workbench) -> None:
    ida = label_id(bench, "Ida Berg")
    set_speaker(bench.file, bench.viewer, ida, "respondent", bench.people["Ida Berg"])  # type: ignore[arg-type]
    set_speaker(bench.file, bench.viewer, label_id(bench, "Olof Lind"), "chair")  # type: ignore[arg-type]
    assert evidence(bench) == [
        ("Moderator", "", False),
        ("Ida Berg", "Ida Berg", True),
        ("Olof Lind", "", False),
        ("", "", False),
        ("Ida Berg", "Ida Berg", True),
    ]


def test_an_override_is_for_one_turn_and_leaves_its_label(bench: Workbench) -> None:
    ida = label_id(bench, "Ida Berg")
    set_speaker(bench.file, bench.viewer, ida, "respondent", bench.people["Ida Berg"])  # type: ignore[arg-type]
    last = bench.text("talk").turns[-1]
    set_turn_role(bench.file, bench.viewer, last.id, "respondent", bench.people["Olof Lind"])
    assert [who for label, who, _ in evidence(bench) if label == "Ida Berg"] == ["Ida Berg", "Olof Lind"]
    with bench.file.read() as db:
        named = {each.label: each for each in speakers(db, bench.viewer, bench.sources["talk"])}
    assert named["Ida Berg"].participant_name == "Ida Berg"
    assert (named["Ida Berg"].turns, named["Ida Berg"].words) == (2, 6)


def test_an_override_can_be_corrected_again(bench: Workbench) -> None:
    last = bench.text("talk").turns[-1]
    for role in ("interviewer", "respondent", "interviewer"):
        set_turn_role(bench.file, bench.viewer, last.id, role)
        assert bench.text("talk").turns[-1].evidence == (role == "respondent")


def test_nobody_speaks_in_a_role_that_is_none(bench: Workbench) -> None:
    with pytest.raises(ChoiceUnknown, match="respondent"):
        set_speaker(bench.file, bench.viewer, label_id(bench, "Ida Berg"), "king")  # type: ignore[arg-type]
    with pytest.raises(NotThere):
        set_turn_role(bench.file, bench.viewer, new_id(), "respondent")
    with pytest.raises(NotThere):
        set_speaker(bench.file, bench.viewer, new_id(), "respondent")


def test_the_counts_of_a_source_are_those_of_its_turns(bench: Workbench) -> None:
    found = bench.text("talk")
    assert (found.source.turns, found.source.words, found.source.evidence_words) == (5, 14, 8)
    assert found.source.words == sum(turn.words for turn in found.turns)


@pytest.mark.parametrize(
    ("label", "kind", "role"),
    [
        ("Interviewer", "interview", "interviewer"),
        ("INTERVIEWER 2", "interview", "interviewer"),
        ("Moderator 1", "focus_group", "interviewer"),
        ("访谈者 1", "interview", "interviewer"),
        ("Int. 2", "interview", "interviewer"),
        ("Intervjuare", "interview", "interviewer"),
        ("Enquêtrice", "focus_group", "interviewer"),
        ("访谈者", "interview", "interviewer"),
        ("Q", "interview", "interviewer"),
        ("Quentin", "interview", "respondent"),
        ("Ida", "interview", "respondent"),
        ("Ida", "document", "speaker"),
        ("Ida", "field_note", "speaker"),
        ("Researcher", "field_note", "interviewer"),
    ],
)
def test_usual_labels(label: str, kind: str, role: str) -> None:
    assert speaking([label], kind)[label].role == role


def test_the_first_rule_that_fits_decides() -> None:
    rules = (
        SpeakerRule("chair", frozenset({"THE CHAIR"})),
        SpeakerRule("interviewer", pattern=r"^counsel\b"),
        SpeakerRule("respondent", pattern="c"),
    )
    who = speaking(["The Chair", "Counsel to the Inquiry", "Prof Crane", "Ida"], "interview", rules)
    assert [each.role for each in who.values()] == ["chair", "interviewer", "respondent", "respondent"]


@pytest.mark.parametrize("labels", [1, 2])
def test_only_a_single_respondent_is_taken_for_the_participant(labels: int) -> None:
    ida = new_id()
    who = speaking(["Interviewer", "A", "B"][: labels + 1], "interview", (), ida)
    assert [each.participant for each in who.values()] == ([None, ida] if labels == 1 else [None, None, None])


@pytest.mark.parametrize("kind", ["interview", "focus_group", "document", "field_note", "survey"])
@pytest.mark.parametrize("role", ["interviewer", "chair", "note"])
def test_questions_and_notes_are_evidence_nowhere(kind: str, role: str) -> None:
    for has_respondent in (True, False):
        assert not is_evidence(kind, "speech", role, has_respondent=has_respondent)
