"""Two corrections of one wording, made apart: both, where each changed other words."""

from hypothesis import given
from hypothesis import strategies as st

from caseloom.text.weaving import woven

WAS = "The stairs have gone across my desk first."


def test_both_corrections_of_other_words_are_kept() -> None:
    one, other = WAS.replace("stairs", "steps"), WAS.replace("desk", "table")
    assert woven(WAS, one, other) == woven(WAS, other, one) == "The steps have gone across my table first."


def test_words_that_came_in_and_words_that_went() -> None:
    assert (
        woven(WAS, f"Well. {WAS}", WAS.replace(" first", "")) == "Well. The stairs have gone across my desk."
    )


def test_the_same_words_or_some_with_nothing_between_are_not_woven() -> None:
    assert woven(WAS, WAS.replace("desk", "table"), WAS.replace("desk", "bench")) is None
    assert woven("我们没有钱。", "我们没有米。", "我们没吃钱。") is None
    assert woven("我们没有钱。", "我们没有米。", "他们没有钱。") == "他们没有米。"


def test_what_both_changed_alike_is_changed_once() -> None:
    one = WAS.replace("stairs", "steps")
    assert woven(WAS, one, one.replace("desk", "table")) == one.replace("desk", "table")


PLACES = st.lists(st.sampled_from(["keep", "one", "other"]), min_size=1, max_size=12)


@given(PLACES)
def test_each_correction_is_found_again_in_what_is_woven(places: list[str]) -> None:
    """Every second word stays, so that no two changes touch; each other is changed by one person or none."""

    def said(*changed: str) -> str:
        words = [f"{who[0].upper()}{n}" if who in changed else f"w{n}" for n, who in enumerate(places)]
        return " and ".join(words)

    assert woven(said(), said("one"), said("other")) == said("one", "other")


@given(st.text("ab .", max_size=30), st.text("ab .", max_size=30))
def test_beside_what_was_left_alone_a_correction_stands_whole(was: str, one: str) -> None:
    assert woven(was, one, was) == woven(was, was, one) == one
