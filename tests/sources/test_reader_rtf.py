"""RTF: words in any of its encodings, one paragraph a block."""

import pytest

from caseloom.sources.readers import read
from caseloom.sources.readers.errors import NoText


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (r"Ana: {\b Yes.}\par Ben: No.\par", "Ana: Yes.\n\nBen: No."),
        (r"\ansicpg1252 V\'e5rd", "Vård"),
        (r"\uc1 \u35775?\u35848?", "访谈"),
        (r"a\tab b\~c", "a\tb\u00a0c"),
    ],
)
def test_words(inside: str, text: str) -> None:
    assert read("talk.rtf", f"{{\\rtf1\\ansi {inside}}}".encode()).text == text


def test_rtf_called_doc_is_read_as_what_it_is() -> None:
    assert read("talk.doc", rb"{\rtf1\ansi Ana: Yes.}").format == "rtf"


def test_a_file_cut_short_is_told() -> None:
    document = read("talk.rtf", rb"{\rtf1\ansi Ana: Yes. {\b and")
    assert "The file ends in the middle of a group" in " ".join(map(str, document.notes))


def test_no_words() -> None:
    with pytest.raises(NoText):
        read("talk.rtf", rb"{\rtf1\ansi }")
