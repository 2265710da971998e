"""Subtitles of recordings: successive cues of one speaker become a turn with its time."""

import pytest

from caseloom.sources.readers import read
from caseloom.sources.readers.errors import NoCues

TEAMS = """WEBVTT

NOTE made by a meeting program

00:00:01.000 --> 00:00:03.000
<v Ben Okri>How did it <b>begin</b>?</v>

00:01:02.500 --> 00:01:04.000
<v Ana>Slowly &amp; late.</v>

01:01:04.000 --> 01:01:06.000
<v Ana>Then all at once.</v>
"""


def test_voices_become_labels_and_cues_become_turns() -> None:
    document = read("talk.vtt", TEAMS.encode())
    assert document.text == (
        "[00:00:01] Ben Okri: How did it begin?\n\n[00:01:02] Ana: Slowly & late. Then all at once."
    )
    assert [str(note) for note in document.notes] == [
        "Successive cues of one speaker were put together: cues 3, turns 2."
    ]


@pytest.mark.parametrize(
    ("cues", "text"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nANA: One\ntwo.\n", "[00:00:01] ANA: One two."),
        ("1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>Nobody named</i>\n", "[00:00:01] Nobody named"),
        ("1\n00:00:01,000 --> 00:00:02,000\n三號：你好\n", "[00:00:01] 三號：你好"),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nAna: Yes.\nBen: No.\n",
            "[00:00:01] Ana: Yes.\n\n[00:00:01] Ben: No.",
        ),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\n00:00:20,000 --> 00:00:21,000\nAfter a silence.\n",
            "[00:00:01] One.\n\n[00:00:20] After a silence.",
        ),
    ],
)
def test_cues_of_subrip(cues: str, text: str) -> None:
    assert read("talk.srt", cues.encode()).text == text


def test_subtitles_are_known_by_content_whatever_they_are_called() -> None:
    document = read("talk.txt", TEAMS.encode())
    assert document.format == "vtt"
    assert "read as what it is: vtt" in str(document.notes[0])


def test_a_file_without_cues_is_refused() -> None:
    with pytest.raises(NoCues):
        read("talk.vtt", b"WEBVTT\n\nno times here")
