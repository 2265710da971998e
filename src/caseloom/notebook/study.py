"""One study in Python: its tables as frames, its matrix, and what can be added to it."""

import contextlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from caseloom.notebook import identity
from caseloom.notebook.names import maybe_named
from caseloom.notebook.opened import Opened
from caseloom.rooms import OpenStudy, open_study, study_as_it_was
from caseloom.team.model import Viewer

if TYPE_CHECKING:
    import polars as pl

    from caseloom.notebook.frames import Table
    from caseloom.notebook.holdings import Codings, Sources
    from caseloom.notebook.pages import PagePicture
    from caseloom.notebook.withdrawing import Withdrawing
    from caseloom.studyfile import Thing


class Study(Opened):
    """A study in Python.

    Its tables (`sources`, `codings`, `candidates`, `codes`, `versions`, `recoding`, `cases`, `waves`,
    `participants`, `queries`, `frameworks`, `people`) are polars frames, read afresh each time they are
    asked for. Positions are Unicode code points, 0-based, end exclusive. Several studies may be open at
    once.
    """

    # -- what it holds ----------------------------------------------------------------------

    @property
    def title(self) -> str:
        """What the study is called."""
        from caseloom.design.readings import card

        with self.reading() as db:
            found = card(db, self.viewer)
        return found.title if found else ""

    @property
    def sources(self) -> "Sources":
        """Every source; `.add(path, …)` brings one in."""
        from caseloom.notebook.holdings import Sources

        return Sources(self)

    @property
    def codings(self) -> "Codings":
        """Every coding that has its place in a current text; `.add(source, …)` codes."""
        from caseloom.notebook.holdings import Codings

        return Codings(self)

    @property
    def candidates(self) -> "Table":
        """What saved queries found, decided or not; none of it is evidence until a person accepts it."""
        from caseloom.notebook.holdings import candidates

        return candidates(self)

    def codes_in(self, language: str) -> "Table":
        """The codebook as `codes`, worded in "sv", "fr" or "zh" as far as the study has such words."""
        from caseloom.notebook.holdings import codes_in

        return codes_in(self, language)

    def __getattr__(self, name: str) -> "Table":
        from caseloom.notebook.holdings import LISTED, listed

        if name in LISTED:
            return listed(self, name)
        raise AttributeError(f"a study has no {name!r}")

    def __dir__(self) -> list[str]:
        from caseloom.notebook.holdings import LISTED

        return sorted({*super().__dir__(), *LISTED})

    def search(self, query: str, *, limit: int = 50, only_evidence: bool = False) -> "pl.DataFrame":
        """Turns that hold the words, in context; "phrases", OR, -not and beginnings* work."""
        from caseloom.notebook.frames import frame_of
        from caseloom.reporting import sources as listings
        from caseloom.sources.readings import search_sources

        with self.reading() as db:
            found = search_sources(db, self.viewer, query, limit=limit, only_evidence=only_evidence)
        return frame_of(listings.hits(found))

    def text(self, source: str | UUID) -> str:
        """The current text of a source, by its title or id."""
        from caseloom.notebook.names import named
        from caseloom.sources.readings import source_text

        with self.reading() as db:
            return source_text(db, self.viewer, named(db, self.viewer, "source", source)).text

    def page_picture(self, source: str | UUID, number: int) -> "PagePicture":
        """A page (from 1) of the PDF that a source was read from, as a picture that Jupyter shows.

        Raises `NoPages` where no such file is kept, `NoSuchPage`, `PageNotDrawn`, `PagesBusy`, `PageTooSlow`,
        `Unreadable`.
        """
        from caseloom.notebook.pages import page_picture

        return page_picture(self, source, number)

    def add_page_pictures(
        self, source: str | UUID, files: Sequence[str | Path], begins: Sequence[int | str]
    ) -> list[UUID]:
        """Put pictures (JPEG, PNG) or scanned PDFs of pages beside a source's text; returns their ids.

        `begins` holds for each page the number of the turn with which it begins, or its first words. Of a
        PDF each page is kept as a picture, and the file is not. Raises `NoPicture`, `PagesAmiss`,
        `PictureOfWithdrawn`, `PageNotDrawn`, `PagesBusy`, `PageTooSlow`, `Unreadable`.
        """
        from caseloom.notebook.pages import add_pictures

        return add_pictures(self, source, files, begins)

    def codings_related(self, code: str, relation: str, other: str, **sift: Any) -> "pl.DataFrame":
        """Codings of a code that stand so to those of another, a row for each two.

        `relation` is overlapping, apart, near (`within=20`, `unit="words"` or "turns"), inside, around or
        same. Sift the first code's by `case`, `wave`, `setting`, `participant`, `coder`, `voice`,
        `source_kind`, `valence`, `about` ("stated", "not"); `by` is "same" or "another" coder;
        `code_below` and `other_below` take in the codes beneath. Raises `NameUnknown`, `CodeUnknown`,
        `WishUnreadable`.
        """
        from caseloom.notebook.frames import frame_of
        from caseloom.notebook.related import related

        return frame_of(related(self, code, relation, other, **sift))

    # -- memos ------------------------------------------------------------------------------

    def memos(
        self,
        about: "str | Thing | Sequence[str | Thing] | None" = None,
        *,
        kind: str = "",
        by: str | UUID | None = None,
        words: str = "",
        limit: int | None = None,
    ) -> "pl.DataFrame":
        """Memos, the newest first: all, or those about (or linked to) a thing such as “case:North”.

        Of several things: those about, or linked to, every one, such as the code and the case of a cell.
        `kind` is reflexive, methodological, theoretical, question or contact_summary; `words` are searched
        in titles and texts as in sources. Raises `NothingNamed`, `NameUnknown`, `EmptyQuery`.
        """
        from caseloom.notebook.memos import memos

        return memos(self, about=about, kind=kind, by=by, words=words, limit=limit)

    def add_memo(
        self,
        text: str,
        about: "str | Thing" = "study",
        *,
        kind: str = "reflexive",
        title: str = "",
        links: "Sequence[str | Thing]" = (),
    ) -> UUID:
        """Write a memo (Markdown) and return its id; without a title it takes its first words.

        `about` and `links` are a kind and a name or id: “source:Talk with Olga”, “code:Money”, “study”.
        Raises `NothingNamed`, `NameUnknown`, `NotASource`, `MemoEmpty`, `NameMissing`.
        """
        from caseloom.notebook.memos import add_memo

        return add_memo(OpenStudy(self.file, self.author()), text, about, kind, title, links)

    def change_memo(
        self, memo: str | UUID, *, text: str | None = None, title: str | None = None, kind: str | None = None
    ) -> bool:
        """Change a memo, named by its title or id; False if nothing was different."""
        from caseloom.notebook.memos import change_memo

        said = {"text": text, "title": title, "memo_kind": kind}
        return change_memo(OpenStudy(self.file, self.author()), memo, **said)

    def link_memo(self, memo: str | UUID, to: "str | Thing", *, remove: bool = False) -> None:
        """Let a memo point to one more thing, or (`remove`) no longer; it is shown on both ends."""
        from caseloom.notebook.memos import link

        link(OpenStudy(self.file, self.author()), memo, to, remove=remove)

    def remove_memo(self, memo: str | UUID) -> None:
        """Take a memo out of sight; `undo` brings it back."""
        from caseloom.notebook.memos import take_out_memo

        take_out_memo(OpenStudy(self.file, self.author()), memo)

    # -- analysis ---------------------------------------------------------------------------

    def matrix(  # noqa: PLR0913 - a matrix is asked for by name
        self,
        rows: str = "construct",
        columns: str | Sequence[str] = ("case", "wave"),
        cell: str = "informants",
        *,
        time_rule: str = "said",
        reach: str = "this",
        intervals: Sequence[str] = (),
        framework: str | None = None,
        case: str | UUID | None = None,
        wave: str | UUID | None = None,
        coder: str | UUID | None = None,
        source_kind: str | None = None,
        voice: str | None = None,
        only_used: bool = False,
    ) -> "pl.DataFrame":
        """The matrix as a frame: `label`, `row_id`, `number`, `group`, `depth`, `parent_id`, then the counts.

        A construct's row counts those beneath it: add up rows of one `depth` only. `framework` is a pack's
        name and takes only what is coded with it. One column for each combination of `columns`, named like
        “North · Wave 1”. A count is null where nothing was collected and 0 where nothing of what was
        collected is evidence for the row. `cell` is informants, codings, sources, words or candidates;
        `time_rule` said or about; `reach` this or up_to. Cases, waves and coders go by name or id. Raises
        a `MatrixProblem` or `NameUnknown`.
        """
        from caseloom.analysis.model import MatrixRequest
        from caseloom.analysis.readings import matrix
        from caseloom.notebook.frames import frame_of
        from caseloom.reporting.analysis import numbers

        with self.reading() as db:
            ids = {
                name: maybe_named(db, self.viewer, kind, given)
                for name, kind, given in (
                    ("case", "case", case),
                    ("wave", "wave", wave),
                    ("coder", "person", coder),
                )
            }
            request = MatrixRequest(
                rows=rows,
                columns=(columns,) if isinstance(columns, str) else tuple(columns),
                cell=cell,
                clock=time_rule,
                reach=reach,
                intervals=tuple(intervals),
                framework=framework,
                source_kind=source_kind,
                voice=voice,
                only_used=only_used,
                **ids,
            )
            return frame_of(numbers(matrix(db, self.viewer, request)))

    def evidence_rule(self, **asked: Any) -> str:
        """The rule by which `matrix` counts, as a sentence."""
        from caseloom.analysis.model import MatrixRequest, evidence_rule

        return evidence_rule(MatrixRequest(**asked))

    # -- the record of changes --------------------------------------------------------------

    def undo(self) -> str:
        """Take back one's last act and say what it was; an import of many files is one act.

        Raises `NothingToUndo`, and `BuiltOn` with what is in the way.
        """
        from caseloom.record.actions import undo

        return undo(self.file, self.author()).told_taken

    def redo(self) -> str:
        """Do again what was undone last, and say what. Raises `NothingToRedo`, `BuiltOn`."""
        from caseloom.record.actions import redo

        return redo(self.file, self.author()).told_taken

    @property
    def would_undo(self) -> str | None:
        """What `undo` would take back; None if there is nothing of one's own."""
        return self._next(0)

    @property
    def would_redo(self) -> str | None:
        """What `redo` would do again."""
        return self._next(1)

    def _next(self, which: int) -> str | None:
        from caseloom.record.readings import next_acts

        with self.reading() as db:
            act = next_acts(db, self.viewer, self.file.kinds)[which]
        return str(act) if act else None

    def history(
        self,
        *,
        by: str | UUID | None = None,
        action: str = "",
        since: str | date | None = None,
        until: str | date | None = None,
        limit: int | None = 50,
        edits: bool = False,
        **of: str | UUID,
    ) -> "pl.DataFrame":
        """Who did what when, the last first: of all, or of one `source`, `code`, `case`, `participant`,
        `coding`, `memo` by name or id.

        `action` is a sort of act ("coding", "source.add"), days are UTC and inclusive, `limit` None gives
        all; `edits` adds what each act did to the fields of that one row.
        """
        from caseloom.notebook.asked import Asked
        from caseloom.notebook.history import history

        row = next(iter(of.items()), None)
        asked = Asked(row, by, action, as_day(since), as_day(until), limit)
        return history(self, of, asked, edits=edits)

    @property
    def conflicts(self) -> "pl.DataFrame":
        """What people wrote in merged copies without knowing of each other: a row a side."""
        from caseloom.notebook.disagreements import conflicts

        return conflicts(self)

    def settle(self, conflict: int | str, side: str) -> None:
        """Let one side (a, b, …) of a conflict stand, named by its id.

        A number is that of the conflict in `conflicts` as it was last looked at. Raises `NoSuchConflict`,
        `NoSuchSide`.
        """
        from caseloom.notebook.disagreements import settle

        settle(self, conflict, side)

    def withdrawal(self, participant: str | UUID, *, as_coder: str | None = None) -> "Withdrawing":
        """What withdrawing a participant would take; nothing is erased before `.carry_out(confirm=name)`.

        For one who is in the team too, `as_coder` says what about that: keep, name or everything.
        """
        from caseloom.notebook.withdrawing import withdrawing

        return withdrawing(self, participant, as_coder)

    def on(self, day: str | date) -> "Past":
        """The study as it was at the end of a day (UTC), to be read only; close it when done."""
        return Past(self, date.fromisoformat(day) if isinstance(day, str) else day)

    # -- backups and copies -----------------------------------------------------------------

    @property
    def backups(self) -> "pl.DataFrame":
        """The backups of the study, newest first: `name`, when and why each was `made`, its size and path."""
        from caseloom.notebook.backups import backups

        return backups(self._now())

    def back_up(self) -> str:
        """Make a backup now; returns its name. Raises `Busy`, `NotWritable`."""
        from caseloom.notebook.backups import back_up

        return back_up(self._now())

    def restore(self, name: str, to: str | Path) -> Path:
        """Make a study of the backup `name` in the new file `to`, and return that; this one stays as it is.

        What was withdrawn since is not in it. Raises `NoSuchBackup`, `AlreadyThere`, `DamagedStudy`.
        """
        from caseloom.notebook.backups import restore

        return restore(self._now(), name, to)

    def copy(self, to: str | Path) -> Path:
        """Copy the study as it is at this moment to the new file `to`, and return that.

        Safe also while somebody works in it. Raises `AlreadyThere`, `NotWritable`.
        """
        from caseloom.studyfile.copying import copy_file

        return copy_file(self._now().path, Path(to).expanduser())

    def _now(self) -> "Study":
        """The study itself, where it may be backed up and copied."""
        return self

    def __repr__(self) -> str:
        return f"<Study “{self.title}” ({self.path.name})>"


