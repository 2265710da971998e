"""What an address asks of codings, and the controls that write such addresses."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from caseloom.coding.readings import voice_key
from caseloom.coding.relations import Wish
from caseloom.design.kinds import SOURCE_KINDS
from caseloom.design.readings import cases, participants, settings, waves
from caseloom.record.fields import VALENCES
from caseloom.team.readings import people
from caseloom.web.addresses import short
from caseloom.web.components.controls import Control, control
from caseloom.web.page import Page
from caseloom.web.pages.chosen import code_written, offered_codes
from caseloom.web.pages.marks import Codebook
from caseloom.web.words import kind_words

BY_SHORT = ("case", "wave", "setting", "participant", "coder")
SIFTED = (*BY_SHORT, "voice", "source_kind", "valence", "about", "by")


@dataclass(frozen=True)
class Choices:
    """What can be chosen, by the name in the address: (value there, label), and what it is in a wish."""

    offered: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]]
    whole: Mapping[str, Mapping[str, str]]


def choices_of(page: Page) -> Choices:
    """Every case, wave, voice and so on that the first code's codings can be sifted by."""
    db, viewer = page.db, page.viewer
    people_of = participants(db, viewer)
    things = {
        "case": (_("Case"), [(each.id, each.name) for each in cases(db, viewer)]),
        "wave": (_("Wave"), [(each.id, each.name) for each in waves(db, viewer)]),
        "setting": (_("Setting"), [(each.id, each.name) for each in settings(db, viewer)]),
        "participant": (_("Participant"), [(each.id, each.name) for each in people_of]),
        "coder": (_("Coder"), [(each.id, each.name) for each in people(db, viewer)]),
    }
    offered: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
        name: (label, tuple((short(id), words) for id, words in every))
        for name, (label, every) in things.items()
    }
    voices = dict.fromkeys(voice for each in people_of for voice in each.voices)
    offered["voice"] = (_("Voice"), tuple((voice_key(voice), voice) for voice in voices))
    offered["source_kind"] = (_("Kind of source"), tuple((kind, kind_words(kind)) for kind in SOURCE_KINDS))
    offered["valence"] = (_("Helps or hinders"), tuple((key, _(words)) for key, words in VALENCES.items()))
    offered["about"] = (
        _("Time it speaks of"), (("stated", _("stated")), ("not", _("not stated"))),
    )  # fmt: skip
    offered["by"] = (
        _("Coder of the other"), (("same", _("the same person")), ("another", _("another person"))),
    )  # fmt: skip
    whole = {name: {short(id): id.hex for id, _words in every} for name, (_label, every) in things.items()}
    return Choices(offered, whole)


def wish_asked(page: Page, book: Codebook, query: QueryDict, choices: Choices) -> Wish:
    """The wish that an address (or a form) says; raises `CodeUnknown`, `SeveralCodes`, `WishUnreadable`."""
    said: dict[str, str] = {}
    for name in SIFTED:
        value = query.get(name, "")
        said[name] = choices.whole[name].get(value, value) if name in BY_SHORT else value
    within = query.get("within", "")
    return Wish(
        relation=query.get("relation", ""),
        code=code_written(page, book, query.get("code", "")).hex,
        other=code_written(page, book, query.get("other", "")).hex,
        code_below=bool(query.get("code_below")),
        other_below=bool(query.get("other_below")),
        within=int(within) if within.isascii() and within.isdigit() and len(within) < 9 else 0,
        unit=query.get("unit") or "words",
        **said,
    )


def address_of(page: Page, book: Codebook, wish: Wish, saved: str = "") -> str:
    """The address that asks for a wish, of the query `saved`; a code that is not there is left open."""
    values = {id.hex: id.hex for id in book.by_id}
    values |= {value.id: value.value for value in offered_codes(page, book)}
    brief = {full: key for every in choices_of(page).whole.values() for key, full in every.items()}
    said = {name: getattr(wish, name) for name in SIFTED}
    said |= {name: brief.get(said[name], said[name]) for name in BY_SHORT}
    near = {"within": str(wish.within), "unit": wish.unit} if wish.relation == "near" else {}
    below = {name: "1" for name in ("code_below", "other_below") if getattr(wish, name)}
    code, other = (values.get(each, "") for each in (wish.code, wish.other))
    asked = {"code": code, "relation": wish.relation, "other": other, **near, **below, **said}
    return page.at("codings", "query", **asked, saved=saved)


def relation_control(query: QueryDict) -> Control:
    """How the two stand to each other."""
    return control("relation", _("stands"), relation_words().items(), query.get("relation", ""))


def relation_words() -> dict[str, str]:
    """Each relation, said between the first code and the other."""
    return {
        "overlapping": _("overlapping with"),
        "apart": _("not overlapping with"),
        "near": _("near"),
        "inside": _("inside, or on the same passage as"),
        "around": _("around, or on the same passage as"),
        "same": _("on the same passage as"),
    }


def unit_control(query: QueryDict) -> Control:
    """In what near is measured."""
    return control(
        "unit", _("counted in"), [("words", _("words")), ("turns", _("turns"))], query.get("unit", "")
    )


def sifting(query: QueryDict, choices: Choices) -> tuple[Control, ...]:
    """The controls that sift, of what the study has."""
    return tuple(
        control(name, label, [("", _("all")), *every], query.get(name, ""))
        for name, (label, every) in choices.offered.items()
        if every
    )
