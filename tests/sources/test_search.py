"""Search over all texts: four languages, phrases, paging, and positions that point at what was found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseloom.sources.actions import remove_source, set_speaker
from caseloom.sources.readings import Hits, search_sources, source_text, speakers
from caseloom.text import EmptyQuery
from tests.analysis.workbench import Workbench, open_workbench

ENGLISH = """Interviewer: Who decided about the café?

Ida Berg: The board decided, and the Board's chair was co-opted. Nobody decided alone."""
SWEDISH = "Olof Lind: Vi började smått. Sjuksköterskorna förändrade allt, också själva mötet."
FRENCH = "Eva Holm: L’équipe a décidé d’associer les usagers ; c’était déjà l’été à Montréal."
CHINESE = "访谈者：您怎么看？\n\n林老师：我们自己参与了决策，家属也参与。医院很支持。\n\n林老师：谢谢。"
NOTES = (
    "# Field notes\n\nThe board met. ﬁve people came; the naïve plan was Ａpproved.\n\n(The board laughs.)"
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path_factory.mktemp("search"))
    bench.case("North")
    bench.wave("First")
    bench.source("english", ENGLISH, case="North", wave="First")
    bench.source("swedish", SWEDISH)
    bench.source("french", FRENCH)
    bench.source("chinese", CHINESE)
    bench.source("notes", NOTES, "field_note")
    yield bench
    bench.study.close()


def found(bench: Workbench, query: str, *, only_evidence: bool = False) -> list[tuple[str, str]]:
    with bench.file.read() as db:
        hits = search_sources(db, bench.viewer, query, only_evidence=only_evidence)
    return [(each.source_title, each.hit) for each in hits.hits]


FOUND = [
    (
        "any case",
        "BOARD",
        [("english", "board"), ("english", "Board"), ("notes", "board"), ("notes", "board")],
    ),
    ("a phrase", '"board decided"', [("english", "board decided")]),
    (
        "words together, in any order",
        "alone board",
        [("english", "board"), ("english", "Board"), ("english", "alone")],
    ),
    ("the beginning of a word", "decid*", [("english", "decided")] * 3 + [("french", "décidé")]),
    ("one or the other", "smått OR associer", [("swedish", "smått"), ("french", "associer")]),
    ("but not", "board -decided", [("notes", "board")] * 2),
    ("Swedish, accents typed", "förändrade", [("swedish", "förändrade")]),
    ("Swedish, accents left out", "forandrade", [("swedish", "förändrade")]),
    ("French with its apostrophe", "l'équipe", [("french", "L’équipe")]),
    ("French without accents", "ete", [("french", "été")]),
    ("a Chinese word of two characters", "参与", [("chinese", "参与")] * 2),
    ("a single Chinese character", "院", [("chinese", "院")]),
    ("a Chinese phrase", "我们自己", [("chinese", "我们自己")]),
    ("Chinese characters that are not neighbours", "医参", []),
    ("accents in English", "cafe", [("english", "café")]),
    ("letters of full width", "approved", [("notes", "Ａpproved")]),
    ("nothing", "unicorn", []),
]


@pytest.mark.parametrize(("title", "query", "hits"), FOUND, ids=[row[0] for row in FOUND])
def test_what_is_found(bench: Workbench, title: str, query: str, hits: list[tuple[str, str]]) -> None:
    assert sorted(found(bench, query)) == sorted(hits), title


def test_a_word_that_stands_twice_in_a_turn_is_shown_twice(bench: Workbench) -> None:
    assert found(bench, "参与") == [("chinese", "参与"), ("chinese", "参与")]
    assert [hit for source, hit in found(bench, "decided") if source == "english"] == ["decided"] * 3


def test_only_evidence_leaves_out_questions_and_stage_notes(bench: Workbench) -> None:
    assert len(found(bench, "decided")) == 3
    assert len(found(bench, "decided", only_evidence=True)) == 2
    assert ("notes", "board") in found(bench, "laughs board")
    assert found(bench, "laughs board", only_evidence=True) == []
    assert found(bench, "怎么", only_evidence=True) == []
    assert found(bench, "我们自己", only_evidence=True) == [("chinese", "我们自己")]


def test_a_hit_says_where_it_comes_from(bench: Workbench) -> None:
    with bench.file.read() as db:
        [hit] = search_sources(db, bench.viewer, "co-opted", width=12).hits
    assert (hit.case_name, hit.wave_name, hit.turn_number, hit.label, hit.role, hit.evidence) == (
        "North",
        "First",
        2,
        "Ida Berg",
        "respondent",
        True,
    )
    assert hit.before.endswith("was ")
    assert len(hit.before) <= 12
    assert hit.revision == bench.text("english").revision


