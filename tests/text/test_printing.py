"""A text beside its printed page: every character on its own sign, whatever else the page carries."""

from hypothesis import given
from hypothesis import strategies as st

from caseloom.text import printed_at


def spelled(text: str, printed: str) -> str:
    """The signs that the text's characters are found at; · where there is none."""
    return "".join("·" if place is None else printed[place] for place in printed_at(text, printed))


def test_blanks_and_line_ends_differ_and_words_are_found() -> None:
    assert spelled("One two three.", "One\ntwo  three.") == "One·two·three."


def test_a_word_broken_at_a_line_end_is_found_in_both_lines() -> None:
    printed = "a compli-\ncated thing"
    places = printed_at("a complicated thing", printed)
    assert spelled("a complicated thing", printed) == "a·complicated·thing"
    assert places[2:13] == [*range(2, 8), *range(10, 15)]


def test_running_heads_and_line_numbers_are_passed_over() -> None:
    printed = "The oven, page 12\n1 The oven came\n2 in 2012 and\n3 stayed.\n12"
    text = "The oven came in 2012 and stayed."
    places = printed_at(text, printed)
    assert spelled(text, printed) == text.replace(" ", "·")
    assert places[0] == printed.index("The oven came")
    assert places[text.index("2012")] == printed.index("2012")


def test_han_is_found_sign_by_sign() -> None:
    assert spelled("我们自己搬上来的。", "我们自\n己搬上来的。") == "我们自己搬上来的。"


def test_letters_set_apart_are_found() -> None:
    assert spelled("withdraw at any time", "wit hdr aw at a ny ti me") == "withdraw·at·any·time"


def test_words_that_are_not_there_have_no_place() -> None:
    assert printed_at("elsewhere", "1 2 3") == [None] * 9


def test_a_row_of_dots_takes_no_time_to_find() -> None:
    assert None not in printed_at("." * 20_000, "." * 20_000)


def test_a_page_of_one_word_without_end_is_given_up() -> None:
    assert printed_at("a " * 10_000, "a " * 10_000) == [None] * 20_000


WORDS = st.lists(st.text("abcdé我们.,", min_size=1, max_size=6), min_size=1, max_size=30)


@given(WORDS, st.data())
def test_places_ascend_and_hold_the_same_sign(words: list[str], data: st.DataObject) -> None:
    printed = "".join(word + data.draw(st.sampled_from([" ", "\n", " xx\n"])) for word in words)
    text = " ".join(words)
    found = [(place, text[at]) for at, place in enumerate(printed_at(text, printed)) if place is not None]
    assert [printed[place] for place, _ in found] == [sign for _, sign in found]
    assert [place for place, _ in found] == sorted({place for place, _ in found})


@given(WORDS, st.integers(1, 9))
def test_broken_anywhere_every_character_is_found(words: list[str], width: int) -> None:
    whole = " ".join(words)
    printed = "\n".join(whole[at : at + width] for at in range(0, len(whole), width))
    places = printed_at(whole, printed)
    assert all((place is None) == sign.isspace() for place, sign in zip(places, whole, strict=True))
