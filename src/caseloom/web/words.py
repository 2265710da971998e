"""Words for people: kinds of source, times, numbers with what they count, sentences of the record."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from caseloom.dates import can_read, in_words
from caseloom.language import CaseloomError, Phrase
from caseloom.record.model import SAID_FOR_NAMES, Act, Acts, one_stop
from caseloom.web.languages import between_sentences, grouped, page_language

_SAID_BY_THE_PROGRAM = frozenset({"reason", "why", "finding", "hint"})
"""Gaps of errors that the program fills with words of its own, or of the machine's."""


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


def memo_kind_words(kind: str) -> str:
    """A type of memo."""
    return {
        "reflexive": _("reflexive"),
        "methodological": _("methodological"),
        "theoretical": _("theoretical"),
        "question": _("question"),
        "contact_summary": _("contact summary"),
    }.get(kind, kind)


def date_words(edtf: str | None) -> str:
    """An EDTF date as people say it; as written where it cannot be read; "" for none."""
    if not edtf:
        return ""
    return in_words(edtf, page_language()) if can_read(edtf) else edtf


def moment_words(iso: str, *, seconds: bool = False) -> str:
    """A wall time (ISO 8601 with zone) as a day and a minute (or second) of this machine's clock."""
    try:
        moment = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return iso
    time = f"{moment:%H:%M:%S}" if seconds else f"{moment:%H:%M}"
    return _("%(day)s, %(time)s") % {"day": day_words(moment.date()), "time": time}


def day_words(day: date) -> str:
    """A day as people say it."""
    return date_words(day.isoformat())


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


def sentence_words(sentence: str, named: Mapping[str, Any]) -> str:
    """A sentence (its message id) in the reader's language, with its gaps filled."""
    return _(sentence).format(**{gap: _in_gap(gap, value) for gap, value in named.items()})


def sentences_words(sentences: Iterable[str]) -> str:
    """Several sentences (their message ids), one after the other."""
    return between_sentences().join(map(_, sentences))


def act_words(act: Act) -> str:
    """An act of the history as a sentence."""
    return one_stop(sentence_words(act.sentence, act.named))


def error_words(error: CaseloomError) -> str:
    """What an error tells people; a command that it names is said to be one."""
    said = sentence_words(error.sentence, error.named)
    if "“caseloom " not in error.sentence:
        return said
    note = _("What begins with “caseloom” is a command for a terminal.")
    return between_sentences().join((said, note))


def thing_words(kind: str) -> str:
    """A kind of thing that a study keeps, or one of its fields, in the singular."""
    return {
        "candidate_decision": _("decision on a candidate"),
        "case_setting": _("setting of a case"),
        "coding_query": _("query over codings"),
        "flag": _("flag of a distressing passage"),
        "former_text": _("former text"),
        "innovation_version": _("version of an innovation"),
        "memo_link": _("link of a memo"),
        "other_text": _("other corrected text"),
        "page_picture": _("picture of a page"),
        "source_setting": _("setting of a source"),
        "turn_role": _("speaker of a turn"),
        "wish": _("what is asked"),
    }.get(kind) or pgettext("thing", kind.replace("_", " "))


def _in_gap(gap: str, value: Any) -> Any:
    match value:
        case Act():
            return act_words(value)
        case Acts():
            return between_sentences().join(map(act_words, value))
        case CaseloomError():
            return error_words(value)
        case Phrase():
            return sentence_words(value.sentence, value.named)
        case int():
            return grouped(value) if gap == "count" else value
        case str() if gap in ("kind", "field"):
            return thing_words(value)
        case str() if value and (gap in _SAID_BY_THE_PROGRAM or value in SAID_FOR_NAMES):
            return _(value)
    return value
