"""Two corrections of one text: who changed which turn, and both put together."""

from hypothesis import given
from hypothesis import strategies as st

from caseloom.text import Side, partings, put_together, read_turns, words_together

WAS = "Ann: We had no money.\n\nBo: The board gave us water.\n\nAnn: And a fence."


def side(text: str) -> Side:
    return Side(text, read_turns(text, labels=("Ann", "Bo", "Cleo", "Dan")))


def together(was: str, one: str, other: str, others: tuple[int, ...] = ()) -> str:
    sides = side(one), side(other)
    places = partings(side(was).spoken, sides[0].spoken, sides[1].spoken)
    pieces = put_together(*sides, places, others)
    assert "".join(each.words for each in pieces if each.kind != "new") == one
    text = "".join(each.words for each in pieces if each.kind != "gone")
    assert side(text).spoken == words_together(*sides, places, others)
    return text


def who(was: str, one: str, other: str) -> list[str]:
    return [each.by for each in partings(side(was).spoken, side(one).spoken, side(other).spoken)]


def test_of_different_turns_both_corrections_are_kept() -> None:
    one, other = WAS.replace("no money", "little money"), WAS.replace("a fence", "a wall")
    assert who(WAS, one, other) == ["one", "nobody", "other"]
    both = "Ann: We had little money.\n\nBo: The board gave us water.\n\nAnn: And a wall."
    assert together(WAS, one, other) == together(WAS, other, one) == both


def test_the_same_turn_corrected_alike_is_no_clash() -> None:
    one = WAS.replace("no money", "little money")
    assert who(WAS, one, one) == ["both", "nobody", "nobody"]
    assert together(WAS, one, one) == one


def test_of_a_turn_that_clashes_one_side_is_chosen() -> None:
    one, other = WAS.replace("no money", "little money"), WAS.replace("no money", "much money")
    assert who(WAS, one, other) == ["clash", "nobody", "nobody"]
    assert together(WAS, one, other) == one
    assert together(WAS, one, other, (0,)) == other


def test_of_a_turn_of_which_each_changed_other_words_both_changes_are_kept() -> None:
    one, other = WAS.replace("board", "council"), WAS.replace("water", "wood")
    assert who(WAS, one, other) == ["nobody", "apart", "nobody"]
    assert together(WAS, one, other) == together(WAS, other, one) == one.replace("water", "wood")


def test_turns_that_one_side_left_out_or_brought_in() -> None:
    shorter = "Bo: The board gave us water.\n\nAnn: And a fence."
    longer = WAS.replace("\n\nBo", "\n\nCleo: None at all?\n\nBo")
    last = f"{WAS}\n\nCleo: Thank you."
    first = f"Cleo: Tell me.\n\n{WAS}"
    corrected = WAS.replace("a fence", "a wall")
    assert together(WAS, corrected, shorter) == shorter.replace("a fence", "a wall")
    assert together(WAS, shorter, corrected) == shorter.replace("a fence", "a wall")
    for each in (longer, last, first):
        assert together(WAS, corrected, each) == each.replace("a fence", "a wall")
        assert together(WAS, each, corrected) == each.replace("a fence", "a wall")
    assert together(WAS, longer, last) == f"{longer}\n\nCleo: Thank you."


def test_a_turn_under_another_label_goes_with_it() -> None:
    other = WAS.replace("Bo:", "Cleo:")
    assert together(WAS, WAS.replace("a fence", "a wall"), other) == other.replace("a fence", "a wall")


TURNS = st.lists(st.sampled_from(["Ann: One two three.", "Bo: Four five.", "Ann: Six seven eight nine."]))
CHANGES = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["change", "leave out", "bring in"])), max_size=4
)


def changed(turns: list[str], changes: list[tuple[int, str]], by: str) -> str:
    found = list(turns)
    for number, (at, how) in enumerate(changes):
        if how == "bring in":
            found.insert(min(at, len(found)), f"{by}: Something new, number {number}.")
        elif at < len(found) and how == "leave out":
            del found[at]
        elif at < len(found):
            found[at] = f"{found[at]} Said {by} {number}."
    return "\n\n".join(found)


@given(turns=TURNS, mine=CHANGES, yours=CHANGES, others=st.sets(st.integers(0, 9)))
def test_whatever_two_people_make_of_a_text_every_turn_is_accounted_for(
    turns: list[str], mine: list[tuple[int, str]], yours: list[tuple[int, str]], others: set[int]
) -> None:
    was, one, other = "\n\n".join(turns), changed(turns, mine, "Cleo"), changed(turns, yours, "Dan")
    places = partings(side(was).spoken, side(one).spoken, side(other).spoken)
    for name, text in (("was", was), ("one", one), ("other", other)):
        numbers = [getattr(each, name) for each in places if getattr(each, name) is not None]
        assert numbers == list(range(len(side(text).turns)))
    together(was, one, other, tuple(others))
