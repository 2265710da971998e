"""A conflict in words: what happened, each side of it, and what it is about."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.coding.readings import flagged, left_behind, quoted_at
from caseloom.record.model import BUILD, ConflictTold, SideTold
from caseloom.sources.readings import sources
from caseloom.web.addresses import Place, named, short
from caseloom.web.components.links import Link
from caseloom.web.components.passages import Passage
from caseloom.web.languages import between_sentences, grouped
from caseloom.web.naming import field_words, value_words
from caseloom.web.page import Page
from caseloom.web.pages.record.history import ROWS
from caseloom.web.pages.record.parting import Parted, parted
from caseloom.web.words import moment_words, thing_words, title_language


@dataclass(frozen=True)
class Side:
    """One side: who wrote what, when; `choose` is the button's words, "" where a button beside it does.

    `copy` says in which copy it was written, or which side was in this file first, as far as that is known.
    What is `final` cannot be undone, and is asked a second time. `meanwhile` says what it is that it stands.
    """

    change: str
    who: str
    when: str
    says: str
    stands: bool
    choose: str
    final: bool
    copy: str = ""
    meanwhile: str = ""


@dataclass(frozen=True)
class Shown:
    """A conflict as the page shows it; `key` and `state` are what its form was made for.

    `passage` are the words that a coding or a candidate is about, `parted` two corrected texts;
    `where` leads to the thing itself and `history` to all that was ever written to it.
    """

    key: str
    state: str
    title: str
    sentence: str
    sides: tuple[Side, ...]
    built: bool = False
    passage: Passage | None = None
    where: str = ""
    history: str = ""
    parted: Parted | None = None


def shown(every: Sequence[ConflictTold], page: Page, since: int | None = None) -> tuple[Shown, ...]:
    """Conflicts as a page shows them; before a merge, `since` which number the other copy's changes come."""
    behind = {} if since is not None else {out.code: out.codings for out in left_behind(page.db, page.viewer)}
    return tuple(_shown(each, page, since, behind.get(each.entity, 0)) for each in every)


def _shown(each: ConflictTold, page: Page, since: int | None, behind: int) -> Shown:
    """`behind` is how many codings have the code that was taken out."""
    text = None
    if each.sort == "text" and since is None:
        text = parted(page.db, page.viewer, each, names_of(each))
    sides = tuple(_sides(each, since, text.drops if text else ()))
    written = each.sort != "withdrawn"
    told = written and since is None and each.kind in ROWS
    return Shown(
        key=key_of(each),
        state=state_of(each),
        title=title_of(each),
        sentence=between_sentences().join((sentence_of(each), *_behind_words(behind))),
        sides=sides,
        built=written and any(not side.who for side in each.sides),
        passage=None if since is not None else passage_of(page, each),
        where="" if since is not None else where(page, each),
        history=page.at("history", **{each.kind: each.entity.hex}) if told else "",
        parted=text,
    )


def names_of(conflict: ConflictTold) -> list[str]:
    """Who wrote the sides; of one person in two copies also when."""
    names = [side.who or _(BUILD) for side in conflict.sides]
    if len(set(names)) == len(names):
        return names
    times = [moment_words(side.at, seconds=True) if side.at else "" for side in conflict.sides]
    return [f"{name} ({time})" if time else name for name, time in zip(names, times, strict=True)]


def key_of(conflict: ConflictTold) -> str:
    """Which conflict it is, in a form."""
    return f"{conflict.sort}.{conflict.kind}.{conflict.entity.hex}.{conflict.field}"


def state_of(conflict: ConflictTold) -> str:
    """What a form was made for: the sides there were, and which stood."""
    offered = (*conflict.sides, *((conflict.third,) if conflict.third else ()))
    sides = sorted(f"{side.change.hex}{side.stands}" for side in offered)
    return hashlib.sha256(" ".join(sides).encode()).hexdigest()


def title_of(conflict: ConflictTold) -> str:
    """What it is about."""
    kind = thing_words("source" if conflict.sort == "withdrawn" else conflict.kind)
    return _("%(kind)s “%(name)s”") % {"kind": kind, "name": conflict.about} if conflict.about else kind


def sentence_of(conflict: ConflictTold) -> str:
    """What happened."""
    if conflict.third is not None and conflict.sort == "used":
        return _(
            "One person merged this code into “%(into)s”, another coded with it, without knowing of each "
            "other. Until somebody chooses, what was done with it is not shown and counts nowhere."
        ) % {"into": conflict.third.says}
    if conflict.sort == "used":
        return _(
            "One person took this out while another used it. Until somebody chooses, it is not shown, and "
            "neither is what was done with it."
        )
    if conflict.sort == "withdrawn":
        return _("Words came in of a participant who withdrew, from a copy that did not know of it.")
    if conflict.sort == "text":
        said = _("The text was corrected twice, by people who did not know of each other's correction.")
        apart = _("They changed different words, so that both corrections can be taken.")
        return between_sentences().join((said, apart)) if conflict.third is not None else said
    if conflict.kind == "candidate_decision":
        return _sentence_of_decision(conflict)
    if conflict.field == "gone":
        return _("People decided differently whether this stays, without knowing of each other.")
    return _("People wrote different things as “%(field)s”, without knowing of each other.") % {
        "field": field_words(conflict.kind, conflict.field)
    }


