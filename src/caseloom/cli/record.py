"""The record of changes at the command line: undo, redo, and who did what when."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import click

from caseloom.cli.days import day
from caseloom.cli.door import everywhere
from caseloom.cli.listing import Output, listed
from caseloom.cli.opening import reading, study_argument, writing
from caseloom.cli.speech import answer, say, sentence
from caseloom.notebook.asked import OF, Asked, acts, acts_with_edits, is_sort
from caseloom.record.actions import redo as redo_act
from caseloom.record.actions import undo as undo_act
from caseloom.record.catalogue import ACTIONS
from caseloom.record.model import REST_LOST, Act, NothingToRedo, NothingToUndo
from caseloom.record.readings import merges, next_acts
from caseloom.reporting import record
from caseloom.rooms import OpenStudy, private_copy

Taking = Callable[[OpenStudy], Act]
UNDONE, AGAIN = "Undone: {act}", "Done again: {act}"
WOULD_UNDO, WOULD_REDO = "Undo would take back: {act}", "Redo would do again: {act}"


@click.command()
@study_argument
@click.option("--show", is_flag=True, help="Only say what would be undone.")
@click.option("--steps", type=click.IntRange(min=1), default=1, show_default=True, help="How many acts.")
@click.option("--change", "id", type=click.UUID, metavar="ID",
              help="This act of yours instead of the last: the id that history shows.")  # fmt: skip
@everywhere
@click.pass_context
def undo(ctx: click.Context, study: Path, show: bool, steps: int, id: UUID | None) -> None:
    """Take back your last act in STUDY, an import of many files as a whole; others' acts stay.

    Where somebody built on it nothing is undone, and it is said what is in the way.
    """
    if id is not None and steps > 1:
        raise click.UsageError("Say one of --change and --steps.")
    told = WOULD_UNDO if show else UNDONE
    with _mine(ctx, study, show, simple=show and steps == 1 and id is None) as opened:
        if show and steps == 1 and id is None:
            _tell_next(opened, 0, told, NothingToUndo())
            return
        _take(opened, lambda each: undo_act(each.file, each.viewer, id), steps, told, NothingToUndo())


@click.command()
@study_argument
@click.option("--show", is_flag=True, help="Only say what would be done again.")
@click.option("--steps", type=click.IntRange(min=1), default=1, show_default=True, help="How many acts.")
@everywhere
@click.pass_context
def redo(ctx: click.Context, study: Path, show: bool, steps: int) -> None:
    """Do again in STUDY what you undid last, as long as you have done nothing else since."""
    told = WOULD_REDO if show else AGAIN
    with _mine(ctx, study, show, simple=show and steps == 1) as opened:
        if show and steps == 1:
            _tell_next(opened, 1, told, NothingToRedo())
            return
        _take(opened, lambda each: redo_act(each.file, each.viewer), steps, told, NothingToRedo())


@contextlib.contextmanager
def _mine(ctx: click.Context, study: Path, show: bool, *, simple: bool) -> Iterator[OpenStudy]:
    """The study in one's hands; to show several steps, a private copy of it, on which they are tried."""
    with writing(ctx, study, join=False) as opened:
        if not show or simple:
            yield opened
            return
        with private_copy(study) as copy:
            yield OpenStudy(copy.file, opened.viewer)


def _tell_next(opened: OpenStudy, which: int, told: str, nothing: Exception) -> None:
    with opened.file.read() as db:
        act = next_acts(db, opened.viewer, opened.file.kinds)[which]
    if act is None:
        raise nothing
    answer(told.format(act=sentence(act)))


def _take(opened: OpenStudy, take: Taking, steps: int, told: str, nothing: Exception) -> None:
    if opened.viewer.person is None:
        raise nothing  # a name that the team does not know has done nothing
    for done in range(steps):
        try:
            act = take(opened)
        except (NothingToUndo, NothingToRedo):
            if not done:
                raise
            say(f"That is all: there were {done} of {steps}.")
            return
        answer(told.format(act=sentence(act)))
        if act.lost:
            say(REST_LOST)


# fmt: off
@click.command()
@study_argument
@click.option("--source", help="Only of this source, with its texts and speakers.")
@click.option("--code", help="Only of this code.")
@click.option("--case", help="Only of this case.")
@click.option("--participant", help="Only of this participant.")
@click.option("--coding", metavar="ID", help="Only of this coding.")
@click.option("--memo", help="Only of this memo, with its links.")
@click.option("--by", metavar="NAME", help="Only what this person did.")
@click.option("--action", default="", metavar="SORT",
              help="Only acts of this sort, such as coding, source.add or undo.")
@click.option("--since", type=day, metavar="DAY", help="Only from this day on (UTC).")
@click.option("--until", type=day, metavar="DAY", help="Only up to the end of this day (UTC).")
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True,
              help="How many acts are listed; 0 lists all.")
@click.option("--edits", is_flag=True,
              help="With what each act did to the fields of that one thing.")
@listed
@everywhere
@click.pass_context
def history(
    ctx: click.Context, study: Path, source: str | None, code: str | None, case: str | None,
    participant: str | None, coding: str | None, memo: str | None, by: str | None, action: str,
    since: date | None, until: date | None, limit: int, edits: bool, output: Output,
) -> None:
    """Who did what when in STUDY, the last first; what does not hold any more is marked undone.

    The id of an act is what “caseloom undo --change” takes. A thing that was taken out goes by its id.
    """
    # fmt: on
    said = (source, code, case, participant, coding, memo)
    rows = [(kind, name) for kind, name in zip(OF, said, strict=True) if name is not None]
    if len(rows) > 1:
        raise click.UsageError(f"Say one of {', '.join(f'--{kind}' for kind in OF)}.")
    if edits and not rows:
        raise click.UsageError(f"--edits wants one thing: {', '.join(f'--{kind}' for kind in OF)}.")
    if action and not is_sort(action, ACTIONS):
        sorts = dict.fromkeys(name.partition(".")[0] for name in ACTIONS)
        raise click.UsageError(f"There is no act of the sort “{action}”. Use one of: {', '.join(sorts)}.")
    asked = Asked(rows[0] if rows else None, by, action, since, until, limit or None)
    title = f"History of {' '.join(rows[0])}" if rows else f"History of {study.name}"
    with reading(ctx, study) as opened:
        if edits:
            output.show(record.edits(acts_with_edits(opened, asked), rows[0][0], sentence, title))
        else:
            with opened.file.read() as db:
                made = () if rows or by or action or since or until else merges(db)
            output.show(record.history(acts(opened, asked), sentence, title, merges=made))
