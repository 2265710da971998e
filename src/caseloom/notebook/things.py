"""What a memo is about, as people write it: “case:North”, “source:Talk with Olga”, “study”, or an id."""

from typing import Any
from uuid import UUID

from caseloom.coding.actions import code_named
from caseloom.coding.readings import codes
from caseloom.design.readings import card
from caseloom.language import CaseloomError
from caseloom.notebook.names import BY_NAME, NameUnknown, named
from caseloom.studyfile import Thing, read_thing
from caseloom.team.kinds import LINKED
from caseloom.team.model import Viewer

Database = Any


class NothingNamed(CaseloomError):
    """Something that names no thing of a study."""

    sentence = (
        "“{said}” does not say what is meant. Nothing was changed. Say “study”, or a kind and a name or id, "
        "such as “case:North”. Kinds are: {kinds}."
    )
    exit_code = 2


def thing_named(db: Database, viewer: Viewer, said: str | Thing) -> Thing:
    """The thing that “kind:name” or “kind:id” names; a construct's code is its construct.

    Raises `NothingNamed`, `NameUnknown`, `NameNotClear`, `CodeUnknown`.
    """
    if isinstance(said, Thing):
        return said
    kind, _, name = said.strip().partition(":")
    kind = kind.strip()
    if kind == "study":
        found = card(db, viewer)
        return Thing("study", found.id) if found else Thing("study", UUID(int=0))
    if kind not in LINKED or not name.strip():
        raise NothingNamed(said=said, kinds=", ".join(LINKED))
    if kind == "code":
        id = code_named(db, viewer, name)
        every = codes(db, viewer, with_use=False)
        return next((each.thing for each in every if each.id == id), Thing("code", id))
    if kind in BY_NAME:
        return Thing(kind, named(db, viewer, kind, name.strip()))
    thing = read_thing(f"{kind}:{name.strip()}")
    if thing is None:
        raise NameUnknown(kind=kind, name=name, hint="Say its id; listings as json have it.")
    return thing
