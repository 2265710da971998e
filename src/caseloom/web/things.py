"""Things of any kind on pages: where each has its page, and which one an address or a form names."""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

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


def told(page: Page, things: Iterable[Thing]) -> dict[Thing, ThingTold]:
    """What things are called, and where they stand."""
    return things_told(page.db, page.viewer, page.shelved.study.file.kinds, things)


def in_address(thing: Thing) -> str:
    """A thing as an address names it; passages and codings, of which there are many, by their whole id."""
    return f"{thing.kind}:{short(thing.id)}" if thing.kind in _EVERY else str(thing)


def thing_link(page: Page, found: ThingTold) -> Link:
    """The name of a thing, and its page where it has one and is in sight."""
    label = found.name or (page.title if found.thing.kind == "study" else thing_words(found.thing.kind))
    return Link(label, "" if found.out else _href(page, found))


def _href(page: Page, found: ThingTold) -> str:
    kind, id = found.thing.kind, found.thing.id
    if found.at is not None:
        place = Place(found.at.start, found.at.end, found.at.revision)
        return page.at("sources", named("", found.at.source), at=str(place))
    if kind == "construct":
        every = codes(page.db, page.viewer, with_use=False)
        id = next((each.id for each in every if each.thing == found.thing), id)
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
