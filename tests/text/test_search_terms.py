"""The index holds the same terms whichever way a text was read."""

from hypothesis import given
from hypothesis import strategies as st

from caseloom.text import search_terms
from caseloom.text.tokens import tokens

LATIN = st.characters(max_codepoint=0x17F, exclude_categories=["Cs"])
COMMON = st.one_of(LATIN, st.sampled_from("’“”–…•€ß İŉſ·½ﬁ医か\u0301\u00ad"))


@given(st.text(COMMON))
def test_the_short_way_for_latin_script_gives_the_same_terms(text: str) -> None:
    assert search_terms(text).split() == [token.key for token in tokens(text)]


def test_each_latin_letter_alone_and_between_others() -> None:
    for letter in map(chr, range(0x20, 0x180)):
        for text in (letter, f"a{letter}b", f"{letter} {letter.upper()}"):
            assert search_terms(text).split() == [token.key for token in tokens(text)]