class Past(Study):
    """A study as it was at the end of a day: a private copy that goes when it is closed, or Python ends."""

    def __init__(self, study: Study, day: date) -> None:
        self._day = day
        with contextlib.ExitStack() as held:
            opened = held.enter_context(study_as_it_was(study.path, day))
            super().__init__(opened, study.viewer.name or None)
            self._held = held.pop_all()

    def close(self) -> None:
        """Let go of the copy, which goes."""
        self._held.close()

    @property
    def named(self) -> bool:
        """Nobody can write here, with or without a name."""
        return True

    def _now(self) -> Study:
        """A past is neither backed up nor copied: raises `StudyReadOnly`."""
        self.author()
        return self

    def author(self) -> Viewer:
        """Nobody: raises `StudyReadOnly`."""
        from caseloom.record.model import StudyReadOnly

        raise StudyReadOnly(day=self._day)

    def __repr__(self) -> str:
        return f"<Study “{self.title}” ({self.path.name}) as it was on {self._day}>"


def as_day(said: str | date | None) -> date | None:
    """A day, or its ISO form; None for None."""
    return date.fromisoformat(said) if isinstance(said, str) else said


def open_(path: str | Path, as_: str | None = None) -> Study:
    """Open a study; `as_` is who writes, else the name that Caseloom knows (CASELOOM_AS, or kept before).

    Opening writes nothing: a name that the team does not know joins it with their first change. Raises
    `NoSuchStudy`, `NotAStudy`, `NewerStudy`, `DamagedStudy`.
    """
    return Study(open_study(Path(path).expanduser()), as_ or identity.known_name())
