"""What an act did to a field, as pages say it: the field's name, what stood there, what stands there."""

from dataclasses import replace

from django.utils.translation import gettext as _

from caseloom.record.model import Edit
from caseloom.web.naming import field_words, value_words

LONGEST = 160


def edit_words(kind: str, edit: Edit) -> Edit:
    """The same of a row of that kind in the reader's language, long texts cut."""
    on = edit.after in ("1", "True")
    if edit.field == "gone":
        return replace(edit, said=_("was taken out") if on else _("was brought back"))
    if edit.field == "retired":
        return replace(edit, said=_("was retired") if on else _("is in use again"))
    before, after = (_cut(value_words(kind, edit.field, said)) for said in (edit.before, edit.after))
    return replace(edit, field=field_words(kind, edit.field), before=before, after=after)


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST].rstrip() + " …"
