"""Plain text: every usual encoding, and not one character changed."""

import pytest

from caseloom.sources.readers import read
from caseloom.sources.readers.errors import EncodingUnknown, HoldsRefused, NotADocument

SWEDISH = "Åsa: Vi började på hösten – «äntligen», sade hon. Då kom frågan om vårdgarantin.\n" * 3
FRENCH = "Élodie : c'était déjà très différent, à l'époque où l'hôpital a changé d'équipe.\n" * 3
SIMPLIFIED = "访谈者：你们是怎么开始的？\n受访者：我们先和社区的人谈，然后才做决定。\n"
TRADITIONAL = "訪談者：你們是怎麼開始的？\n受訪者：我們先和社區的人談，然後才做決定。\n"


@pytest.mark.parametrize(
    ("text", "codec", "encoding", "guessed"),
    [
        (SWEDISH, "utf-8", "utf-8", False),
        (SWEDISH, "utf-8-sig", "utf-8", False),
        (SWEDISH, "utf-16", "utf-16-le", False),
        (SIMPLIFIED, "utf-32", "utf-32-le", False),
        (SWEDISH, "utf-16-le", "utf-16-le", True),
        (SWEDISH, "utf-16-be", "utf-16-be", True),
        (SIMPLIFIED, "utf-16-le", "utf-16-le", True),
        (SIMPLIFIED, "utf-16-be", "utf-16-be", True),
        (SWEDISH, "cp1252", "windows-1252", True),
        (FRENCH, "cp1252", "windows-1252", True),
        (SIMPLIFIED, "gb18030", "gb18030", True),
        (TRADITIONAL, "big5", "big5", True),
        ("Ana: only ASCII, and 😀", "utf-8", "utf-8", False),
    ],
)
def test_encodings_are_found_and_a_guess_is_owned_up_to(
    text: str, codec: str, encoding: str, guessed: bool
) -> None:
    document = read("talk.txt", text.encode(codec))
    assert (document.text, document.encoding) == (text, encoding)
    assert [str(note) for note in document.notes] == (
        [f"The encoding was guessed as {encoding}. Check letters with accents and signs."] if guessed else []
    )


def test_the_text_is_kept_as_written_but_for_line_ends() -> None:
    assert read("talk.txt", b"  A:\tone \r\n\r\n\r\nB: two\rC\n").text == "  A:\tone \n\n\nB: two\nC\n"


def test_rare_signs_stay_as_written() -> None:
    text = "a\u2028b\x0cc\u00ad\ufeffd. And so on for long."
    assert read("talk.txt", b"\xef\xbb\xbf" + text.encode()).text == text


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_a_zero_character_is_refused_with_its_place(start: bytes) -> None:
    with pytest.raises(HoldsRefused, match=r"character 42 \(line 2\)"):
        read("talk.txt", start + b"One line of some length, then\nanother one.\0 And.")


def test_bytes_that_fit_no_encoding_are_refused_not_replaced() -> None:
    with pytest.raises(EncodingUnknown):
        read("talk.txt", b"\xef\xbb\xbfbroken \xff\xfe after its mark")


def test_a_file_of_bytes_is_no_text() -> None:
    with pytest.raises((NotADocument, EncodingUnknown)):
        read("talk.txt", bytes(range(256)) * 20)


def test_text_without_a_known_ending_is_plain() -> None:
    assert read("NOTES", "Fältanteckningar".encode()).format == "txt"