@pytest.mark.parametrize("query", ["", "  ", "-board", "!!", '""'])
def test_a_query_that_asks_nothing_is_refused(bench: Workbench, query: str) -> None:
    with pytest.raises(EmptyQuery):
        found(bench, query)


@pytest.mark.parametrize("query", ['"', 'a" OR b', "terms:x", "NEAR(", "x AND", "(x", "a*b*", "^x", "{x}"])
def test_no_query_breaks_the_index(bench: Workbench, query: str) -> None:
    try:
        found(bench, query)
    except EmptyQuery:
        assert not any(letter.isalnum() for letter in query.replace("NEAR", ""))


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_positions_point_at_the_words_that_were_found(bench: Workbench, data: st.DataObject) -> None:
    title = data.draw(st.sampled_from(sorted(bench.sources)))
    text = bench.text(title)
    turn = data.draw(st.sampled_from(text.turns))
    words = text.text[turn.words_start : turn.end].split()
    word = data.draw(st.sampled_from(words))
    try:
        with bench.file.read() as db:
            hits = search_sources(db, bench.viewer, f'"{word}"').hits
            texts = {each.source: source_text(db, bench.viewer, each.source).text for each in hits}
    except EmptyQuery:
        assert not any(letter.isalnum() for letter in word)
        return
    assert any(each.source_title == title and each.turn_number == turn.number for each in hits)
    for each in hits:
        assert texts[each.source][each.start : each.end] == each.hit
        at = each.start - len(each.before)
        assert texts[each.source][at : at + len(each.before)] == each.before
        assert texts[each.source][each.end : each.end + len(each.after)] == each.after


def pages(bench: Workbench, query: str, limit: int, *, only_evidence: bool) -> list[Hits]:
    found: list[Hits] = []
    with bench.file.read() as db:
        while not found or found[-1].more:
            at = len(found) * limit
            found.append(
                search_sources(db, bench.viewer, query, offset=at, limit=limit, only_evidence=only_evidence)
            )
    return found


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """Forty turns in five talks, most with the word, some asked."""
    bench = open_workbench(tmp_path_factory.mktemp("pages"))
    for talk in range(5):
        turns = [
            f"{'Ida Berg' if n % 3 else 'Interviewer'}: {'An oven, an oven' if n % 4 else 'Nothing'} {n}."
            for n in range(8)
        ]
        bench.source(f"talk {talk}", "\n\n".join(turns))
    yield bench
    bench.study.close()


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 10, 29, 30, 31, 100])
@pytest.mark.parametrize("only_evidence", [False, True])
def test_paging_loses_and_doubles_nothing(many: Workbench, limit: int, *, only_evidence: bool) -> None:
    turned = pages(many, "oven", limit, only_evidence=only_evidence)
    [whole] = pages(many, "oven", 1000, only_evidence=only_evidence)
    assert [hit for page in turned for hit in page.hits] == list(whole.hits)
    turns = {(hit.source, hit.turn_number) for hit in whole.hits}
    expected = sum(n % 4 != 0 and (n % 3 != 0 or not only_evidence) for n in range(8)) * 5
    assert {page.turns for page in turned} == {len(turns)} == {expected}
    assert len(whole.hits) == 2 * len(turns)


def test_beyond_the_last_page_is_nothing(many: Workbench) -> None:
    with many.file.read() as db:
        beyond = search_sources(db, many.viewer, "oven", offset=500)
    assert (beyond.hits, beyond.more, beyond.turns) == ((), False, 30)


def test_what_was_taken_out_or_became_a_question_is_found_so_no_more(tmp_path: Path) -> None:
    bench = open_workbench(tmp_path)
    bench.source("talk", "Ida Berg: The oven.\n\nOlof Lind: No oven.")
    bench.source("other", "Ida Berg: Her oven.")
    with bench.file.read() as db:
        olof = next(
            each.id for each in speakers(db, bench.viewer, bench.sources["talk"]) if each.label == "Olof Lind"
        )
    set_speaker(bench.file, bench.viewer, olof, "interviewer")
    assert len(found(bench, "oven")) == 3
    assert found(bench, "oven", only_evidence=True) == [("talk", "oven"), ("other", "oven")]
    remove_source(bench.file, bench.viewer, bench.sources["talk"])
    assert found(bench, "oven") == [("other", "oven")]
    bench.study.close()
