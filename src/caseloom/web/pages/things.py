"""Things of any kind on pages: where each has its page, and which one an address or a form names."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from caseloom.coding.readings import codes, queries
from caseloom.design import readings as design
from caseloom.record.readings import ThingTold, things_told
from caseloom.sources.readings import sources
from caseloom.studyfile import Thing, read_thing
from caseloom.team.kinds import LINKED
from caseloom.team.readings import memos
from caseloom.web.addresses import Place, named, short
from caseloom.web.components.links import Link
from caseloom.web.page import Page
from caseloom.web.words import thing_words

_EVERY: Mapping[str, Callable[[Page], Iterable[UUID]]] = {
    "case": lambda page: (each.id for each in design.cases(page.db, page.viewer)),
    "wave": lambda page: (each.id for each in design.waves(page.db, page.viewer)),
    "setting": lambda page: (each.id for each in design.settings(page.db, page.viewer)),
    "participant": lambda page: (each.id for each in design.participants(page.db, page.viewer)),
    "source": lambda page: (each.id for each in sources(page.db, page.viewer)),
    "code": lambda page: (each.id for each in codes(page.db, page.viewer, with_use=False)),
    "query": lambda page: (each.id for each in queries(page.db, page.viewer)),
    "memo": lambda page: (each.id for each in memos(page.db, page.viewer, limit=None).memos),
}


def asked_thing(page: Page, written: str) -> Thing | None:
    """The thing that “<kind>:<id>” names, its id whole or short; “study” is the study. None for nonsense.

    A code from a construct is its construct, which memos on it are about.
    """
    kind, _, id = written.partition(":")
    if kind == "study":
        return Thing("study", page.card.id) if page.card else None
    thing = read_thing(written)
    if thing is None and kind in _EVERY:
        found = page.shelved.whole_id(kind, id, lambda: _EVERY[kind](page))
        thing = Thing(kind, found) if found else None
    if thing is None or thing.kind not in LINKED:
        return None
    if thing.kind == "code":
        every = codes(page.db, page.viewer, with_use=False)
        return next((each.thing for each in every if each.id == thing.id), thing)
    return thing


@dataclass(frozen=True)
class ThingShown:
    """A thing on a page: its kind in words, its name with its page, and whether it is out of sight."""

    kind: str
    link: Link
    out: bool

    @property
    def whole(self) -> Link:
        """Kind and name together, as in a sentence."""
        named = _("%(kind)s “%(name)s”") % {"kind": self.kind, "name": self.link.label}
        return Link(named, self.link.href)


def things_shown(page: Page, things: Iterable[Thing]) -> dict[Thing, ThingShown]:
    """Things as a page shows them."""
    told = things_told(page.db, page.viewer, page.shelved.study.file.kinds, things)
    codes_of = _codes_of_constructs(page) if any(each.kind == "construct" for each in told) else {}
    return {
        thing: ThingShown(
            thing_words(thing.kind),
            Link(_label(page, each), "" if each.out else _href(page, each, codes_of)),
            each.out,
        )
        for thing, each in told.items()
    }


def _codes_of_constructs(page: Page) -> dict[Thing, UUID]:
    return {each.thing: each.id for each in codes(page.db, page.viewer, with_use=False) if each.construct}


def in_address(thing: Thing) -> str:
    """A thing as an address names it; passages and codings, of which there are many, by their whole id."""
    return f"{thing.kind}:{short(thing.id)}" if thing.kind in _EVERY else str(thing)


def _label(page: Page, found: ThingTold) -> str:
    return found.name or (page.title if found.thing.kind == "study" else thing_words(found.thing.kind))


def _href(page: Page, found: ThingTold, codes_of: Mapping[Thing, UUID]) -> str:
    kind, id = found.thing.kind, codes_of.get(found.thing, found.thing.id)
    if found.at is not None:
        place = Place(found.at.start, found.at.end, found.at.revision)
        return page.at("sources", named("", found.at.source), at=str(place))
    return {
        "study": page.home,
        "case": page.at("sources", case=short(id)),
        "wave": page.at("sources", wave=short(id)),
        "source": page.at("sources", named(found.name, id)),
        "code": page.at("codebook", named(found.name, id)),
        "construct": page.at("codebook", named(found.name, id)),
        "participant": page.at("participants"),
        "query": page.at("candidates"),
        "memo": page.at("memos", named(found.name, id)),
    }.get(kind, "")
