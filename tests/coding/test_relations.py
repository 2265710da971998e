"""Queries over codings against brute force: every pair of places, looked at one by one."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from caseloom.coding.relations import (
    BY,
    MOST_SHOWN,
    RELATIONS,
    UNITS,
    Related,
    Ruler,
    Span,
    Wish,
    WishUnreadable,
    read_wish,
    related,
)

LENGTH = 24
STARTS = st.lists(st.integers(0, LENGTH), unique=True).map(sorted)


@st.composite
def spans(draw: st.DrawFn, first: int) -> list[Span]:
    places = draw(
        st.lists(st.tuples(st.integers(0, LENGTH), st.integers(1, 8), st.integers(1, 2)), max_size=8)
    )
    return [Span(first + at, start, start + long, who) for at, (start, long, who) in enumerate(places)]


def wish(relation: str, **said: object) -> Wish:
    return Wish(relation=relation, code="a", other="b", **said)  # type: ignore[arg-type]


def stands(relation: str, one: Span, other: Span, starts: list[int], unit: str, within: int) -> bool:
    """The relation said with sets of characters instead of comparisons."""
    mine, theirs = set(range(one.start, one.end)), set(range(other.start, other.end))
    if relation == "inside":
        return mine <= theirs
    if relation == "around":
        return mine >= theirs
    if relation == "same":
        return mine == theirs
    if relation == "near":
        if mine & theirs:
            return True
        left, right = max(min(mine), min(theirs)), min(max(mine), max(theirs))
        first_of_later, last_of_earlier = left, right
        if unit == "words":
            between = range(last_of_earlier + 1, first_of_later)
        else:
            between = range(last_of_earlier + 1, first_of_later + 1)
        return len(set(between) & set(starts)) <= within
    return bool(mine & theirs)


@given(
    relation=st.sampled_from(RELATIONS), ones=spans(1), others=spans(101), starts=STARTS,
    unit=st.sampled_from(UNITS), within=st.integers(0, 4), by=st.sampled_from(BY), alike=st.booleans(),
)  # fmt: skip
@example("near", [Span(1, 0, 1)], [Span(101, 9, 10)], [], "turns", 0, "", False)
def test_as_brute_force_finds_it(
    relation: str, ones: list[Span], others: list[Span], starts: list[int], unit: str, within: int, by: str,
    alike: bool,
) -> None:  # fmt: skip
    others = ones if alike else others
    asked = wish(relation, unit=unit, within=within, by=by)
    found = {each.n: each for each in related(asked, ones, others, Ruler(starts, unit))}
    for one in ones:
        expected = {
            other.n
            for other in others
            if other.n != one.n
            and (not by or (one.coder_n == other.coder_n) == (by == "same"))
            and stands(relation, one, other, starts, unit, within)
        }
        if relation == "apart":
            assert (one.n in found) == (not expected)
        elif expected:
            assert set(found[one.n].others) == expected
            assert found[one.n].count == len(expected)
        else:
            assert one.n not in found


def test_of_many_only_the_first_are_kept_and_all_are_counted() -> None:
    many = [Span(100 + at, at, at + 50) for at in range(30)]
    [found] = related(wish("overlapping"), [Span(1, 29, 60)], many, Ruler([]))
    assert found == Related(1, tuple(range(100, 100 + MOST_SHOWN)), 30)


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_wish_comes_back_as_it_was_written(relation: str) -> None:
    asked = wish(relation, code_below=True, within=3, unit="turns", case="c" * 32, by="another")
    assert read_wish(asked.written()) == asked


@pytest.mark.parametrize(
    "written",
    [
        "", "nonsense", "[]", "3", "null", "{}", '{"relation":"near"}', "[" * 100_000,
        json.dumps({"relation": "explode", "code": "a", "other": "b"}),
        json.dumps({"relation": "near", "code": "a", "other": "b", "within": -1}),
        json.dumps({"relation": "near", "code": "a", "other": "b", "within": "5"}),
        json.dumps({"relation": "near", "code": "a", "other": "b", "within": True}),
        json.dumps({"relation": "near", "code": "a", "other": "b", "within": 10_001}),
        json.dumps({"relation": "near", "code": "", "other": "b"}),
        json.dumps({"relation": "near", "code": "a", "other": "b", "more": "c"}),
        json.dumps({"relation": "near", "code": ["a"], "other": "b"}),
        json.dumps({"relation": "near", "code": "a", "other": "b", "about": "perhaps"}),
    ],
)  # fmt: skip
def test_what_is_no_wish_is_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(WishUnreadable, match="cannot be asked of codings"):
        read_wish(written)
