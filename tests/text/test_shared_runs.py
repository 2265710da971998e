"""Runs of words that a text shares with another, and where they stand."""

import pytest

from caseloom.text import runs, shared


@pytest.mark.parametrize(
    ("said", "text", "found"),
    [
        (
            "carried the soup pots home on the bus",
            "So: “Carried the  soup pots home, on the bus” – she said.",
            ["Carried the  soup pots home, on the bus"],
        ),
        (
            "one two three four five",
            "one two three four five. six. One, two, three, four, five!",
            ["one two three four five", "One, two, three, four, five"],
        ),
        ("one two three four five", "one two three four six", []),
        ("大家觉得它适合我们的早晨", "他们说大家觉得它适合我们的。", ["大家觉得它适合我们的"]),
    ],
)
def test_the_stretches_that_are_made_of_shared_runs(said: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in shared(text, frozenset(runs(said)))] == found
