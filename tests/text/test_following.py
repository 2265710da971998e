"""What became of a place, where wordings part, and how two texts of a talk stand beside each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseloom.text import (
    Anchored,
    Spoken,
    anchor,
    carried,
    compare_turns,
    describe,
    differences,
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
    found = anchor(after, selector)
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
        "the same words, said by somebody else in another place",
        "nobody had asked the bakers first",
        "We met at four. (A dog barks.) It rained, and by the way nobody had asked the bakers first, I heard.",
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
