"""Codings: where one counts, whose words, how many, and when its construct enters the codebook."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from caseloom.coding.actions import add_coding
from caseloom.coding.model import NewCoding, Quotation, QuoteNotFound
from caseloom.coding.readings import codes, passages
from caseloom.sources.model import SpeakerRule
from tests.analysis.workbench import Workbench, open_workbench

CULTURE = "cfir2022.inner.culture"

TALK = """Interviewer: Was it the neighbours?

Ida Berg: We began small.

Olof Lind: Nobody helped us at first.

Interviewer: Nobody?"""

CHINESE = "访谈者：您怎么看？\n\n林老师：我们自己参与了决策。\n\n访谈者：还有呢？\n\n林老师：没有。"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.person("Ida Berg")
    bench.person("Olof Lind")
    bench.adopt(f"{CULTURE}.learning_centeredness")
    rules = tuple(
        SpeakerRule("respondent", frozenset({name}), participant=id) for name, id in bench.people.items()
    )
    bench.source("talk", TALK, "focus_group", rules=rules)
    bench.source("chinese", CHINESE)
    yield bench
    bench.study.close()


def code(bench: Workbench, source: str, first: str, last: str) -> None:
    """Code from the first to the last of some words of a source."""
    text = bench.text(source).text
    at = Quotation(start=text.index(first), end=text.rindex(last) + len(last))
    add_coding(bench.file, bench.viewer, bench.sources[source], at, NewCoding(code=bench.of(CULTURE)))


# A title; the source; from which words to which; who is counted with how many words.
COUNTED = [
    ("a passage of one answer", "talk", "began", "small", {"Ida Berg": 2}),
    ("a question with its answer: the answer's words", "talk", "Was it", "began small", {"Ida Berg": 3}),
    (
        "over two answers: each counts, with her or his own words",
        "talk",
        "began",
        "Nobody helped",
        {"Ida Berg": 2, "Olof Lind": 2},
    ),
    (
        "over everything: questions, labels and names are no words of evidence",
        "talk",
        "Interviewer: Was",
        "Nobody?",
        {"Ida Berg": 3, "Olof Lind": 5},
    ),
    ("a question alone is in no cell", "talk", "Was it", "neighbours", {}),
    ("a label alone is in no cell", "talk", "Olof", "Lind", {}),
    ("in Chinese each character is a word", "chinese", "自己", "参与", {"nobody named": 4}),
    ("in Chinese, a whole answer without its stop", "chinese", "您怎么看", "决策。", {"nobody named": 9}),
]


@pytest.mark.parametrize(
    ("title", "source", "first", "last", "words"), COUNTED, ids=[row[0] for row in COUNTED]
)
def test_where_a_coding_counts_and_with_how_many_words(
    bench: Workbench, title: str, source: str, first: str, last: str, words: dict[str, int]
) -> None:
    code(bench, source, first, last)
    found = bench.grid(columns=("participant",), cell="words")
    assert {who: count for (_, who), count in found.items()} == words, title
    codings = bench.grid(columns=(), cell="codings")
    assert codings == ({("Culture",): 1} if words else {}), "one coding, however many speak in it"


def test_a_coding_of_questions_alone_is_kept_and_shown_but_is_no_evidence(bench: Workbench) -> None:
    code(bench, "talk", "Was it", "neighbours")
    with bench.file.read() as db:
        [found] = passages(db, bench.viewer)
    assert (found.quote, found.evidence, found.words) == ("Was it the neighbours", False, 0)
    assert bench.matrix().cells == {}


def test_a_construct_s_code_comes_at_first_use(bench: Workbench) -> None:
    rows = sql("SELECT count(*) FROM code")
    with bench.file.read() as db:
        before = [(each.reference, each.n, each.codings) for each in codes(db, bench.viewer)]
        assert db.scalar(rows) == 0
    assert before == [
        ("cfir2022.inner", 0, 0),
        (CULTURE, 0, 0),
        (f"{CULTURE}.learning_centeredness", 0, 0),
    ]
    code(bench, "talk", "began", "small")
    code(bench, "talk", "Nobody", "helped")
    with bench.file.read() as db:
        after = [(each.id, each.reference, bool(each.n), each.codings) for each in codes(db, bench.viewer)]
        assert db.scalar(rows) == 1
    assert after[1] == (bench.of(CULTURE), CULTURE, True, 2)
    assert [used for _, _, used, _ in after] == [False, True, False]


# A title; the quotation as somebody wrote it down; what it is in the text, and how it was found.
QUOTED = [
    ("word for word", "We began small.", "We began small.", False),
    ("other punctuation and case", "we began small", "We began small", True),
    ("a word missing", "Nobody helped us first.", "Nobody helped us at first", True),
]


@pytest.mark.parametrize(("title", "quote", "found", "nearly"), QUOTED, ids=[row[0] for row in QUOTED])
def test_how_a_quotation_is_found(
    bench: Workbench, title: str, quote: str, found: str, *, nearly: bool
) -> None:
    bench.coding("talk", quote, CULTURE)
    with bench.file.read() as db:
        [coded] = passages(db, bench.viewer)
    assert coded.quote == found, title
    assert (coded.score is not None) == nearly


def test_a_quotation_that_is_not_there_is_refused_by_name(bench: Workbench) -> None:
    with pytest.raises(QuoteNotFound, match=r"“We gave up entirely\.” was not found in “talk”"):
        bench.coding("talk", "We gave up entirely.", CULTURE)
    with pytest.raises(QuoteNotFound, match="several places"):
        bench.coding("talk", "Nobody", CULTURE)
