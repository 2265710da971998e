"""What an act did to a field, as pages say it: the field's name, what stood there, what stands there."""

from django.utils.translation import gettext as _

from caseloom.record.model import Edit
from caseloom.web.naming import value_words
from caseloom.web.words import thing_words

LONGEST = 160


def edit_words(kind: str, edit: Edit) -> Edit:
    """The same of a row of that kind in the reader's language, long texts cut."""
    if edit.field == "gone":
        there = {"1": _("taken out"), "": _("there"), "0": _("there")}
        before, after = str(edit.before), str(edit.after)
        return Edit(_("state"), there.get(before, before), there.get(after, after))
    before, after = (_cut(value_words(kind, edit.field, said)) for said in (edit.before, edit.after))
    return Edit(thing_words(edit.field), before, after)


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST].rstrip() + " …"
