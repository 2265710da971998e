"""What became of a place, where wordings part, and how two texts of a talk stand beside each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseloom.text import (
    Anchored,
    Spoken,
    Way,
    carried,
    compare_turns,
    describe,
    differences,
    follow,
    same_words,
    what_became,
)

WORDS = st.lists(st.sampled_from(["soup", "cold", "𠮷", "平等", "e\u0301", " ", "\n\n", ".", "🧱🏽", "van"]))
TEXT = WORDS.map("".join)
TURN = st.builds(Spoken, st.sampled_from("mn"), st.sampled_from(["soup is cold", "soup is hot", "van", ""]))
TURNS = st.lists(TURN, max_size=7)


@given(TEXT, TEXT)
def test_pieces_make_up_both_wordings(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(piece.words for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.words for piece in pieces if piece.kind != "gone") == after
    assert all(piece.words for piece in pieces)


@given(TEXT, TEXT)
def test_a_place_is_carried_to_the_same_character(before: str, after: str) -> None:
    pieces = differences(before, after)
    there = [carried(pieces, at) for at in range(len(before) + 1)]
    assert there == sorted(there)
    assert there[-1] == len(after)
    at = 0
    for kind, words in pieces:
        if kind == "same":
            assert [after[there[at + n]] for n in range(len(words))] == list(words)
        at += len(words) if kind != "new" else 0


@given(TURNS, TURNS)
def test_each_turn_of_both_texts_stands_there_once_and_in_order(
    these: list[Spoken], those: list[Spoken]
) -> None:
    pairs = compare_turns(these, those)
    assert [pair.before for pair in pairs if pair.before is not None] == list(range(len(these)))
    assert [pair.after for pair in pairs if pair.after is not None] == list(range(len(those)))
    for kind, before, after in pairs:
        if before is None or after is None:
            assert kind == ("added" if before is None else "left_out")
        else:
            assert (kind == "same") == (these[before] == those[after])
    assert {pair.kind for pair in compare_turns(these, these)} <= {"same"}


def test_a_corrected_turn_is_one_changed_and_not_one_out_and_one_in() -> None:
    before = [Spoken("I", "How was it?"), Spoken("B", "The soup was cold."), Spoken("I", "And then?")]
    after = [before[0], Spoken("B", "The soup was very cold."), Spoken("B", "We left."), before[2]]
    assert [tuple(pair) for pair in compare_turns(before, after)] == [
        ("same", 0, 0),
        ("changed", 1, 1),
        ("added", None, 2),
        ("same", 2, 3),
    ]


def test_words_under_another_label_are_a_changed_turn() -> None:
    [pair] = compare_turns([Spoken("B", "The soup was cold.")], [Spoken("Berta", "The soup was cold.")])
    assert pair.kind == "changed"


def became(before: str, coded: str, after: str) -> str:
    start = before.index(coded)
    selector = describe(before, start, start + len(coded))
    found = follow(Way(before, after), selector)
    return what_became(selector, after, (found.start, found.end) if isinstance(found, Anchored) else None)


SAID = "Well, the soup was cold and nobody had asked the bakers first. So we left the hall."
CASES = [
    ("the words stand where they stood", "nobody had asked the bakers", SAID, "same"),
    ("they stand further on", "nobody had asked the bakers", f"Good morning. {SAID}", "same"),
    (
        "only the lines break elsewhere",
        "nobody had asked the bakers",
        SAID.replace("had asked", "had\nasked"),
        "same",
    ),
    (
        "a word came in",
        "nobody had asked the bakers first",
        SAID.replace("asked", "ever asked"),
        "grew",
    ),
    (
        "a word went",
        "nobody had asked the bakers first",
        SAID.replace("the bakers", "bakers"),
        "shrank",
    ),
    (
        "a word is another",
        "nobody had asked the bakers first",
        SAID.replace("bakers", "brewers"),
        "nearly",
    ),
    ("nothing like it is left", "nobody had asked the bakers", "The hall was sold.", "lost"),
    (
        "much came in between",
        "nobody had asked the bakers first",
        SAID.replace("asked", "at any time before that day in the spring of that year asked"),
        "grew",
    ),
    (
        "its words were corrected, and the same words as before stand further down",
        "nobody had asked the bakers first",
        SAID.replace("nobody had", "nobody ever had")
        + "\n\nI mean that nobody had asked the bakers first, no.",
        "grew",
    ),
    (
        "the same words, said by somebody else in another place",
        "nobody had asked the bakers first",
        "We met at four. (A dog barks.) It rained, by the way nobody had asked the bakers first, I heard.",
        "elsewhere",
    ),
]


@pytest.mark.parametrize(("title", "coded", "after", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_became_of_a_coded_place(title: str, coded: str, after: str, expected: str) -> None:
    assert became(SAID, coded, after) == expected, title


@given(TEXT, TEXT, st.data())
def test_what_became_says_what_the_words_say(before: str, after: str, data: st.DataObject) -> None:
    """The oracle looks at words only: a word that is more, or fewer, as often as it stands there."""
    if not before.strip() or not after:
        return
    start = data.draw(st.integers(0, len(before) - 1))
    end = data.draw(st.integers(start + 1, len(before)))
    there = data.draw(st.integers(0, len(after) - 1))
    place = (there, data.draw(st.integers(there + 1, len(after))))
    selector = describe(before, start, end)
    found = what_became(selector, after, place)
    now = after[slice(*place)]
    letters = ["".join(words.split()) for words in (selector.quote, now)]
    if same_words(selector.quote, now):
        assert found in ("same", "elsewhere")
        assert letters[0] == letters[1]
    else:
        assert found in ("grew", "shrank", "nearly")
        assert letters[0] != letters[1]
        assert found != "grew" or len(letters[1]) > len(letters[0])
        assert found != "shrank" or len(letters[1]) < len(letters[0])
    assert what_became(selector, after, None) == "lost"


STORY = st.lists(
    st.sampled_from(["We", "left", "cold.", "soup", "𠮷", "平", "then", "it", "grew,"]),
    min_size=6,
    max_size=30,
)


@given(STORY, STORY, STORY, st.data())
def test_a_place_is_followed_through_what_was_changed_around_it(
    words: list[str], before: list[str], after: list[str], data: st.DataObject
) -> None:
    """However much is put before and behind, on lines of its own, the place keeps its words."""
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    longer = f"{' '.join(before)} X\n\n{text}\n\n{' '.join(after)} Y"
    found = follow(Way(text, longer), describe(text, start, end))
    if isinstance(found, Anchored):
        assert longer[found.start : found.end] == text[start:end]


@given(STORY, st.data())
def test_what_is_put_into_a_place_makes_it_grow_by_just_that(words: list[str], data: st.DataObject) -> None:
    words = [f"{word.strip('.,')}{n}" for n, word in enumerate(words)]
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 3))
    last = data.draw(st.integers(first + 2, len(words)))
    at = data.draw(st.integers(first + 1, last - 1))
    more = [*words[:at], "NEW", *words[at:]]
    start, end = len(" ".join(words[:first])) + bool(first), len(" ".join(words[:last]))
    found = follow(Way(text, " ".join(more)), describe(text, start, end))
    assert isinstance(found, Anchored)
    assert " ".join(more)[found.start : found.end] == " ".join([*words[first:at], "NEW", *words[at:last]])


@given(TEXT, TEXT, st.data())
def test_a_followed_place_lies_in_the_text_and_holds_words_that_were_coded(
    before: str, after: str, data: st.DataObject
) -> None:
    if not before:
        return
    start = data.draw(st.integers(0, len(before) - 1))
    end = data.draw(st.integers(start + 1, len(before)))
    selector = describe(before, start, end)
    found = follow(Way(before, after), selector)
    assert follow(Way(before, before), selector) == Anchored(start, end, 100.0, "position")
    if isinstance(found, Anchored):
        assert 0 <= found.start < found.end <= len(after)
