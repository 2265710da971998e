"""What was selected on a page is coded where it was seen, or refused; never somewhere else, never twice."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from caseloom.coding.actions import code_selection, code_selection_anew, remove_code, resize_coding
from caseloom.coding.model import (
    CodedAlready,
    CodeRetired,
    NewCode,
    NewCoding,
    NothingToCode,
    Selected,
    WordsMoved,
)
from caseloom.coding.readings import codes, passages, passages_at
from caseloom.record.actions import undo
from caseloom.sources.actions import revise_source
from caseloom.sources.readings import current_text, source_text
from caseloom.studyfile import new_id
from tests.analysis.workbench import Workbench, document, open_workbench

SAID = "It began small 🧱 and then, well, it began to grow. It began small, again."


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.person("Ida Berg")
    bench.said("t", "Ida Berg", SAID)
    bench.code("Growth")
    bench.code("Small")
    yield bench
    bench.study.close()


def seen(bench: Workbench, words: str, *, occurrence: int = 0) -> Selected:
    """These words as somebody selects them on the page as it is now."""
    with bench.file.read() as db:
        text = current_text(db, bench.viewer, bench.sources["t"])
    start = -1
    for _ in range(occurrence + 1):
        start = text.text.index(words, start + 1)
    return Selected(text.revision, start, start + len(words), (words,))


def code(bench: Workbench, selected: Selected, *labels: str, id: UUID | None = None) -> list[UUID]:
    new = [NewCoding(code=bench.codes[label]) for label in labels]
    return code_selection(bench.file, bench.viewer, bench.sources["t"], selected, new, id=id or new_id())


def correct(bench: Workbench, before: str, after: str) -> None:
    with bench.file.read() as db:
        text = source_text(db, bench.viewer, bench.sources["t"]).text
    revise_source(bench.file, bench.viewer, bench.sources["t"], document(text.replace(before, after)))


def coded(bench: Workbench) -> list[tuple[str, str]]:
    with bench.file.read() as db:
        return [(each.quote, each.code_label) for each in passages(db, bench.viewer)]


def test_several_codes_are_one_act(bench: Workbench) -> None:
    made = code(bench, seen(bench, "began to grow"), "Growth", "Small")
    assert len(made) == 2
    assert coded(bench) == [("began to grow", "Growth"), ("began to grow", "Small")]
    undo(bench.file, bench.viewer)
    assert coded(bench) == []


def test_the_second_place_of_the_same_words_is_the_second(bench: Workbench) -> None:
    again = seen(bench, "It began small", occurrence=1)
    code(bench, again, "Small")
    with bench.file.read() as db:
        [found] = passages(db, bench.viewer)
    assert found.start == again.start > 40


def test_what_arrives_twice_is_written_once(bench: Workbench) -> None:
    id, selected = new_id(), seen(bench, "began to grow")
    assert code(bench, selected, "Growth", id=id) == code(bench, selected, "Growth", id=id)
    assert len(coded(bench)) == 1


def test_two_windows_that_say_the_same_say_it_once(bench: Workbench) -> None:
    code(bench, seen(bench, "began to grow"), "Growth")
    with pytest.raises(CodedAlready, match="“Growth” already"):
        code(bench, seen(bench, "began to grow"), "Growth")
    assert len(coded(bench)) == 1


def test_in_a_text_corrected_meanwhile_the_same_words_are_found(bench: Workbench) -> None:
    selected = seen(bench, "began to grow")
    correct(bench, "It began small 🧱", "At first it all began very small 🧱")
    code(bench, selected, "Growth")
    assert coded(bench) == [("began to grow", "Growth")]


def test_words_that_were_corrected_meanwhile_are_refused(bench: Workbench) -> None:
    selected = seen(bench, "began to grow")
    correct(bench, "began to grow", "started growing")
    with pytest.raises(WordsMoved, match="corrected meanwhile"):
        code(bench, selected, "Growth")
    assert coded(bench) == []


def test_a_place_whose_words_are_not_those_seen_is_refused(bench: Workbench) -> None:
    selected = seen(bench, "began to grow")
    with pytest.raises(WordsMoved):
        code(
            bench, Selected(selected.revision, selected.start + 1, selected.end + 1, selected.words), "Growth"
        )
    assert coded(bench) == []


@pytest.mark.parametrize("words", [(), ("",), ("  ",)])
def test_nothing_selected_is_nothing_coded(bench: Workbench, words: tuple[str, ...]) -> None:
    with pytest.raises(NothingToCode):
        Selected(new_id(), 3, 5, words)
    with pytest.raises(NothingToCode):
        Selected(new_id(), 5, 5, ("words",))


def test_a_code_that_was_taken_out_meanwhile_does_not_come_back_by_the_way(bench: Workbench) -> None:
    selected = seen(bench, "began to grow")
    remove_code(bench.file, bench.viewer, bench.codes["Growth"])
    with pytest.raises(CodeRetired, match="“Growth” was taken out"):
        code(bench, selected, "Growth")


def test_a_new_code_comes_with_its_first_coding_or_not_at_all(bench: Workbench) -> None:
    selected = seen(bench, "began to grow")
    id = new_id()
    for _ in range(2):
        code_selection_anew(
            bench.file, bench.viewer, bench.sources["t"], selected, NewCode(label="Pace"), id=id
        )
    assert coded(bench) == [("began to grow", "Pace")]
    wrong = Selected(selected.revision, selected.start + 1, selected.end + 1, selected.words)
    with pytest.raises(WordsMoved):
        code_selection_anew(
            bench.file, bench.viewer, bench.sources["t"], wrong, NewCode(label="Lost"), id=new_id()
        )
    with bench.file.read() as db:
        assert [each.label for each in codes(db, bench.viewer)] == ["Growth", "Small", "Pace"]


def test_a_coding_is_made_longer_and_its_history_keeps_where_it_was(bench: Workbench) -> None:
    [id] = code(bench, seen(bench, "began to grow"), "Growth")
    assert resize_coding(
        bench.file, bench.viewer, id, bench.sources["t"], seen(bench, "well, it began to grow")
    )
    assert coded(bench) == [("well, it began to grow", "Growth")]
    undo(bench.file, bench.viewer)
    assert coded(bench) == [("began to grow", "Growth")]


def test_codings_at_a_place(bench: Workbench) -> None:
    for words in ("It began small", "began small 🧱 and", "then"):
        code(bench, seen(bench, words), "Small")
    at = seen(bench, "🧱")
    with bench.file.read() as db:
        n = source_text(db, bench.viewer, bench.sources["t"]).source.n
        assert [each.quote for each in passages_at(db, bench.viewer, n, at.start, at.end)] == [
            "began small 🧱 and"
        ]
