"""Passages flagged as distressing: where they stand, also in a corrected text, and what becomes of them."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from caseloom.coding.actions import flag_passage, unflag_passage
from caseloom.coding.model import Selected, WordsMoved
from caseloom.coding.readings import Flag, flags, flags_in
from caseloom.record.actions import undo
from caseloom.record.readings import history
from caseloom.sources.actions import remove_source, revise_source
from caseloom.sources.readings import source_text
from caseloom.studyfile import new_id
from caseloom.studyfile.errors import NotThere
from tests.analysis.workbench import Workbench, document, open_workbench

TEXT = "Ida Berg: We began small. The fire took the barn. 火灾带走了谷仓。\n\nInterviewer: And then?"
FIRE = "The fire took the barn."


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.source("t", TEXT)
    yield bench
    bench.study.close()


def selected(bench: Workbench, words: str = FIRE) -> Selected:
    text = bench.text("t")
    start = text.text.index(words)
    return Selected(text.revision, start, start + len(words), (words,))


def flag(bench: Workbench, words: str = FIRE, note: str | None = None) -> UUID:
    return flag_passage(bench.file, bench.viewer, bench.sources["t"], selected(bench, words), note=note)


def shown(bench: Workbench, at: UUID | None = None) -> list[tuple[str, str, str]]:
    """The flagged words of one text, with note and by whom."""
    with bench.file.read() as db:
        found = source_text(db, bench.viewer, bench.sources["t"], at=at)
        return [
            (found.text[each.start : each.end], each.note, each.who)
            for each in flags_in(db, bench.viewer, found)
        ]


@pytest.mark.parametrize("words", [FIRE, "火灾带走了谷仓", "And then?"])
def test_a_flag_stands_at_its_words(bench: Workbench, words: str) -> None:
    flag(bench, words, "a fire")
    assert shown(bench) == [(words, "a fire", "Ann")]
    with bench.file.read() as db:
        [[only]] = flags(db, bench.viewer).values()
    assert only.source == bench.sources["t"]
    assert only.touches(only.end - 1, only.end + 9)
    assert not only.touches(only.end, only.end + 9)
    assert not only.touches(only.start - 9, only.start)


def test_flagged_again_it_is_one_flag_with_the_new_note(bench: Workbench) -> None:
    first = flag(bench, note="a fire")
    assert flag(bench) == first
    assert shown(bench) == [(FIRE, "a fire", "Ann")], "no note takes none away"
    assert flag(bench, note=" of the barn ") == first
    assert shown(bench) == [(FIRE, "of the barn", "Ann")]


def test_taken_back_and_undone(bench: Workbench) -> None:
    id = flag(bench, note="a fire")
    assert unflag_passage(bench.file, bench.viewer, id)
    assert not unflag_passage(bench.file, bench.viewer, id)
    assert shown(bench) == []
    undo(bench.file, bench.viewer)
    assert shown(bench) == [(FIRE, "a fire", "Ann")]
    unflag_passage(bench.file, bench.viewer, id)
    assert flag(bench, note="after all") == id
    assert shown(bench) == [(FIRE, "after all", "Ann")]
    with pytest.raises(NotThere):
        unflag_passage(bench.file, bench.viewer, new_id())


def test_what_arrives_twice_is_written_once(bench: Workbench) -> None:
    change = new_id()
    where = (bench.file, bench.viewer, bench.sources["t"], selected(bench))
    ids = {flag_passage(*where, note="a fire", id=change) for _twice in range(2)}
    assert len(ids) == 1
    assert len(shown(bench)) == 1


def test_the_history_tells_it_without_its_words(bench: Workbench) -> None:
    unflag_passage(bench.file, bench.viewer, flag(bench))
    with bench.file.read() as db:
        told = [each.what for each in history(db, bench.viewer, bench.file.kinds)[:2]]
    assert told == ["t", "t"]


def test_a_corrected_text_keeps_the_warning(bench: Workbench) -> None:
    before = selected(bench)
    flag(bench, note="a fire")
    revise_source(
        bench.file, bench.viewer, bench.sources["t"], document(TEXT.replace("began small", "had begun"))
    )
    assert shown(bench) == [(FIRE, "a fire", "Ann")]
    with bench.file.read() as db:
        [[now]] = flags(db, bench.viewer).values()
    assert bench.text("t").text[now.start : now.end] == FIRE
    assert shown(bench, before.revision) == [(FIRE, "a fire", "Ann")]
    # What was seen in the former text is flagged where it stands now.
    again = flag_passage(bench.file, bench.viewer, bench.sources["t"], before, note="said of both")
    assert [note for _, note, _ in shown(bench)] == ["a fire", "said of both"]
    unflag_passage(bench.file, bench.viewer, again)


def test_words_that_went_are_told_as_lost_and_warn_nowhere_else(bench: Workbench) -> None:
    gone = selected(bench)
    flag(bench)
    corrected = document("Ida Berg: We began small.\n\nInterviewer: And then?")
    revise_source(bench.file, bench.viewer, bench.sources["t"], corrected)
    with bench.file.read() as db:
        found = source_text(db, bench.viewer, bench.sources["t"])
        [lost] = flags_in(db, bench.viewer, found)
        assert lost.lost
        assert not any(lost.touches(at, at + 1) for at in range(len(found.text)))
        assert flags(db, bench.viewer) == {}
    with pytest.raises(WordsMoved):
        flag_passage(bench.file, bench.viewer, bench.sources["t"], gone)


def test_flags_of_a_source_that_is_out_warn_nowhere(bench: Workbench) -> None:
    flag(bench)
    remove_source(bench.file, bench.viewer, bench.sources["t"])
    with bench.file.read() as db:
        assert flags(db, bench.viewer) == {}


def test_a_lost_flag_touches_nothing() -> None:
    assert not Flag(new_id(), new_id(), 0, 0, "", "").touches(0, 5)
