"""Codings in a corrected text are listed until a person confirms them; nothing is confirmed unseen."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from caseloom.coding.actions import SeenPlace, confirm_places, place_again, remove_coding
from caseloom.coding.model import PlacesChanged, QuoteNotFound
from caseloom.coding.readings import Followed, FollowedText, followed, foreseen, passages, wanting_by_source
from caseloom.record.actions import undo
from caseloom.record.readings import history
from caseloom.rooms import KINDS
from caseloom.sources.actions import revise_source
from tests.analysis.workbench import Workbench, document, open_workbench

TALK = """Interviewer: How did the oven come here?

Berta: We carried it up the hill in four parts, and nobody had asked the bakers first.

Berta: The council decided, and the money came in the autumn."""
CORRECTED = TALK.replace("four parts", "four heavy parts").replace("The council decided", "Nobody knew")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.person("Berta")
    bench.source("talk", TALK, participant="Berta")
    bench.code("Oven")
    bench.coder("Bo")
    bench.coding("talk", "up the hill in four parts", "Oven")
    bench.coding("talk", "The council decided", "Oven", coder="Bo")
    bench.coding("talk", "the money came in the autumn", "Oven")
    yield bench
    bench.study.close()


def correct(bench: Workbench, text: str = CORRECTED) -> None:
    assert revise_source(bench.file, bench.viewer, bench.sources["talk"], document(text))


def what(bench: Workbench) -> FollowedText:
    with bench.file.read() as db:
        return followed(db, bench.viewer, bench.sources["talk"])


def confirm(bench: Workbench, *some: Followed, revision: UUID | None = None) -> int:
    seen = [SeenPlace(each.id, each.start, each.end) for each in some]
    text = what(bench).text
    return confirm_places(bench.file, bench.viewer, text.source, revision or text.revision, seen)


def quotes(bench: Workbench) -> list[str]:
    with bench.file.read() as db:
        return [each.quote for each in passages(db, bench.viewer)]


def test_what_a_correction_would_do_is_what_it_does(bench: Workbench) -> None:
    with bench.file.read() as db:
        before = foreseen(db, bench.viewer, bench.sources["talk"], CORRECTED)
    correct(bench)
    after = what(bench)
    assert before.codings == after.codings
    assert [(each.became, each.now) for each in after.wanting] == [
        ("lost", ""),
        ("grew", "up the hill in four heavy parts"),
    ]
    assert after.moved == 1


def test_a_text_that_was_never_corrected_asks_nothing(bench: Workbench) -> None:
    assert what(bench).codings == ()
    with bench.file.read() as db:
        assert wanting_by_source(db, bench.viewer) == {}


def test_what_was_confirmed_does_not_come_back(bench: Workbench) -> None:
    correct(bench)
    lost, grew = what(bench).wanting
    assert confirm(bench, grew) == 1
    assert [each.id for each in what(bench).wanting] == [lost.id]
    with bench.file.read() as db:
        [counted] = wanting_by_source(db, bench.viewer).values()
        told = history(db, bench.viewer, KINDS)
    assert counted == {"lost": 1}
    assert told[0].sentence.startswith("{who} confirmed where a coding stands")
    correct(bench, CORRECTED.replace("Interviewer:", "Interviewer: Good morning."))
    assert [each.id for each in what(bench).wanting] == [lost.id]
    undo(bench.file, bench.viewer)
    undo(bench.file, bench.viewer)
    assert [each.became for each in what(bench).wanting] == ["lost", "grew"]


def test_another_s_coding_may_be_confirmed_and_stays_theirs(bench: Workbench) -> None:
    correct(bench, TALK.replace("The council decided", "The council decided late"))
    correct(bench, TALK.replace("The council decided", "The council had decided"))
    theirs = next(each for each in what(bench).wanting)
    assert theirs.coder == bench.coders["Bo"]
    assert confirm(bench, theirs) == 1
    with bench.file.read() as db:
        found = next(each for each in passages(db, bench.viewer) if each.id == theirs.id)
    assert (found.quote, found.coder_name) == ("The council had decided", "Bo")


def test_a_place_that_is_not_the_one_seen_is_not_confirmed_and_none_beside_it(bench: Workbench) -> None:
    correct(bench)
    _, grew = what(bench).wanting
    quiet = what(bench).codings[-1]
    elsewhere = SeenPlace(grew.id, grew.start, grew.end - 1)
    text = what(bench).text
    with pytest.raises(PlacesChanged, match="nothing was confirmed"):
        confirm_places(
            bench.file,
            bench.viewer,
            text.source,
            text.revision,
            [SeenPlace(quiet.id, quiet.start, quiet.end), elsewhere],
        )
    assert len(what(bench).codings) == 3


def test_a_text_corrected_meanwhile_confirms_nothing(bench: Workbench) -> None:
    correct(bench)
    seen, grew = what(bench).text.revision, what(bench).wanting[1]
    correct(bench, CORRECTED + " It rained.")
    with pytest.raises(PlacesChanged):
        confirm(bench, grew, revision=seen)


def test_a_lost_coding_cannot_be_confirmed_but_placed_again_or_taken_out(bench: Workbench) -> None:
    correct(bench)
    lost = what(bench).wanting[0]
    with pytest.raises(QuoteNotFound):
        place_again(bench.file, bench.viewer, lost.id, bench.sources["talk"], "The council decided")
    place_again(bench.file, bench.viewer, lost.id, bench.sources["talk"], "nobody   knew")
    assert "Nobody knew" in quotes(bench)
    undo(bench.file, bench.viewer)
    assert what(bench).wanting[0].id == lost.id
    remove_coding(bench.file, bench.viewer, lost.id)
    assert [each.became for each in what(bench).wanting] == ["grew"]
