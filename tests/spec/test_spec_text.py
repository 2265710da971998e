"""Texts: how a place is kept, how speakers are told apart, how words are found."""

import csv
import os
from pathlib import Path

import pytest

from caseloom.text import (
    Anchored,
    EmptyQuery,
    InvalidSelector,
    InvalidText,
    Lost,
    Selector,
    anchor,
    clean,
    count_words,
    describe,
    excerpt,
    find,
    find_quote,
    label_matches,
    read_turns,
    search_terms,
    sentences,
)

DATA = Path(os.environ.get("CASELOOM_SHARED_DATA") or Path(__file__).parents[2] / ".." / "shared" / "data")


def shared(folder: str) -> Path:
    """A folder of the shared data, or a skipped test."""
    if not (DATA / folder).is_dir():
        pytest.skip(f"The shared data folder {folder} is not on this machine.")
    return DATA / folder


def test_import_changes_only_line_ends_and_the_byte_order_mark() -> None:
    """Accents stay as they were typed, composed or not."""
    assert clean("\ufeffe\u0301t\u00e9\r\nligne\rfin") == "e\u0301t\u00e9\nligne\nfin"


@pytest.mark.parametrize("refused", ["a\x00b", "a\ud800b"])
def test_import_refuses_what_no_text_may_hold(refused: str) -> None:
    """The error names the place."""
    with pytest.raises(InvalidText, match="character 1"):
        clean(refused)


def test_a_place_that_contradicts_itself_cannot_be_made() -> None:
    """The quote is as long as the place."""
    with pytest.raises(InvalidSelector):
        Selector(3, 9, "abc")


def test_a_quote_is_found_again_after_words_were_put_before_it() -> None:
    """Position first, then the quote with what stands around it."""
    old = "The ward was full. The nurse said no. The nurse said no to everyone."
    place = describe(old, 38, 67)
    assert anchor(old, place) == Anchored(38, 67, 100.0, "position")
    assert anchor("At first: " + old, place) == Anchored(48, 77, 100.0, "quote")


def test_two_equally_good_places_are_no_place() -> None:
    """Nothing is guessed."""
    found = anchor("yes. yes. yes.", Selector(40, 43, "yes"))
    assert isinstance(found, Lost)
    assert found.reason == "ambiguous"


def test_a_quote_without_position_may_differ_in_case_and_punctuation() -> None:
    """Letters and digits decide, then likeness from the threshold on."""
    text = "We said: “Well-being, first”. Then we left."
    found = find_quote(text, "wellbeing first")
    assert isinstance(found, Anchored)
    assert text[found.start : found.end] == "Well-being, first"
    other = find_quote(text, "an entirely different remark")
    assert isinstance(other, Lost)
    assert other.reason == "not found"


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "Dr. Smith came. He left at 3.30 p.m. today.", 2),
        ("sv", "Vi köpte bl.a. sängar, t.ex. Två. Sedan gick vi.", 2),
        ("fr", "M. Dupont a dit « Non ! » Puis il est parti.", 2),
        ("zh", "他说：「好。」我们走了。", 2),
    ],
)
def test_sentences_end_where_readers_of_the_language_say(language: str, text: str, count: int) -> None:
    """Abbreviations do not end a sentence."""
    assert len(sentences(text, language)) == count


def test_words_are_counted() -> None:
    """Between blanks; each Han character is a word."""
    assert count_words("It is well-being – yes.") == 5
    assert count_words("采用 CFIR 框架") == 5


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("I: Why?\nP1: Because.\n", ["I", "P1"]),
        ("Interviewer: Why?\n\nAnna Berg: Because.\nFirst question: none.", ["Interviewer", "Anna Berg"]),
        ("[00:01:02] Moderator: Hello.\n\n[00:01:09] P1: Hi.", ["Moderator", "P1"]),
        ("**Interviewer:** Hello.\n\n**P2:** Hi.", ["Interviewer", "P2"]),
        ("### 唐鳳：\n你好。\n\n### 張鐵志：\n謝謝。", ["唐鳳", "張鐵志"]),
        ("受访者：是的。\n\n主持人：好。", ["受访者", "主持人"]),
        ("Q. Why?\n\nA. Because.", ["Q", "A"]),
        ("Note: this is a report.\n\nExample: none.", [""] * 2),
    ],
)
def test_speakers_are_read_from_the_usual_forms(text: str, speakers: list[str]) -> None:
    """What announces something is no speaker."""
    assert [turn.label for turn in read_turns(text)] == speakers


@pytest.mark.parametrize(
    ("label", "name", "same"),
    [
        ("Professor Sir McBride", "Michael McBride", True),
        ("MS BLACKWELL", "Anna Blackwell", True),
        ("Mr Robin Swann", "Robin Swann", True),
        ("Counsel Inquiry", "Robin Swann", False),
        ("唐鳳部長", "唐鳳", True),
    ],
)
def test_a_label_names_a_person_by_surname(label: str, name: str, same: bool) -> None:
    """Titles, case and accents do not count."""
    assert label_matches(label, name) is same


def test_one_search_key_serves_all_languages() -> None:
    """Every Han character begins a token, so that one or two of them are found."""
    assert search_terms("Ångest på Straße 医院长") == "angest pa strasse 医院 院长 长"
    assert find("我们的医院长", "医院") == [(3, 5)]
    assert find("Caring nurses care", "car* -doctor") == [(0, 6), (14, 18)]
    with pytest.raises(EmptyQuery):
        find("text", "-text")


def test_an_excerpt_is_cut_between_words() -> None:
    """The width is for each side."""
    assert excerpt("one two three four five", 8, 13, 6) == ("two ", "three", " four")


@pytest.mark.shared_data
def test_all_inquiry_transcripts_have_the_published_turns_and_words() -> None:
    """Turns are labelled turns and stage notes; words are theirs, without labels."""
    folder = shared("inquiry-three-cases")
    with (folder / "interviews.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == 40
    for row in rows:
        whole = (folder / "interviews_txt" / f"{row['interview_id']}.txt").read_text(encoding="utf-8")
        text = whole.partition("\n\n")[2]
        turns = [turn for turn in read_turns(text) if turn.label or turn.kind == "note"]
        words = sum(count_words(text[turn.words_start : turn.end]) for turn in turns)
        assert (len(turns), words) == (int(row["turns"]), int(row["words"])), row["interview_id"]


@pytest.mark.shared_data
def test_published_quotations_are_found_in_their_interviews() -> None:
    """All verbatim ones, and 63 or more of the 112 near-verbatim."""
    folder = shared("coded-expert-interviews")
    found = {"verbatim": 0, "near": 0, "paraphrase": 0}
    with (folder / "coded_segments_dev.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            text = (folder / "interviews_txt" / f"{row['respondent']}.txt").read_text(encoding="utf-8")
            start = text.index(f"[{row['question']}]")
            end = text.find("Interviewer:", start)
            part = (start, end if end > 0 else len(text))
            found[row["match"]] += isinstance(find_quote(text, row["quote"], within=part), Anchored)
    assert found["verbatim"] == 74
    assert found["near"] >= 63
