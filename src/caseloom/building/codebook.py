"""The packs that a manifest adopts, opened, and every code that its queries and codings may name."""

from collections.abc import Iterator
from dataclasses import dataclass

from caseloom import packs
from caseloom.building.folder import DataFolder
from caseloom.building.manifest_model import Framework
from caseloom.building.problems import NotDeclared, PackNotRead, WrongValue, suggestion
from caseloom.building.references import Entries, Entry
from caseloom.building.shape import Problems
from caseloom.frameworks import Pack, read_pack
from caseloom.language import CaseloomError


@dataclass(frozen=True)
class Codebook:
    """Each adopted framework with its pack, and the names of all codes: constructs' ids and codes' keys."""

    frameworks: tuple[tuple[Framework, Pack], ...]
    codes: frozenset[str]


def open_codebook(entries: Entries, folder: DataFolder, problems: Problems) -> Codebook:
    """Open the packs that come with Caseloom, or the data folder's own; add what is wrong to `problems`."""
    opened = []
    for each in entries["framework"]:
        try:
            opened.append((each.row, _open(each.row, each.name, folder)))
        except CaseloomError as problem:
            problems.append(problem)
    for entry in entries["framework"]:
        pack = next((pack for framework, pack in opened if framework is entry.row), None)
        problems.extend(_unknown_constructs(entry, pack) if pack else ())
    codes = {each.row.key for each in entries["code"]}
    for framework, pack in opened:
        codes |= _adopted(framework, pack)
    return Codebook(tuple(opened), frozenset(codes))


def _open(framework: Framework, entry: str, folder: DataFolder) -> Pack:
    if framework.file:
        return _open_own(framework, entry, folder)
    if framework.pack not in packs.names():
        cure = f'The packs are {", ".join(packs.names())}; one of your own comes from a file = "…".'
        nearest = suggestion(framework.pack, packs.names())
        raise NotDeclared(
            entry=entry, key="pack", value=framework.pack, kind="pack", nearest=nearest, cure=cure
        )
    return read_pack(packs.text(framework.pack), packs.wordings(framework.pack))


def _open_own(framework: Framework, entry: str, folder: DataFolder) -> Pack:
    place = folder.inside(framework.file, entry)
    try:
        pack = read_pack(place.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as failure:
        reason = getattr(failure, "strerror", None) or "it is not UTF-8 text"
        raise PackNotRead(entry=entry, path=framework.file, reason=reason) from failure
    if pack.id != framework.pack:
        wanted = f'the id of the pack in {framework.file}, which is "{pack.id}"'
        raise WrongValue(entry=entry, key="pack", value=f'"{framework.pack}"', wanted=wanted)
    return pack


def _unknown_constructs(entry: Entry, pack: Pack) -> Iterator[CaseloomError]:
    known = [construct.id for construct in pack.constructs]
    for each in entry.row.constructs:
        if each not in known:
            nearest = suggestion(each, known)
            cure = "“caseloom frameworks” lists the constructs of a pack."
            yield NotDeclared(
                entry=entry.name, key="constructs", value=each, kind="construct", nearest=nearest, cure=cure
            )


def _adopted(framework: Framework, pack: Pack) -> set[str]:
    """The ids of the constructs taken in: all, or those listed with the ones above them."""
    parents = {construct.id: construct.parent for construct in pack.constructs}
    if not framework.constructs:
        return set(parents)
    adopted: set[str] = set()
    for each in framework.constructs:
        at: str | None = each
        while at and at not in adopted:
            adopted.add(at)
            at = parents.get(at)
    return adopted
