"""What a manifest's entries have to fulfil beyond their own keys: queries, codings, sources, plans."""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from typing import Any
from uuid import UUID

from caseloom.building.folder import DataFolder
from caseloom.building.manifest_model import THINGS
from caseloom.building.problems import DeclaredTwice, NotDeclared, TooFewOrTooMany, WrongValue, suggestion
from caseloom.building.references import Entries, Entry
from caseloom.building.shape import Problems
from caseloom.language import CaseloomError
from caseloom.studyfile import Thing
from caseloom.team.model import NewMemo
from caseloom.text import match_expression


def check_rules(
    entries: Entries, codes: Set[str], folder: DataFolder, problems: Problems, not_taken: Problems
) -> None:
    """Add a problem for every entry that is complete in itself but cannot be built.

    `codes` are the constructs' ids and codes' keys. A coding from a table is only left out.
    """
    for each in entries["query"]:
        problems.extend(_query(each, codes))
    for each in entries["innovation"]:
        problems.extend(_versions(each))
    for each in entries["source"]:
        problems.extend(_source(each, folder))
    problems.extend(_translations(entries["source"]))
    problems.extend(_plans(entries["plan"]))
    known: dict[str, Collection[str]] = {
        kind: codes if kind == "code" else [each.row.key for each in entries[kind]] for kind in THINGS
    }
    for each in entries["memo"]:
        problems.extend(_memo(each, known))
    for each in entries["coding"]:
        found = list(_coding(each, codes))
        each.refused = each.refused or bool(found)
        (not_taken if each.from_table else problems).extend(found)


def _query(entry: Entry, codes: Set[str]) -> Iterator[CaseloomError]:
    query = entry.row
    if bool(query.construct) == bool(query.code):
        reason = 'a query looks for one "construct" of a framework or one "code"; give one of the two.'
        yield TooFewOrTooMany(entry=entry.name, reason=reason)
    elif query.construct and query.construct not in codes:
        yield _no_code(entry, "construct", query.construct, codes)
    try:
        match_expression(query.expression)
    except CaseloomError as problem:
        yield TooFewOrTooMany(entry=entry.name, reason=str(problem))


def _no_code(entry: Entry, key: str, named: str, codes: Set[str]) -> NotDeclared:
    cure = 'Adopt its framework with [[framework]] pack = "…" (and list it there, if constructs are listed).'
    if key == "code":
        cure = "Write a construct's id or a code's key; a [[map]] turns a table's words into them."
    nearest = suggestion(named, sorted(codes))
    return NotDeclared(entry=entry.name, key=key, value=named, kind=key, nearest=nearest, cure=cure)


def _versions(entry: Entry) -> Iterator[CaseloomError]:
    keys = [version.key for version in entry.row.version]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield DeclaredTwice(entry=f'The version "{key}" of {entry.name}', first=entry.name)


def _source(entry: Entry, folder: DataFolder) -> Iterator[CaseloomError]:
    if bool(entry.row.file) == bool(entry.row.words):
        yield TooFewOrTooMany(
            entry=entry.name, reason='give the source\'s "file", or its "words"; one of the two.'
        )
    elif entry.row.file:
        try:
            folder.inside(entry.row.file, entry.name)
        except CaseloomError as problem:
            yield problem


def _translations(rows: Sequence[Entry]) -> Iterator[CaseloomError]:
    """An original is no translation itself."""
    originals = {each.row.key: each.row.translation_of for each in rows}
    for each in rows:
        named = each.row.translation_of
        if named == each.row.key:
            yield TooFewOrTooMany(
                entry=each.name, reason="a source cannot be a translation of itself. Name its original."
            )
        elif named and originals.get(named):
            reason = (
                f'"{named}" is itself a translation. Name the source that was translated, '
                f'"{originals[named]}", as the original of both.'
            )
            yield TooFewOrTooMany(entry=each.name, reason=reason)


def _plans(rows: Sequence[Entry]) -> Iterator[CaseloomError]:
    """A plan has no key: case, wave and kind are what it is known by."""
    first: dict[Any, Entry] = {}
    for each in rows:
        before = first.setdefault((each.row.case, each.row.wave, each.row.kind), each)
        if before is not each:
            reason = (
                f"{before.name} plans the same kind for the same case and wave. Add their counts up in one."
            )
            yield TooFewOrTooMany(entry=each.name, reason=reason)


def _memo(entry: Entry, known: Mapping[str, Collection[str]]) -> Iterator[CaseloomError]:
    memo = entry.row
    named = [("about", memo.about), *(("links", each) for each in memo.links)]
    amiss = [problem for key, name in named for problem in _thing(entry, key, name, known)]
    yield from amiss
    if not amiss:
        try:
            NewMemo(Thing(memo.about.partition(":")[0], UUID(int=0)), memo.kind, memo.text, memo.title)
        except CaseloomError as problem:
            yield TooFewOrTooMany(entry=entry.name, reason=str(problem))


def _thing(
    entry: Entry, key: str, name: str, known: Mapping[str, Collection[str]]
) -> Iterator[CaseloomError]:
    """A problem where "study", or a kind and a key, names nothing that is declared."""
    kind, _colon, named = name.partition(":")
    if name == "study":
        return
    if kind not in known:
        wanted = f'"study", or one of {", ".join(known)} with a key, such as "case:north"'
        yield WrongValue(entry=entry.name, key=key, value=f'"{name}"', wanted=wanted)
    elif named not in known[kind]:
        cure = f'Declare it with [[{kind}]] key = "{named}", or correct the name.'
        nearest = suggestion(named, sorted(known[kind]))
        yield NotDeclared(entry=entry.name, key=key, value=name, kind=kind, nearest=nearest, cure=cure)


def _coding(entry: Entry, codes: Set[str]) -> Iterator[CaseloomError]:
    coding = entry.row
    if (coding.start is None) != (coding.end is None):
        yield TooFewOrTooMany(
            entry=entry.name, reason='"start" and "end" come together; give both or neither.'
        )
    elif coding.start is not None and coding.start >= coding.end:
        yield TooFewOrTooMany(entry=entry.name, reason='"end" has to be greater than "start".')
    if not coding.quote and coding.start is None:
        yield TooFewOrTooMany(
            entry=entry.name, reason='give the "quote" that is coded, or its "start" and "end".'
        )
    if coding.code not in codes:
        yield _no_code(entry, "code", coding.code, codes)
    if coding.role and coding.role not in codes:
        yield _no_code(entry, "role", coding.role, codes)
