"""The index holds the same terms whichever way a text was read."""

from hypothesis import given
from hypothesis import strategies as st

from caseloom.text import search_terms
from caseloom.text.tokens import tokens


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_short_way_for_plain_text_gives_the_same_terms(text: str) -> None:
    assert search_terms(text).split() == [token.key for token in tokens(text)]
