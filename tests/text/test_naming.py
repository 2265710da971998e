"""By what a text names a person: whole names in any case, given and family names as names are written."""

import pytest

from caseloom.text import naming

OTHERS = ("Alasdair Meikle (invented)", "Shona Ross")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Shona Rennie (invented)", "then shona rennie said"),
        ("Shona Rennie [pseudonym]", "Present were Shona Rennie and others"),
        ("Shona Rennie (invented)", "Ms Rennie's letter"),
        ("Maja Lindqvist (invented)", "I rang Maja and said"),
        ("Maja Lindqvist (invented)", "Det var Majas idé"),
        ("Zoë Ångström", "ANGSTROM"),
        ("Rennie, Maja", "Maja Rennie"),
        ("Maja Rennie, peer coordinator", "Maja was there"),
        ("Dr Catriona Imrie", "Catriona"),
        ("Doreen Friesen-Holt (invented)", "Mrs Friesen-Holt"),
        ("林慧贞 Lin Huizhen (invented)", "昨天林慧贞说"),
        ("林慧贞 Lin Huizhen (invented)", "慧贞来了"),
        ("林慧贞 Lin Huizhen (invented)", "Mrs. Lin"),
        ("Head of service (invented, not yet interviewed)", "the next Head of Service"),
        ("Olga", "olga"),
    ],
)
def test_it_is_met(name: str, text: str) -> None:
    found = naming(name, OTHERS).find(text)
    assert found is not None
    assert text[slice(*found)].strip()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Shona Rennie (invented)", "everything here is invented"),
        ("Shona Rennie", "Shona Ross"),  # another participant has that name too
        ("Grace Hill", "up the hill by the grace of God"),
        ("Head of service (invented)", "Head. A service."),
        ("林慧贞", "林子"),
        ("???", "???"),
        ("", "nobody"),
        ("Shona Rennie", ""),
    ],
)
def test_it_is_not_met(name: str, text: str) -> None:
    assert naming(name, OTHERS).find(text) is None


@pytest.mark.parametrize(
    ("label", "text", "met"),
    [
        ("LF35", "as LF35 said", True),
        ("Peer B", "as peer B said", True),
        ("Respondent", "the Respondent said", False),
        ("Respondent 2", "Respondent 2 said", False),
        ("Interviewer", "the Interviewer said", False),
        ("R", "R said", False),
        ("12", "12 said", False),
    ],
)
def test_a_label_names_somebody_unless_it_is_a_role_s(label: str, text: str, met: bool) -> None:
    assert (naming("Olga", (), (label,)).find(text) is not None) is met
