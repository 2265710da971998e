"""A source read from a PDF is shown beside its pages, a passage on them, whatever became of the text."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import cast
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseloom.design.actions import add
from caseloom.design.model import NewParticipant, StudyCard
from caseloom.record.actions import withdraw
from caseloom.record.readings import withdrawal
from caseloom.rooms import OpenStudy, create_study
from caseloom.sources.actions import Correction, add_source, correct_turn, revise_source
from caseloom.sources.model import NewSource, SpeakerRule
from caseloom.sources.readers import Mark, read
from caseloom.sources.readers.pdfletters import printed_pages
from caseloom.sources.readings import (
    PagedText,
    SourceSummary,
    SourceText,
    file_with_pages,
    paged_text,
    passage_on_pages,
    source_text,
    sources_with_pages,
)
from tests.analysis.workbench import document
from tests.sources.fixtures import pdf, wrapped
from tests.sources.printed import OVER_THE_PAGE, report
from tests.sources.test_pdf_places import covered


class Kept:
    """A study with the report; its file kept, or not."""

    def __init__(self, folder: Path, *, kept: bool = True) -> None:
        self.study: OpenStudy = create_study(
            folder / "kept.caseloom", StudyCard(title="Ovens"), as_name="Ines"
        )
        new = NewSource("Report", source_kind="document", file_name="report.pdf")
        self.source = add_source(
            self.study.file,
            self.study.viewer,
            new,
            read("report.pdf", report()),
            original=report() if kept else None,
        )

    def text(self) -> SourceText:
        with self.study.file.read() as db:
            return source_text(db, self.study.viewer, self.source)

    def paged(self) -> PagedText | None:
        with self.study.file.read() as db:
            return paged_text(db, self.study.viewer, source_text(db, self.study.viewer, self.source))

    def correct(self, before: str, after: str) -> None:
        """Give the turn that has some words others in their place."""
        now = self.text()
        turn = next(each for each in now.turns if before in now.text[each.words_start : each.end])
        seen = now.text[turn.words_start : turn.end]
        asked = Correction(now.revision, turn.number, seen, seen.replace(before, after))
        assert correct_turn(self.study.file, self.study.viewer, self.source, asked)

    def shown(self, quote: str) -> dict[int, str]:
        """By its page (from 1) what is printed under the rectangles of a passage."""
        text = self.text()
        with self.study.file.read() as db:
            paged, data = file_with_pages(db, self.study.viewer, text)
        start = paged.found.text.index(quote)
        boxes = passage_on_pages(paged, data, start, start + len(quote))
        printed = printed_pages("a.pdf", data, (1, 2, 3))
        return {at + 1: covered(printed[at + 1], found) for at, found in boxes.items()}


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    made = Kept(tmp_path)
    yield made
    made.study.close()


# A passage of the text, and what is printed of it on which page.
SHOWN = [
    ("four parts", {1: "four parts"}),
    ("a complicated undertaking, since", {1: "a compli- cated undertaking, since"}),
    (OVER_THE_PAGE, {1: "nobody had taken it down while they", 2: "spoke, in the evenings, by the oven"}),
    ("the oven stayed where it was", {2: "the oven stayed where it was"}),
]


@pytest.mark.parametrize(("quote", "printed"), SHOWN, ids=[case[0] for case in SHOWN])
def test_a_passage_is_shown_on_its_pages(kept: Kept, quote: str, printed: dict[int, str]) -> None:
    assert kept.shown(quote) == printed


def test_it_is_shown_there_still_when_the_text_was_corrected(kept: Kept) -> None:
    kept.correct("four parts", "4 parts (so the mayor says)")
    kept.correct("the oven stayed", "the old oven stayed")
    assert kept.shown("carried up the hill") == {1: "carried up the hill"}
    assert kept.shown("the old oven stayed where it was") == {2: "the oven stayed where it was"}
    for quote, printed in SHOWN[1:3]:
        assert kept.shown(quote) == printed


def test_what_was_put_in_by_hand_is_on_no_page(kept: Kept) -> None:
    kept.correct("the oven stayed", "and then, as nobody had foreseen, the oven stayed")
    assert kept.shown("as nobody had foreseen") == {}


def test_a_corrected_file_of_another_kind_keeps_the_pages_of_the_first(kept: Kept) -> None:
    text = kept.text().text.replace("four parts", "five parts")
    assert revise_source(kept.study.file, kept.study.viewer, kept.source, document(text))
    assert kept.shown(OVER_THE_PAGE) == SHOWN[2][1]
    paged = kept.paged()
    assert paged is not None
    assert [paged.found.text[start:end][:9] for start, end in paged.spans] == [
        "The oven ",
        "spoke, in",
        "The third",
    ]


def test_only_a_kept_pdf_has_pages(tmp_path: Path) -> None:
    without = Kept(tmp_path, kept=False)
    assert without.paged() is None
    with without.study.file.read() as db:
        assert sources_with_pages(db, without.study.viewer) == frozenset()
    without.study.close()


def test_the_sources_with_pages_are_known_together(kept: Kept) -> None:
    file, viewer = kept.study.file, kept.study.viewer
    add_source(file, viewer, NewSource("Notes"), document("Only words."), original=b"Only words.")
    kept.correct("four parts", "five parts")
    with file.read() as db:
        assert sources_with_pages(db, viewer) == {kept.source}


def test_a_text_that_loses_somebody_loses_its_pages(tmp_path: Path) -> None:
    study = create_study(tmp_path / "talk.caseloom", StudyCard(title="Ovens"), as_name="Ines")
    berta = add(study.file, study.viewer, NewParticipant(name="Berta"))
    lines = ("Interviewer: How did it come?", "Berta: We carried it up the hill.", "Carl: I only came later.")
    # A label is one when it comes again.
    data = pdf([[line for at, words in enumerate(lines * 3) for line in wrapped(words, 700 - 40 * at)]])
    said = read("talk.pdf", data)
    hers = SpeakerRule("respondent", frozenset({"Berta"}), participant=berta)
    talk = add_source(study.file, study.viewer, NewSource("Talk", rules=(hers,)), said, original=data)
    with study.file.read() as db:
        assert sources_with_pages(db, study.viewer) == {talk}
    withdraw(study.file, study.viewer, withdrawal(study.file, study.viewer, berta))
    with study.file.read() as db:
        found = source_text(db, study.viewer, talk)
        assert "█" in found.text
        assert paged_text(db, study.viewer, found) is None
        assert sources_with_pages(db, study.viewer) == frozenset()
    study.close()


def _holding(text: str) -> SourceText:
    """A text of which nothing else is known."""
    return SourceText(cast(SourceSummary, None), UUID(int=0), 0, True, text, (), (), ())


@given(st.data())
def test_the_pages_of_a_text_cover_it_without_gaps(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(["oven ", "hill ", "bread\n\n", "key "]), max_size=12))
    read_text = "".join(words)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(read_text)), max_size=4)))
    pages = tuple(
        Mark("page", start, end, str(number))
        for number, (start, end) in enumerate(pairwise([0, *cuts, len(read_text)]), 1)
    )
    kept_words = data.draw(st.lists(st.sampled_from([*words, "new "]), max_size=12)) if words else []
    text = data.draw(st.sampled_from([read_text, "".join(kept_words)]))
    spans = PagedText(_holding(text), UUID(int=0), UUID(int=0), "a.pdf", read_text, pages).spans
    assert [end for _, end in spans[:-1]] == [start for start, _ in spans[1:]]
    assert (spans[0][0], spans[-1][1]) == (0, len(text))
    assert all(start <= end for start, end in spans)
    if text == read_text:
        assert [text[start:end] for start, end in spans] == [read_text[p.start : p.end] for p in pages]
