"""What was changed of a coding, as the page says it aloud."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from caseloom.coding.readings import CodedPassage, passages
from caseloom.web.naming import field_words
from caseloom.web.page import Page
from caseloom.web.pages.sources.asked import SAID, Asked
from caseloom.web.reader import reader_language


def passage_of(page: Page, asked: Asked) -> CodedPassage | None:
    """The coding that a wish is about, as it is now; None where it is about none, or that has no place."""
    if asked.do != "set":
        return None
    found = passages(page.db, page.viewer, coding=asked.which, language=reader_language())
    return next(iter(found), None)


def changed_words(asked: Asked, code: str, before: CodedPassage | None, after: CodedPassage | None) -> str:
    """What was changed of the coding with a code: its time, its weight, its kind of example, its memo."""
    named = {"code": code}
    if asked.do == "resize":
        return _("%(code)s: the passage was changed.") % named
    if before is None or after is None:
        return _("What you said of the coding is kept; it has no place in the text that is shown.")
    match list(_fields(before, after)):
        case []:
            return _("%(code)s: it says this already.") % named
        case [one]:
            return _sentence(one) % named
        case several:
            return _("%(code)s was changed: %(fields)s.") % {**named, "fields": _list(several)}


def _fields(before: CodedPassage, after: CodedPassage) -> Iterator[str]:
    if (before.code, before.role_label) != (after.code, after.role_label):
        yield "code"
    yield from (name for name in SAID if getattr(before, name) != getattr(after, name))


def _sentence(field: str) -> str:
    return {
        "code": _("The code is %(code)s now."),
        "valence": _("%(code)s: whether it helps or hinders was changed."),
        "example": _("%(code)s: whether it is an example or a remark was changed."),
        "about": _("%(code)s: the time it speaks of was changed."),
        "memo": _("%(code)s: the memo was changed."),
    }[field]


def _list(fields: Sequence[str]) -> str:
    return ", ".join(field_words("coding", each) for each in fields)
