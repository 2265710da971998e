"""Words begin where `count_words` counts them."""

from hypothesis import given
from hypothesis import strategies as st

from caseloom.text import count_words, search_terms, word_starts
from caseloom.text.tokens import tokens

TEXTS = st.text(alphabet=st.sampled_from(list("ab '—-\n\t医生かな𠮷é\u0301👩\u200d👧1，。 \u3000")), max_size=60)


@given(TEXTS)
def test_there_are_as_many_beginnings_as_words(text: str) -> None:
    starts = word_starts(text)
    assert len(starts) == count_words(text)
    assert starts == sorted(set(starts))
    assert all(not text[at].isspace() for at in starts)


def test_each_han_character_begins_a_word() -> None:
    assert word_starts("去 GP 看医生。") == [0, 2, 5, 6, 7]


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_short_way_for_plain_text_gives_the_same_terms(text: str) -> None:
    assert search_terms(text).split() == [token.key for token in tokens(text)]
