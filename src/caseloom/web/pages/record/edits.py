"""What an act did to a field, as pages say it: the field's name, what stood there, what stands there."""

from django.utils.translation import gettext as _

from caseloom.record.model import Edit
from caseloom.web.words import thing_words

LONGEST = 160


def edit_words(edit: Edit) -> Edit:
    """The same in the reader's language, long texts cut."""
    if edit.field == "gone":
        there = {"1": _("taken out"), "": _("there"), "0": _("there")}
        return Edit(_("state"), there.get(edit.before, edit.before), there.get(edit.after, edit.after))
    return Edit(thing_words(edit.field), _cut(edit.before), _cut(edit.after))


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST].rstrip() + " …"
