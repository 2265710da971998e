"""Queries over codings as people ask them, by names."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from caseloom.coding.actions import code_named
from caseloom.coding.readings import CodedPassage, passages_numbered, related_codings, voice_key
from caseloom.coding.relations import Related, Wish
from caseloom.notebook.names import named
from caseloom.notebook.opened import Opened
from caseloom.reporting import coding
from caseloom.reporting.listing import Listing
from caseloom.team.model import Viewer

Database = Any
_NAMED = ("case", "wave", "setting", "participant", "coder")


def wish_named(db: Database, viewer: Viewer, code: str, relation: str, other: str, **sift: Any) -> Wish:
    """A wish with names in place of ids; what is None is not asked. Raises `NameUnknown`, `CodeUnknown`."""
    said = {name: value for name, value in sift.items() if value is not None}
    for name in _NAMED:
        if name in said:
            said[name] = named(db, viewer, "person" if name == "coder" else name, said[name]).hex
    if "voice" in said:
        said["voice"] = voice_key(said["voice"])
    ids: list[UUID] = [code_named(db, viewer, each) for each in (code, other)]
    return Wish(relation=relation, code=ids[0].hex, other=ids[1].hex, **said)


def listing(db: Database, viewer: Viewer, wish: Wish) -> Listing:
    """What a wish finds, a row for each two."""
    found = related_codings(db, viewer, wish)
    told = passages_numbered(db, viewer, {n for each in found for n in (each.n, *each.others)})
    title = f"Codings that stand so: {len(found)}"
    return coding.related(_pairs(found, told), title)


def _pairs(
    found: list[Related], told: dict[int, CodedPassage]
) -> Iterator[tuple[CodedPassage, CodedPassage | None, int]]:
    for each in found:
        for n in each.others or (None,):
            yield told[each.n], told[n] if n is not None else None, each.count


def related(study: Opened, code: str, relation: str, other: str, **sift: Any) -> Listing:
    """The same for a notebook."""
    with study.reading() as db:
        return listing(db, study.viewer, wish_named(db, study.viewer, code, relation, other, **sift))
