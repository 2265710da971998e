"""What a team relies on in its memos: read where they belong, found again, never taken for evidence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseloom.record import actions as record
from caseloom.record.readings import withdrawal
from caseloom.studyfile import Thing
from caseloom.team.actions import edit_memo, link_memo, write_memo
from caseloom.team.model import NewMemo, NotASource, contact_summary, title_of
from caseloom.team.readings import MemosWanted, memos, memos_of
from tests.analysis.workbench import Workbench, open_workbench

TEXT = "Interviewer: How is the garden?\n\nOlga: There is no money for the garden, and little water."


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.case("North")
    bench.person("Olga")
    bench.source("Talk", TEXT, case="North", participant="Olga")
    bench.code("Money")
    bench.coding("Talk", "no money", "Money")
    yield bench
    bench.study.close()


def thing(study: Workbench, name: str) -> Thing:
    """The case North, the source Talk, the code Money, or the participant Olga."""
    for kind, named in (
        ("case", study.cases),
        ("source", study.sources),
        ("code", study.codes),
        ("participant", study.people),
    ):
        if name in named:
            return Thing(kind, named[name])
    raise AssertionError(name)


def titles(study: Workbench, wanted: MemosWanted) -> list[str]:
    with study.file.read() as db:
        return [each.title for each in memos(db, study.viewer, wanted, limit=None).memos]


# A title; what the memo is about; what it is linked to; where it is read.
WHERE = [
    ("where it was written", "North", (), {"North"}),
    ("at everything that it is linked to as well", "North", ("Talk", "Money"), {"North", "Talk", "Money"}),
    ("and nowhere else: a memo on a source is not one on its case", "Talk", (), {"Talk"}),
]


@pytest.mark.parametrize(
    ("about", "links", "read_at"), [each[1:] for each in WHERE], ids=[each[0] for each in WHERE]
)
def test_a_memo_is_read(study: Workbench, about: str, links: tuple[str, ...], read_at: set[str]) -> None:
    id = write_memo(study.file, study.viewer, NewMemo(thing(study, about), text="A thought."))
    for each in links:
        link_memo(study.file, study.viewer, id, thing(study, each))
    with study.file.read() as db:
        found = {
            name
            for name in ("North", "Talk", "Money", "Olga")
            if memos_of(db, study.viewer, [thing(study, name)])
        }
    assert found == read_at


# A title; the words that are looked for; the memos that are found.
FOUND = [
    ("all words, in title or text", "wells water", ["Wells"]),
    ("whatever their case and accents", "CREME", ["Budget"]),
    ("a phrase", '"little water"', ["Wells"]),
    ("a word that must not be there", "money -water", ["Budget"]),
    ("the beginning of a word", "mon*", ["Budget", "Wells"]),
    ("in Chinese, without blanks", "没有水", ["水"]),
]


@pytest.mark.parametrize(("words", "found"), [each[1:] for each in FOUND], ids=[each[0] for each in FOUND])
def test_memos_are_searched_by(study: Workbench, words: str, found: list[str]) -> None:
    for title, text in (
        ("Wells", "Little water, no money."),
        ("Budget", "The crème of the money."),
        ("水", "他们说没有水。"),
    ):
        write_memo(study.file, study.viewer, NewMemo(thing(study, "North"), text=text, title=title))
    assert titles(study, MemosWanted(words=words)) == found


# A title; the text of a memo without a title; what it is called.
CALLED = [
    ("its heading", "# Why here\n\nAnd not there?", "Why here"),
    ("its first line", "They went on.\nAnd on.", "They went on."),
    ("its first entry", "- rhythm\n- thing", "rhythm"),
]


@pytest.mark.parametrize(("text", "title"), [each[1:] for each in CALLED], ids=[each[0] for each in CALLED])
def test_a_memo_without_a_title_is_called_by(text: str, title: str) -> None:
    assert title_of("", text) == title


def test_a_memo_is_in_no_count(study: Workbench) -> None:
    before = study.grid(rows="code", columns=("case",), cell="codings")
    write_memo(study.file, study.viewer, NewMemo(thing(study, "Money"), text="There is no money anywhere."))
    assert study.grid(rows="code", columns=("case",), cell="codings") == before == {("Money", "North"): 1}


def test_a_contact_summary_has_three_parts_and_is_of_a_source(study: Workbench) -> None:
    text = contact_summary()
    assert [line for line in text.splitlines() if line] == [
        "# Main points",
        "# Surprises",
        "# Next questions",
    ]
    new = NewMemo(thing(study, "Talk"), "contact_summary", text, "Contact summary: Talk")
    write_memo(study.file, study.viewer, new)
    assert titles(study, MemosWanted(memo_kind="contact_summary")) == ["Contact summary: Talk"]
    with pytest.raises(NotASource):
        NewMemo(thing(study, "North"), "contact_summary", text)


def test_a_change_is_taken_back_and_the_words_before_stand_again(study: Workbench) -> None:
    id = write_memo(study.file, study.viewer, NewMemo(thing(study, "North"), text="Before.", title="A title"))
    edit_memo(study.file, study.viewer, id, text="After.")
    assert str(record.undo(study.file, study.viewer)) == "Ann changed the memo A title."
    with study.file.read() as db:
        assert [each.text for each in memos(db, study.viewer).memos] == ["Before."]


# A title; what the memo is on, when Olga, who alone speaks in Talk, withdraws; what becomes of it.
WITHDRAWN = [
    ("her source: it goes, whoever wrote it", "Talk", "goes"),
    ("herself: it goes", "Olga", "goes"),
    ("the case: it stays", "North", "stays"),
    ("the case, and names her: it stays and is listed to be judged", "North, naming her", "listed"),
]


@pytest.mark.parametrize(
    ("on", "becomes"), [each[1:] for each in WITHDRAWN], ids=[each[0] for each in WITHDRAWN]
)
def test_when_a_participant_withdraws_a_memo_on(study: Workbench, on: str, becomes: str) -> None:
    about, _, naming = on.partition(", ")
    text = "What Olga holds back." if naming else "What is held back."
    id = write_memo(study.file, study.as_person("Bo"), NewMemo(thing(study, about), text=text))
    found = withdrawal(study.file, study.viewer, study.people["Olga"])
    record.withdraw(study.file, study.viewer, found)
    listed = id in {each.entity for each in found.suspects}
    with study.file.read() as db:
        there = id in {each.id for each in memos(db, study.viewer).memos}
    assert (there, listed) == {"goes": (False, False), "stays": (True, False), "listed": (True, True)}[
        becomes
    ]
