"""What becomes of codings when a transcript is corrected: followed, and asked about where it changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseloom.coding.readings import followed, passages
from caseloom.sources.actions import Correction, correct_turn
from caseloom.sources.readings import source_text
from tests.analysis.workbench import Workbench, open_workbench

TALK = """Interviewer: How did the oven come here?

Berta: We carried it up the hill in four parts, and nobody had asked the bakers first.

Interviewer: And who decided?

Berta: The council did."""

# A title; what was coded; the corrected words of turn 2; what becomes of the coding; its words now.
FOLLOWED = [
    (
        "words that nobody touched are found wherever they stand now, and nobody is asked",
        "nobody had asked the bakers",
        "In the spring we carried it up the hill in four parts, and nobody had asked the bakers first.",
        "same",
        "nobody had asked the bakers",
    ),
    (
        "a coding grows by the words that came in between",
        "carried it up the hill in four parts",
        "We carried it slowly up the hill in four parts, and nobody had asked the bakers first.",
        "grew",
        "carried it slowly up the hill in four parts",
    ),
    (
        "it shrinks by the words that went",
        "carried it up the hill in four parts",
        "We carried it up the hill in parts, and nobody had asked the bakers first.",
        "shrank",
        "carried it up the hill in parts",
    ),
    (
        "words that are others now are found only nearly",
        "nobody had asked the bakers first",
        "We carried it up the hill in four parts, and nobody had asked the brewers first.",
        "nearly",
        "nobody had asked the brewers first",
    ),
    (
        "where nothing like them is left, the coding is lost, and counts nowhere",
        "nobody had asked the bakers first",
        "We carried it up the hill in four parts.",
        "lost",
        "",
    ),
]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.person("Berta")
    bench.source("talk", TALK, participant="Berta")
    bench.code("Oven")
    yield bench
    bench.study.close()


@pytest.mark.parametrize(
    ("title", "coded", "corrected", "became", "now"), FOLLOWED, ids=[case[0] for case in FOLLOWED]
)
def test_what_becomes_of_a_coding(
    bench: Workbench, title: str, coded: str, corrected: str, became: str, now: str
) -> None:
    bench.coding("talk", coded, "Oven")
    text = bench.text("talk")
    turn = text.turns[1]
    seen = text.text[turn.words_start : turn.end]
    source = bench.sources["talk"]
    assert correct_turn(bench.file, bench.viewer, source, Correction(text.revision, 2, seen, corrected))
    with bench.file.read() as db:
        [found] = followed(db, bench.viewer, source).codings
        counted = passages(db, bench.viewer)
        former = source_text(db, bench.viewer, source, at=text.revision)
    assert (found.became, found.then.quote, found.now) == (became, coded, now), title
    assert [each.quote for each in counted] == ([now] if now else [])
    assert former.text == TALK
