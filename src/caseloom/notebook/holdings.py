"""The tables of a study in Python: each a polars frame, some with `add`."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import polars as pl

from caseloom.coding.actions import add_coding, code_named
from caseloom.coding.model import NewCoding, Quotation
from caseloom.coding.readings import candidates_of
from caseloom.notebook.frames import Table, frame_by_column, frame_of
from caseloom.notebook.names import maybe_named, named
from caseloom.notebook.opened import Opened
from caseloom.reporting import coding, design, sources
from caseloom.reporting.listing import Listing
from caseloom.reporting.numbering import numbered
from caseloom.reporting.readings import CODING_COLUMNS, codings_in_parts
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource
from caseloom.sources.readers import bytes_of, read
from caseloom.team.actions import join
from caseloom.team.model import Viewer

LISTED: dict[str, Callable[[Any, Viewer], Listing]] = {
    "codes": coding.codes,
    "queries": coding.queries,
    "versions": coding.versions,
    "recoding": coding.recoding,
    "cases": design.cases,
    "waves": design.waves,
    "phases": design.phases,
    "settings": design.settings,
    "innovations": design.innovations,
    "participants": design.participants,
    "frameworks": design.frameworks,
    "people": design.people,
}


def listed(study: Opened, name: str) -> Table:
    """The table of that name (`LISTED`)."""
    return Table(lambda: _read(study, LISTED[name]))


def codes_in(study: Opened, language: str) -> Table:
    """The codebook with constructs worded in a language, else in English."""
    return Table(lambda: _read(study, partial(coding.codes, language=language)))


def candidates(study: Opened) -> Table:
    """Every candidate of every query, numbered within its query as on the command line."""

    def read_candidates() -> pl.DataFrame:
        with study.reading() as db:
            found = candidates_of(db, study.viewer, limit=None)
        return frame_of(coding.candidates(numbered(found), "Candidates"))

    return Table(read_candidates)


def _read(study: Opened, listing: Callable[[Any, Viewer], Listing]) -> pl.DataFrame:
    with study.reading() as db:
        return frame_of(listing(db, study.viewer))


class Sources(Table):
    """The sources of a study, as a frame that can be added to."""

    def __init__(self, study: Opened) -> None:
        super().__init__(lambda: _read(study, sources.sources))
        self._study = study

    def add(  # noqa: PLR0913 - what is said of it is said by name
        self,
        path: str | Path,
        *,
        case: str | UUID | None = None,
        wave: str | UUID | None = None,
        kind: str = "interview",
        participant: str | UUID | None = None,
        setting: str | UUID | None = None,
        title: str | None = None,
        written: str | None = None,
        language: str | None = None,
        keep_original: bool = False,
        again: bool = False,
    ) -> UUID:
        """Bring one file in and return its id; cases, waves, participants and settings by name or id.

        `kind` is interview, focus_group, document, field_note or survey; `written` an EDTF date; `title`
        the file's name unless said. Raises `Unreadable`, `AlreadyImported`, `NameUnknown`, `NameMissing`.
        """
        study, file = self._study, Path(path).expanduser()
        author = study.author()
        with study.reading() as db:
            new = NewSource(
                title=title or file.stem,
                source_kind=kind,
                case=maybe_named(db, author, "case", case),
                wave=maybe_named(db, author, "wave", wave),
                setting=maybe_named(db, author, "setting", setting),
                participant=maybe_named(db, author, "participant", participant),
                written=written,
                language=language,
                file_name=file.name,
            )
        data = bytes_of(file)
        original = data if keep_original else None
        return add_source(study.file, author, new, read(file.name, data), original=original, again=again)


class Codings(Table):
    """The codings of a study, as a frame that can be added to."""

    def __init__(self, study: Opened) -> None:
        super().__init__(lambda: _codings(study))
        self._study = study

    def add(  # noqa: PLR0913 - what is said of it is said by name
        self,
        source: str | UUID,
        *,
        code: str | UUID,
        quote: str | None = None,
        start: int | None = None,
        end: int | None = None,
        by: str | None = None,
        role: str | UUID | None = None,
        valence: str | None = None,
        example: str | None = None,
        about: str | None = None,
        memo: str | None = None,
        threshold: float = 85.0,
    ) -> UUID:
        """Code a passage of a source's current text and return the coding's id.

        The passage is given by its words (`quote`; nearly the same words are taken from `threshold` of
        100 on) or by `start` and `end`. `code` is a construct's reference, a label or an id; `role` the
        reference of a CFIR role. `by` is the coder: whoever the study was opened for unless said.
        Raises `QuoteNotFound`, `PlaceOutside`, `CodeUnknown`, `NameUnknown`, `NameMissing`.
        """
        study = self._study
        author, coder = _coder(study, by)
        with study.reading() as db:
            where = named(db, author, "source", source)
            new = NewCoding(
                code=code_named(db, author, str(code)),
                role=maybe_named(db, author, "construct", role),
                valence=valence,
                example=example,
                about=about,
                memo=memo,
            )
        quotation = Quotation(quote=quote, start=start, end=end, threshold=threshold)
        return add_coding(study.file, author, where, quotation, new, coder=coder)


def _coder(study: Opened, by: str | None) -> tuple[Viewer, UUID | None]:
    """Who writes and who coded: in a study opened without a name, the coder is also who writes."""
    if by is None:
        return study.author(), None
    if not study.named:
        person = join(study.file, by)
        return Viewer(person), person.id
    author = study.author()
    with study.reading() as db:
        return author, named(db, author, "person", by)


def _codings(study: Opened) -> pl.DataFrame:
    with study.reading() as db:
        parts = [frame_by_column(some) for some in codings_in_parts(db, study.viewer)]
    return pl.concat(parts) if parts else frame_by_column({name: [] for name in CODING_COLUMNS})
