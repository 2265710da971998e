"""Merging at the command line: copies become one study, and what they disagree about is settled."""

from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

import click

from caseloom.cli.door import everywhere
from caseloom.cli.listing import Output, draw, listed
from caseloom.cli.opening import STUDY, reading, study_argument, writing
from caseloom.cli.progress import watched
from caseloom.cli.speech import answer, sentence
from caseloom.notebook.merging import Merged, merge_and_tell
from caseloom.record.actions import settle_conflict
from caseloom.record.readings import CodingIn, conflict_named, conflicts_told, side_named
from caseloom.reporting import record
from caseloom.rooms import OpenStudy
from caseloom.team.model import NameMissing


@click.command()
@click.argument("studies", type=STUDY, nargs=-1, required=True, metavar="STUDIES…")
@click.option("--to", type=STUDY, required=True, help="The new study file; never one that is there.")
@click.option("--dry-run", is_flag=True, help="Only tell what would come in, and what would be in conflict.")
@everywhere
def merge(studies: tuple[Path, ...], to: Path, dry_run: bool) -> None:
    """Merge copies of one study, which people changed apart, into a new file; the copies stay as they are.

    The order does not matter, nor how often: the same changes give the same study.
    """
    with watched("Merging") as progress:
        found = merge_and_tell(studies, to, dry_run=dry_run, progress=progress)
    _tell(found, studies[0], to)


def _tell(found: Merged, first: Path, to: Path) -> None:
    changes = sum(act.count for _, acts in found.copies for act in acts)
    if found.to is None:
        answer(f"A dry run: nothing was written. Merging into {to} would bring this:")
    else:
        answer(f"Merged into {to}." if changes else f"Merged into {to}: no copy had anything new.")
    before = f"{first} has"
    for (copy, acts), tally, codings in zip(found.copies, found.tallies, found.codings, strict=True):
        answer(f"\nWhat {copy} has that {before} not:" if acts else f"\n{copy} has nothing new.")
        for act in acts:
            answer(f"  {sentence(act)}")
            for edit in act.edits:
                said = (f"“{each}”" if each else "nothing" for each in (edit.before, edit.after))
                answer(f"    {edit.field.replace('_', ' ')}: {' becomes '.join(said)}")
        _tell_codings(codings)
        if tally.out or tally.same:
            answer(
                f"  Of its {sum(astuple(tally))} changes {tally.told} are told here, {tally.out} stay out "
                f"since somebody withdrew, {tally.same} say what was said already."
            )
        for kind, count in found.kept_out.get(copy, ()):
            answer(f"  Stays out, since somebody withdrew: {record.counted(kind, count)}.")
        before = "those before it have"
    for each in found.alike:
        names = ", ".join(dict.fromkeys(made.who or "a build" for made in each))
        answer(
            f"\n“{each[0].label}” is the label of {len(each)} codes, made by {names}: “caseloom code merge” "
            "makes one of them."
        )
    answer("")
    if found.waiting:
        how = (
            f"The side that stands does so until somebody decides: “caseloom conflicts {to} --settle ID "
            "--for SIDE”."
        )
        draw(record.conflicts(found.waiting, how))
    else:
        answer("Nobody wrote to the same thing without knowing of the other: there is no conflict.")


_CODINGS_TOLD = 10
_OUT = {
    "": "",
    "source": " (taken out here)",
    "code": " (a code taken out here)",
    "retired": " (a retired code)",
}


def _tell_codings(codings: Sequence[CodingIn]) -> None:
    """The codings that come in, of each person the first few."""
    by: dict[str, list[CodingIn]] = {}
    for each in codings:
        by.setdefault(each.who or "a build", []).append(each)
    for who, made in by.items():
        answer(f"  Codings by {who}:")
        for each in made[:_CODINGS_TOLD]:
            quote = f"“{each.quote}”" if each.quote else "A passage flagged as distressing"
            answer(f"    {quote} – {each.code}, in {each.source}{_OUT[each.out]}")
        if len(made) > _CODINGS_TOLD:
            answer(f"    and {len(made) - _CODINGS_TOLD} more")


@click.command()
@study_argument
@click.option("--settle", metavar="ID", help="Settle the conflict with this id, which the list shows.")
@click.option("--for", "side", metavar="SIDE", help="The side that is to stand: a, b, …")
@listed
@everywhere
@click.pass_context
def conflicts(ctx: click.Context, study: Path, settle: str | None, side: str | None, output: Output) -> None:
    """List what people wrote in copies of STUDY without knowing of each other, or settle one of it.

    Of a thing that one took out and another used, choosing the use brings it back; of a code that was merged,
    side c gives what used it to the other code; of corrections of different turns, side c takes both. An id
    holds as long as its sides are what they were; numbers move.
    """
    if (settle is None) != (side is None):
        raise click.UsageError("Say both: --settle ID --for SIDE.")
    if settle is not None and side is not None:
        with writing(ctx, study) as opened:
            _settle(opened, settle, side)
        return
    with reading(ctx, study) as opened, opened.file.read() as db:
        found = conflicts_told(db, opened.viewer, opened.file.kinds)
    how = f"“caseloom conflicts {study} --settle ID --for SIDE” lets one side stand."
    output.show(record.conflicts(found, how))


def _settle(opened: OpenStudy, name: str, letter: str) -> None:
    file, viewer = opened.file, opened.viewer
    if viewer.person is None:
        raise NameMissing
    with file.read() as db:
        conflict = conflict_named(conflicts_told(db, viewer, file.kinds), name)
    side = side_named(conflict, letter)
    settle_conflict(file, viewer, conflict, side.change)
    with file.read() as db:
        left = len(conflicts_told(db, viewer, file.kinds))
    answer(f"Settled: of the {conflict.subject}, side {letter.strip().lower()} stands "
           f"({side.who or 'a build'}). {left} left.")  # fmt: skip
