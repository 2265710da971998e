"""What the coding canvas sends: read strictly, since a misread place would code the wrong words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from caseloom.coding.model import Selected
from caseloom.dates import from_words
from caseloom.language import CaseloomError
from caseloom.web.languages import page_language

SAID = ("valence", "example", "about", "memo")


class AskedAmiss(CaseloomError):
    """A page sent something that this program did not write."""

    sentence = (
        "The page sent something that Caseloom could not read ({what}); nothing was changed. "
        "Open the source again."
    )


@dataclass(frozen=True)
class Asked:
    """One wish of the canvas: what to `do`, under which change id, where, and what to say."""

    do: str
    change: UUID
    selected: Selected | None = None
    codes: tuple[UUID, ...] = ()
    coding: UUID | None = None
    label: str = ""
    role: UUID | None = None
    said: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def place(self) -> Selected:
        """The selection, without which this wish means nothing."""
        if self.selected is None:
            raise AskedAmiss(what="place")
        return self.selected

    @property
    def which(self) -> UUID:
        """The coding, without which this wish means nothing."""
        if self.coding is None:
            raise AskedAmiss(what="coding")
        return self.coding


def read_asked(request: HttpRequest) -> Asked:
    """The wish in a request's body.

    Raises `AskedAmiss`, `NothingToCode` for an empty selection, `NotATime`.
    """
    try:
        sent = json.loads(request.body)
        return Asked(
            do=str(sent["do"]),
            change=UUID(hex=sent["change"]),
            selected=_selected(sent["place"]) if sent.get("place") else None,
            codes=tuple(UUID(hex=each) for each in sent.get("codes", ())),
            coding=UUID(hex=sent["coding"]) if sent.get("coding") else None,
            label=str(sent.get("label", "")).strip(),
            role=UUID(hex=sent["role"]) if sent.get("role") else None,
            said={name: _said(name, value) for name, value in sent.get("said", {}).items() if name in SAID},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as trouble:
        raise AskedAmiss(what=type(trouble).__name__) from trouble


def _selected(place: Mapping[str, Any]) -> Selected:
    start, end, words = place["start"], place["end"], place["words"]
    if not isinstance(start, int) or not isinstance(end, int) or not isinstance(words, list):
        raise TypeError
    return Selected(UUID(hex=place["revision"]), start, end, tuple(str(each) for each in words))


def _said(name: str, value: object) -> str | None:
    words = str(value).strip() if value is not None else ""
    return from_words(words, page_language()) if words and name == "about" else words or None
