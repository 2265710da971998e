"""Memos in Python: the same as on the pages and at the command line."""

from pathlib import Path

import pytest

import caseloom.notebook as caseloom
from caseloom.language import CaseloomError
from caseloom.notebook.things import NothingNamed
from caseloom.team.model import NameMissing
from tests.analysis.workbench import open_workbench


@pytest.fixture
def path(tmp_path: Path) -> Path:
    bench = open_workbench(tmp_path)
    bench.case("North")
    bench.source("Talk", "Interviewer: How?\n\nOlga: There is no money.", case="North")
    bench.code("Money")
    bench.study.close()
    return bench.file.path  # type: ignore[no-any-return]


def test_memos_are_a_frame_that_is_written_to_by_name(path: Path) -> None:
    with caseloom.open(path, as_="Ann") as study:
        first = study.add_memo("# Why here\n\nAnd not there?", "case:North", kind="question")
        study.add_memo("Words on it.", "source:Talk", kind="contact_summary", links=["code:Money"])
        frame = study.memos()
        assert frame["title"].to_list() == ["Contact summary: Talk", "Why here"]
        assert frame["about"].to_list() == ["source: Talk", "case: North"]
        assert frame["links"].to_list() == ["code: Money", None]
        assert study.memos("code:Money")["title"].to_list() == ["Contact summary: Talk"]
        assert study.memos(words="there", kind="question", by="Ann").height == 1
        assert study.memos(limit=1).height == 1
        assert study.change_memo(first, text="Changed.")
        assert not study.change_memo(first, text="Changed.")
        study.link_memo("Why here", "source:Talk")
        assert study.memos("source:Talk").height == 2
        study.link_memo("Why here", "source:Talk", remove=True)
        assert study.memos("source:Talk").height == 1
        study.remove_memo("Why here")
        assert study.memos().height == 1
        assert study.undo() == "Ann took out the memo Why here."
        assert study.history(memo="Why here", edits=True).height > 0


def test_what_is_not_there_is_refused(path: Path) -> None:
    with caseloom.open(path, as_="Ann") as study:
        for about in ("North", "case:Nowhere", "coding:x"):
            with pytest.raises(CaseloomError):
                study.add_memo("Words.", about)
        with pytest.raises(NothingNamed):
            study.memos("turn:1")
        assert study.memos().height == 0
        assert study.memos().columns[:3] == ["title", "memo_kind", "about"]


def test_a_memo_needs_a_writer(path: Path) -> None:
    with caseloom.open(path) as study, pytest.raises(NameMissing):
        study.add_memo("Words.")
