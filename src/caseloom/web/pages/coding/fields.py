"""What a form says of a code: its fields, what they said when the form was made, and what they say now."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from caseloom.coding.kinds import COLOURS, SHORTCUTS
from caseloom.coding.readings import Code
from caseloom.web.addresses import short
from caseloom.web.components.links import Choice
from caseloom.web.naming import field_words
from caseloom.web.pages.coding.found import above, choices_of, chosen_in
from caseloom.web.pages.marks import Codebook

_LISTS = ("inclusion", "exclusion", "examples", "near_misses")
_INDUCTIVE = ("label", "parent", "definition", "inclusion", "exclusion")
_ANY = ("examples", "near_misses", "colour", "shortcut")

Values = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """A field of the form; `sort` is line, text, select or colours. `saw` names what it said when shown.

    `now` is what the study says by now where that is otherwise than what was seen and what is typed.
    """

    name: str
    label: str
    value: str
    hint: str
    sort: str
    saw: str
    choices: tuple[Choice, ...] = ()
    now: str = ""
    differs: bool = False


def names_for(code: Code | None) -> tuple[str, ...]:
    """The fields that can be said of a code: a framework's words are not among them."""
    return (*(_INDUCTIVE if code is None or code.construct is None else ("project_wording",)), *_ANY)


def said_of(code: Code) -> dict[str, str]:
    """What the study says in each of the code's fields, as a form has it."""
    lists = {name: "\n".join(getattr(code, name)) for name in _LISTS}
    said = {
        "label": code.label,
        "parent": short(code.parent) if code.parent else "",
        "definition": code.definition,
        "project_wording": code.construct.project_wording if code.construct else "",
        "colour": code.colour,
        "shortcut": code.shortcut,
        **lists,
    }
    return {name: _tidy(name, words) for name, words in said.items()}


def typed_in(sent: Values, code: Code | None) -> dict[str, str]:
    """What somebody typed, without blanks that mean nothing."""
    return {name: _tidy(name, sent.get(name, "")) for name in names_for(code)}


def _tidy(name: str, words: str) -> str:
    if name in _LISTS:
        return "\n".join(line.strip() for line in words.splitlines() if line.strip())
    return words.replace("\r\n", "\n").strip()


def seal(words: str) -> str:
    """By which a form remembers what it saw."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def touched(typed: Values, sent: Values) -> dict[str, str]:
    """The fields that somebody changed, against what the form saw."""
    return {
        name: words
        for name, words in typed.items()
        if name in sent and seal(words) != sent.get(f"saw-{name}")
    }


def overtaken(typed: Values, sent: Values, now: Values) -> set[str]:
    """The fields that somebody changed and that another changed otherwise meanwhile."""
    return {
        name
        for name, words in touched(typed, sent).items()
        if seal(now[name]) != sent.get(f"saw-{name}") and now[name] != words
    }


def as_values(book: Codebook, said: Values) -> dict[str, Any]:
    """Fields of a form as the actions take them."""
    values: dict[str, Any] = {name: words or None for name, words in said.items()}
    if "parent" in values:
        found = chosen_in(book, said["parent"])
        values["parent"] = found.id if found else None
    return values


def fields_of(
    book: Codebook, code: Code | None, typed: Values, other: Collection[str] = ()
) -> Iterator[Field]:
    """The form's fields with what was typed, and beside it what the study says where that was overtaken."""
    now = said_of(code) if code else {}
    for name in names_for(code):
        yield Field(
            name=name,
            label=_label(name),
            value=typed.get(name, ""),
            hint=_hint(name),
            sort=_SORTS.get(name, "text"),
            saw=seal(now.get(name, "")) if code else "",
            choices=tuple(_choices(book, code, name, typed.get(name, ""))),
            now=_readable(book, name, now.get(name, "")),
            differs=name in other,
        )


_SORTS = {"label": "line", "parent": "select", "shortcut": "select", "colour": "colours"}


def _choices(book: Codebook, code: Code | None, name: str, typed: str) -> Iterator[Choice]:
    if name == "parent":
        yield from choices_of(book, partial(_may_be_above, book, code), chosen_in(book, typed))
    elif name == "shortcut":
        yield Choice("", _("none"), not typed)
        for key in SHORTCUTS:
            holder = next((each for each in book.codes if each.shortcut == key), None)
            other = holder is not None and (code is None or holder.id != code.id)
            held = _("%(key)s (now %(code)s)") % {"key": key, "code": holder.label if holder else ""}
            yield Choice(key, held if other else key, typed == key)
    elif name == "colour":
        yield Choice("", _("by its place in the codebook"), not typed)
        for each in COLOURS:
            yield Choice(each, pgettext("value", each), typed == each)


def _may_be_above(book: Codebook, code: Code | None, each: Code) -> bool:
    """Neither the code itself nor what stands beneath it."""
    beneath: set[UUID] = {each.id, *(one.id for one in above(book, each))}
    return code is None or code.id not in beneath


def _readable(book: Codebook, name: str, said: str) -> str:
    if name == "parent":
        found = chosen_in(book, said)
        return found.label if found else ""
    return pgettext("value", said) if name == "colour" and said else said


def _label(name: str) -> str:
    return field_words("construct" if name == "project_wording" else "code", name)


def _hint(name: str) -> str:
    return {
        "project_wording": _("It goes before the framework’s definition, which stays beside it."),
        "inclusion": _("One a line."),
        "exclusion": _(
            "One a line. To send coders to a construct instead, end the line with “ → ” and the reference "
            "that stands on its page, such as cfir2022.inner.culture."
        ),
        "examples": _("One a line, best in the words of a source."),
        "near_misses": _("One a line: what looks as if it belonged here, and why it does not."),
        "shortcut": _(
            "Codes what is selected in a source. Each key belongs to one code: choose one that another code "
            "has, and it moves here."
        ),
    }.get(name, "")
