"""Listings of what the team wrote: memos, with what they are about and linked to."""

from collections.abc import Iterable, Mapping

from caseloom.record.readings import ThingTold
from caseloom.reporting.listing import Listing, columns
from caseloom.reporting.record import moment
from caseloom.studyfile import Thing
from caseloom.team.readings import Memo

Told = Mapping[Thing, ThingTold]


def memos(found: Iterable[Memo], told: Told, title: str = "Memos") -> Listing:
    """Memos as they come; `about` and each line of `links` are a kind and a name, “(taken out)” if so."""
    shown = columns(
        "title", "memo_kind", "about", "author", "written", "text", "links", "about_id", "id",
        hidden=("text", "links", "about_id", "id"),
    )  # fmt: skip
    rows = [
        (
            each.title, each.memo_kind, thing_words(told[each.about]), each.author_name or None,
            moment(each.written) or None, each.text or None,
            "\n".join(thing_words(told[link]) for link in each.links) or None,
            str(each.about.id), str(each.id),
        )
        for each in found
    ]  # fmt: skip
    return Listing("memos", title, shown, rows)


def thing_words(told: ThingTold) -> str:
    """A thing as its kind and its name, such as “case: North”."""
    kind = told.thing.kind.replace("_", " ")
    named = f"{kind}: {told.name}" if told.name else kind
    return f"{named} (taken out)" if told.out else named