def _behind_words(codings: int) -> Iterator[str]:
    """What either choice means for the codings of a code that was taken out."""
    if codings:
        yield ngettext(
            "%(n)s coding has it: it comes back with the code, or stays out with it.",
            "%(n)s codings have it: they come back with the code, or stay out with it.",
            codings,
        ) % {"n": grouped(codings)}


def _sentence_of_decision(conflict: ConflictTold) -> str:
    said = _(
        "A saved query found this passage for a code (a candidate). One person accepted it, another did "
        "not, without knowing of each other."
    )
    if not conflict.coded:
        return said
    counts = _(
        "Until somebody chooses, the coding that came of accepting it is there and counts. Where it is "
        "rejected, that coding is taken out in the same step."
    )
    return between_sentences().join((said, counts))


def _sides(conflict: ConflictTold, since: int | None, drops: Sequence[str] = ()) -> Iterator[Side]:
    """The sides; of several uses of what was taken out, only the first has a button: it is one choice."""
    first = min(side.arrived for side in conflict.sides)
    minutes = [moment_words(side.at) for side in conflict.sides if side.at]
    close = len(set(minutes)) < len(minutes)
    for place, side in enumerate(conflict.sides):
        yield Side(
            change=side.change.hex,
            who=side.who or ("" if conflict.sort == "withdrawn" else _(BUILD)),
            when=moment_words(side.at, seconds=close) if side.at else "",
            says=drops[place] if drops else side_words(conflict, side, place),
            stands=side.stands,
            choose="" if conflict.sort == "used" and place > 1 else _choose(conflict, side, place),
            final=conflict.sort == "withdrawn" and place == 0,
            copy=_copy(conflict, side, since, first),
            meanwhile=_meanwhile(conflict),
        )
    if conflict.third is not None and conflict.sort == "used":
        into = conflict.third
        yield Side(
            change=into.change.hex,
            who=into.who,
            when=moment_words(into.at, seconds=close) if into.at else "",
            says=_("merged into “%(into)s”") % {"into": into.says},
            stands=False,
            choose=_("Give them to “%(into)s”") % {"into": into.says},
            final=False,
        )


def _meanwhile(conflict: ConflictTold) -> str:
    """What it means that a side stands: of a candidate, not that it counts."""
    return _("shown until you choose") if conflict.coded else _("counts until you choose")


def _copy(conflict: ConflictTold, side: SideTold, since: int | None, first: int) -> str:
    """Where a side was written: in which copy, in a rehearsal; afterwards only a build needs it said."""
    if conflict.sort == "withdrawn":
        return ""
    if since is not None:
        return _("the other copy") if side.arrived >= since else _("this copy")
    if side.who:
        return ""
    mark = side.change.hex[:8]
    if side.arrived == first:
        return _("in this file first (build %(mark)s)") % {"mark": mark}
    return _("came in by merging (build %(mark)s)") % {"mark": mark}


def side_words(conflict: ConflictTold, side: SideTold, place: int) -> str:
    """What a side says; what was taken out, or goes, stands at place 0."""
    if conflict.sort == "used":
        return _("taken out") if place == 0 else _("used: %(what)s") % {"what": side.says}
    if conflict.sort == "withdrawn":
        return _("What this participant says there goes too, for good") if place == 0 else str(side.says)
    if conflict.field == "gone":
        return _("taken out") if side.says == "1" else _("kept")
    return value_words(conflict.kind, conflict.field, side.says)


def _choose(conflict: ConflictTold, side: SideTold, place: int) -> str:
    if conflict.sort == "used":
        return _("Leave it taken out") if place == 0 else _("Bring it back")
    if conflict.sort == "withdrawn":
        return _("Erase it") if place == 0 else _("Keep it: these are not that participant’s words")
    if conflict.sort == "text":
        return _("Take this text wholly")
    return _("Keep this one") if side.stands else _("Take this one")


def passage_of(page: Page, conflict: ConflictTold) -> Passage | None:
    """The words that a coding or a decision on a candidate is about, in their text."""
    ids = [conflict.entity] if conflict.kind in ("coding", "candidate_decision") else []
    found = quoted_at(page.db, page.viewer, conflict.kind, ids).get(conflict.entity)
    source = next(iter(sources(page.db, page.viewer, id=found.source)), None) if found else None
    if found is None or source is None:
        return None
    address = page.at("sources", named(source.title, source.id))
    facts = [_("query “%(name)s”") % {"name": found.query_name}] if found.query_name else []
    return Passage(
        quote=found.quote,
        href=f"{address}?at={Place(found.start, found.end, found.revision)}",
        source=Link(source.title, address, title_language(source.title, source.language)),
        before=found.before,
        after=found.after,
        facts=(*facts, _("for the code “%(name)s”") % {"name": found.code_label}),
        language=source.language or "",
        distressing=bool(flagged(page.db, page.viewer, conflict.kind, ids)),
    )


def where(page: Page, conflict: ConflictTold) -> str:
    """The page of what a conflict is about; "" where it has none of its own."""
    if conflict.kind == "case":
        return page.at("sources", case=short(conflict.entity))
    room = {"source": "sources", "code": "codebook", "memo": "memos"}.get(conflict.kind)
    if room is None or conflict.field == "gone" or conflict.sort == "used":
        return ""
    return page.at(room, named(conflict.about, conflict.entity))
