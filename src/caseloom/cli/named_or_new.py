"""Names that stand for things of a study, or for new ones where the person asked to make them."""

from uuid import UUID

from caseloom.design.actions import add
from caseloom.design.model import Declared, NewCase, NewParticipant, NewSetting, NewWave
from caseloom.notebook.names import NameUnknown, named
from caseloom.rooms import OpenStudy
from caseloom.team.actions import add_person

_MADE = ("person", "participant", "case", "wave", "setting")


class Names:
    """Finds things by name; with `create`, makes what is not there."""

    def __init__(self, opened: OpenStudy, *, create: bool) -> None:
        self._opened, self._create = opened, create
        self._known: dict[tuple[str, str], UUID] = {}

    def id(self, kind: str, name: str | None, *, case: UUID | None = None) -> UUID | None:
        """The id of that name, None for none; `case` is where a new participant belongs."""
        wanted = (name or "").strip()
        if not wanted:
            return None
        if (kind, wanted) not in self._known:
            self._known[kind, wanted] = self._find(kind, wanted, case)
        return self._known[kind, wanted]

    def _find(self, kind: str, name: str, case: UUID | None) -> UUID:
        file, viewer = self._opened.file, self._opened.viewer
        try:
            with file.read() as db:
                return named(db, viewer, kind, name)
        except NameUnknown as unknown:
            if not self._create or kind not in _MADE:
                more = " Or say --create to make it." if kind in _MADE else ""
                hint = f"{unknown.named['hint']}{more}"
                raise NameUnknown(**{**unknown.named, "hint": hint}) from None
        if kind == "person":
            return add_person(file, viewer, name)
        return add(file, viewer, _new(kind, name, case))


def _new(kind: str, name: str, case: UUID | None) -> Declared:
    if kind == "participant":
        return NewParticipant(name=name, case=case)
    if kind == "case":
        return NewCase(name=name)
    return NewWave(name=name) if kind == "wave" else NewSetting(name=name)
