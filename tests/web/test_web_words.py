"""What language a title claims."""

from caseloom.web.words import title_language


def test_a_title_in_latin_letters_claims_no_language() -> None:
    assert title_language("林老师", "zh") == "zh"
    assert title_language("Maja Lindqvist, wave 1", "sv") == ""
    assert title_language("2019", None) == ""
