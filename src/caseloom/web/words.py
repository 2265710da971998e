"""Words for people: kinds of source, times, numbers with what they count."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.dates import can_read, in_words
from caseloom.web.tags import grouped


def initials(name: str) -> str:
    """The first letters of a name's first and last word; what stands in brackets is no name."""
    words = name.partition("(")[0].split()
    return "".join(word[0] for word in (*words[:1], *words[1:][-1:])).upper()


def title_language(title: str, language: str | None) -> str:
    """The source's language where its title is plainly in it; "" for a title in Latin letters.

    Nobody states a title's language: a Swedish interview is often titled in the language of the study.
    """
    return "" if any(letter.isascii() and letter.isalpha() for letter in title) else language or ""


def kind_words(kind: str) -> str:
    """A kind of source in the singular."""
    return {
        "interview": _("interview"),
        "focus_group": _("focus group"),
        "document": _("document"),
        "field_note": _("field note"),
        "survey": _("survey"),
    }.get(kind, kind)


def date_words(edtf: str | None) -> str:
    """An EDTF date as people say it; as written where it cannot be read; "" for none."""
    if not edtf:
        return ""
    return in_words(edtf) if can_read(edtf) else edtf


def moment_words(iso: str) -> str:
    """A wall time (ISO 8601 with zone) as a day and a minute of this machine's clock."""
    try:
        moment = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return iso
    return f"{moment.day} {moment:%B %Y, %H:%M}"


def clock_words(seconds: float | None) -> str:
    """Seconds from the start of a recording as 0:12:04; "" for none."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


def passages_words(number: int) -> str:
    """Such as “41 passages”."""
    return ngettext("%(n)s passage", "%(n)s passages", number) % {"n": grouped(number)}


def sources_words(number: int) -> str:
    """Such as “1 source”."""
    return ngettext("%(n)s source", "%(n)s sources", number) % {"n": grouped(number)}


def words_words(number: int) -> str:
    """Such as “1 word”."""
    return ngettext("%(n)s word", "%(n)s words", number) % {"n": grouped(number)}


def action_words(action: str) -> str:
    """What a change did, from its action's name; an unknown one is shown as it is."""
    return {
        "study.describe": _("described the study"),
        "framework.adopt": _("adopted a framework"),
        "construct.define": _("filled in source definitions"),
        "source.add": _("added a source"),
        "source.set": _("changed a source"),
        "source.remove": _("removed a source"),
        "source.revise": _("corrected a text"),
        "speaker.set": _("said who speaks"),
        "turn.set": _("said who speaks"),
        "code.add": _("made a code"),
        "code.set": _("changed a code"),
        "coding.add": _("coded"),
        "coding.set": _("changed a coding"),
        "coding.remove": _("removed a coding"),
        "codings.add": _("coded"),
        "query.save": _("saved a query"),
        "candidate.decide": _("judged a candidate"),
        "candidates.decide": _("judged candidates"),
        "candidate.accepted": _("accepted candidates"),
        "candidate.rejected": _("rejected candidates"),
        "innovation.add": _("described an innovation"),
        "innovation_version.add": _("described an innovation"),
        "setting.add": _("described a setting"),
        "case.add": _("added a case"),
        "case.set": _("changed a case"),
        "wave.add": _("added a wave"),
        "wave.set": _("changed a wave"),
        "phase.add": _("added a phase"),
        "participant.add": _("added a participant"),
        "participant.set": _("changed a participant"),
        "plan.add": _("planned what to collect"),
        "person.join": _("joined the team"),
        "person.add": _("joined the team"),
    }.get(action, action.replace(".", " "))
