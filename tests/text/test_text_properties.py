"""Places survive any edit or are given up; the search box agrees with SQLite's own index."""

import contextlib
import itertools
import random
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from caseloom.text import (
    Anchored,
    EmptyQuery,
    anchor,
    codepoints_to_utf16,
    count_words,
    describe,
    find,
    match_expression,
    read_turns,
    search_terms,
    sentences,
    snap,
    utf16_to_codepoints,
)

PIECES = [
    *["care ", "nurse ", "the ", "ward ", "system. ", "Éire ", "e\u0301tat ", "naïve "],
    *[
        "👩‍👩‍👧",
        "❤️",
        "🇸🇪",
        "👍🏽",
        "𠮷野家",
        "医院",
        "采用。",
        "שלום ",
        "مرحبا ",
        "\r\n",
        "\n\n",
        "\ufeff",
        "ở",
        "å",
    ],
]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join)


def edited(chance: random.Random, text: str) -> str:
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.choice([0, 0, 1, 2, 5, 20]))
    new = "".join(chance.choices(PIECES, k=chance.choice([0, 1, 1, 3])))
    return text[:start] + new + text[end:]


def survives(seed: int, edits: int) -> int:
    chance = random.Random(seed)
    kept = 0
    text = old = "".join(chance.choices(PIECES, k=60))
    for number in range(edits):
        if number % 20 == 0:
            text = old = "".join(chance.choices(PIECES, k=60))
        start = chance.randrange(len(old))
        end = min(len(old), start + chance.randrange(1, 40))
        selector = describe(old, start, end)
        text = edited(chance, text)
        found = anchor(text, selector)
        if isinstance(found, Anchored):
            kept += 1
            words = text[found.start : found.end]
            assert words
            if found.how == "fuzzy":
                assert fuzz.ratio(selector.quote, words) >= 85.0
            else:
                assert words == selector.quote
        assert anchor(old, selector) == Anchored(start, end, 100.0, "position")
    return kept


def test_an_edit_never_shifts_a_place_silently() -> None:
    assert survives(1, 1500) > 300


@pytest.mark.slow
def test_a_hundred_thousand_edits_never_shift_a_place_silently() -> None:
    assert survives(2, 100_000) > 20_000


@given(texts, st.data())
def test_snap_equals_the_boundaries_of_the_whole_text(text: str, data: st.DataObject) -> None:
    import regex

    edges = [0, *(found.end() for found in regex.finditer(r"\X", text))]
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    wanted = (max(e for e in edges if e <= start), min(e for e in edges if e >= end))
    assert snap(text, start, end) == wanted


@given(texts)
def test_utf16_positions_go_there_and_back(text: str) -> None:
    places = list(range(len(text) + 1))
    there = [len(text[:place].encode("utf-16-le")) // 2 for place in places]
    assert codepoints_to_utf16(text, places) == there
    assert utf16_to_codepoints(text, there) == places


@given(texts)
def test_every_character_is_in_one_sentence(text: str) -> None:
    spans = sentences(text, "zh")
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    covered = {place for start, end in spans for place in range(start, end)}
    assert {place for place, c in enumerate(text) if not c.isspace()} <= covered


LINES = [
    "I: Why?",
    "P1: Because.",
    "(Pause)",
    "[Heading]",
    "",
    "",
    "Note: x",
    "受访者：是的",
    "— Oui.",
    "plain",
    "### 唐凤：",
    "  ",
]


@given(st.lists(st.sampled_from(LINES), max_size=25).map("\n".join))
def test_every_character_is_in_one_turn(text: str) -> None:
    turns = read_turns(text)
    covered = [place for turn in turns for place in range(turn.start, turn.end)]
    assert len(covered) == len(set(covered))
    assert {place for place, c in enumerate(text) if not c.isspace()} <= set(covered)
    assert all(turn.start <= turn.words_start <= turn.end for turn in turns)


@given(st.text(alphabet="ab é\n\t.,", max_size=60))
def test_words_without_han_are_what_stands_between_blanks(text: str) -> None:
    assert count_words(text) == len(text.split())


def matches_in_fts5(text: str, query: str) -> bool:
    index = sqlite3.connect(":memory:")
    index.execute("create virtual table t using fts5(words, tokenize = 'ascii')")
    index.execute("insert into t values (?)", (search_terms(text),))
    found = index.execute("select 1 from t where t match ?", (match_expression(query),)).fetchone()
    index.close()
    return found is not None


WORDS = [
    "care",
    "CARÉ",
    "ward",
    "Ånge",
    "smör",
    "医院",
    "医",
    "院长医院",
    "well-being",
    "strasse",
    "Straße",
    "ｗａｒｄ",
    "が",
]
TERMS = [
    *WORDS,
    "car*",
    "-ward",
    "医*",
    "院",
    "长医",
    '"care ward"',
    '"医院 care"',
    "OR",
    "NEAR(care ward, 1)",
    "NEAR(医院 smör)",
    '"',
    "*",
]


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.lists(st.sampled_from(TERMS), min_size=1, max_size=5).map(" ".join),
)
def test_a_text_has_hits_exactly_when_the_index_finds_it(text: str, query: str) -> None:
    try:
        found = find(text, query)
    except EmptyQuery:
        return
    assert bool(found) == matches_in_fts5(text, query)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.text(max_size=20))
def test_no_query_breaks_the_index(text: str, query: str) -> None:
    with contextlib.suppress(EmptyQuery):
        assert bool(find(text, query)) == matches_in_fts5(text, query)
