"""Values that are kept otherwise than they are said: what a query over codings asks, a wording's digest."""

from collections.abc import Callable, Iterator, Mapping
from uuid import UUID

from sqlalchemy import Connection

from caseloom.coding.readings import codes
from caseloom.coding.relations import Wish, WishUnreadable, read_wish
from caseloom.language import Phrase, spoken
from caseloom.record.readings.labels import labels
from caseloom.studyfile import Kinds
from caseloom.team.model import Viewer

_ASKED: Mapping[str, str] = {
    "overlapping": spoken("{code} overlapping with {other}"),
    "apart": spoken("{code} not overlapping with {other}"),
    "inside": spoken("{code} inside {other}, or on the same passage"),
    "around": spoken("{code} around {other}, or on the same passage"),
    "same": spoken("{code} on the same passage as {other}"),
    "words": spoken("{code} near {other}: at most {within} words between them"),
    "turns": spoken("{code} near {other}: at most {within} turns between them"),
}
_ONLY = spoken("{asked}; only {which}")
_THEN = spoken("under the wording as it was then")
_BY_ID = ("case", "wave", "setting", "participant", "coder")
_BY_CHOICE = ("source_kind", "valence", "about", "by")


def told(db: Connection, viewer: Viewer, kinds: Kinds, kind: str, field: str, value: str) -> str | Phrase:
    """What such a field says; any other value as it stands."""
    say = _SAID.get((kind, field))
    return say(db, viewer, kinds, value) if say else value


def _wish(db: Connection, viewer: Viewer, kinds: Kinds, written: str) -> str | Phrase:
    try:
        wish = read_wish(written)
    except WishUnreadable:
        return written
    named = {each.id.hex: each.label for each in codes(db, viewer, language=viewer.language, with_use=False)}
    code, other = (named.get(id) or _name(db, viewer, kinds, "code", id) for id in (wish.code, wish.other))
    how = wish.unit if wish.relation == "near" else wish.relation
    asked = Phrase(_ASKED[how], code=code, other=other, within=wish.within)
    which = ", ".join(_sifted(db, viewer, kinds, wish))
    return Phrase(_ONLY, asked=asked, which=which) if which else asked


def _sifted(db: Connection, viewer: Viewer, kinds: Kinds, wish: Wish) -> Iterator[str]:
    for field in _BY_ID:
        if id := getattr(wish, field):
            yield _name(db, viewer, kinds, "person" if field == "coder" else field, id)
    for field in _BY_CHOICE:
        if value := getattr(wish, field):
            yield value.replace("_", " ")


def _name(db: Connection, viewer: Viewer, kinds: Kinds, kind: str, id: str) -> str:
    return labels(db, viewer, kinds, kind, [UUID(hex=id)]).get(UUID(hex=id), "…")


def _wording(_db: Connection, _viewer: Viewer, _kinds: Kinds, _digest: str) -> Phrase:
    """Who finds a coding right does so under the wording that stands; nobody reads a digest."""
    return Phrase(_THEN)


_SAID: Mapping[tuple[str, str], Callable[[Connection, Viewer, Kinds, str], str | Phrase]] = {
    ("coding_query", "wish"): _wish,
    ("coding", "confirmed"): _wording,
}
