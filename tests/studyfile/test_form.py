"""The form of a study file: word for word what studies out there have, until an upgrade says otherwise."""

from pathlib import Path

from caseloom.rooms import DERIVED, KINDS
from caseloom.studyfile.connection import FORM
from caseloom.studyfile.file import statements
from caseloom.text import describe

FORMS = Path(__file__).parent / "forms"


def test_the_schema_is_the_one_that_this_form_has() -> None:
    kept = (FORMS / f"form-{FORM}.sql").read_text(encoding="utf-8")
    assert ";\n\n".join(statements(KINDS, DERIVED)) + ";\n" == kept, (
        "a changed schema is a new form with an upgrade"
    )


def test_a_passage_keeps_32_characters_of_context_since_its_place_determines_its_id() -> None:
    text = "a" * 100 + "quote" + "b" * 100
    selector = describe(text, 100, 105)
    assert (selector.before, selector.after) == ("a" * 32, "b" * 32)
