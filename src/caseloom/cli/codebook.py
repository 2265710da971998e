"""The codebook at the command line: codes changed, split and retired, versions, codings to be read again."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import click

from caseloom.cli.door import everywhere
from caseloom.cli.listing import Output, listed
from caseloom.cli.opening import reading, study_argument, writing
from caseloom.cli.speech import answer, counted
from caseloom.coding.actions import (
    code_named,
    confirm_all,
    move_code,
    name_version,
    reinstate_code,
    retire_code,
    set_code,
    set_construct_code,
    split_code,
)
from caseloom.coding.kinds import COLOURS, SHORTCUTS
from caseloom.coding.model import CodeUnknown, NewCode
from caseloom.coding.readings import belongings, codes
from caseloom.language import CaseloomError
from caseloom.reporting import coding as listings
from caseloom.studyfile import StudyFile
from caseloom.team.model import Viewer


class NoPlace(CaseloomError):
    """A code would have to stand above the first or below the last."""

    exit_code = 2

    sentence = (
        "“{code}” cannot go so far: only so many codes stand beside it. Nothing was changed. "
        "To let it stand under another code, run “caseloom code set” with --parent."
    )


COMMANDS: list[click.Command] = []
"""What `caseloom code` has beside coding itself."""


def _command(command: click.Command) -> click.Command:
    COMMANDS.append(command)
    return command


# fmt: off
@_command
@click.command(name="set")
@study_argument
@click.argument("code")
@click.option("--label", help="What an inductive code is called.")
@click.option("--parent", help="The code that it stands under; “none” for no other.")
@click.option("--definition", help="What it means; of a construct, the project's own wording.")
@click.option("--include", multiple=True, help="What belongs under it; may be said again.")
@click.option("--exclude", multiple=True, help="What does not; may be said again.")
@click.option("--example", multiple=True, help="An example; may be said again.")
@click.option("--near-miss", multiple=True,
              help="What looks as if it belonged, and does not; may be said again.")
@click.option("--colour", type=click.Choice(("none", *COLOURS)), help="Its colour; none: by its place.")
@click.option("--key", type=click.Choice(("none", *SHORTCUTS)),
              help="The key that codes with it; taken from the code that had it.")
@everywhere
@click.pass_context
def set_(
    ctx: click.Context, study: Path, code: str, label: str | None, parent: str | None,
    definition: str | None, include: tuple[str, ...], exclude: tuple[str, ...], example: tuple[str, ...],
    near_miss: tuple[str, ...], colour: str | None, key: str | None,
) -> None:
    """Change what is said of CODE in STUDY; what is not said stays, a list that is said is said whole."""
    # fmt: on
    with writing(ctx, study) as opened:
        file, viewer = opened.file, opened.viewer
        with file.read() as db:
            id = code_named(db, viewer, code)
            found = next(each for each in codes(db, viewer, with_use=False) if each.id == id)
            above = code_named(db, viewer, parent) if parent not in (None, "none") else None
        lists = {"inclusion": include, "exclusion": exclude, "examples": example, "near_misses": near_miss}
        values: dict[str, object] = {name: "\n".join(said) for name, said in lists.items() if said}
        values |= {"label": label} if label is not None else {}
        values |= {"parent": above} if parent is not None else {}
        for name, said in (("colour", colour), ("shortcut", key)):
            values |= {name: None if said == "none" else said} if said is not None else {}
        if found.construct is not None and definition is not None:
            wrote = set_construct_code(file, viewer, id, found.construct.id, definition or None, **values)
        else:
            values |= {"definition": definition or None} if definition is not None else {}
            wrote = set_code(file, viewer, id, **values)
    answer(f"Changed the code “{found.label}”." if wrote else "Nothing was different.")


@_command
@click.command()
@study_argument
@click.argument("code")
@click.argument("into")
@click.option("--coding", "chosen", multiple=True, required=True, metavar="ID",
              help="The id of a coding that goes there; may be said again.")  # fmt: skip
@everywhere
@click.pass_context
def split(ctx: click.Context, study: Path, code: str, into: str, chosen: tuple[str, ...]) -> None:
    """Let some of CODE's codings go to the code INTO, which is made if there is none of that name."""
    ids = [_id(each) for each in chosen]
    with writing(ctx, study) as opened:
        file, viewer = opened.file, opened.viewer
        with file.read() as db:
            id = code_named(db, viewer, code)
            total = belongings(db, viewer, id).codings
            target: UUID | NewCode
            try:
                target = code_named(db, viewer, into)
            except CodeUnknown:
                target = NewCode(label=into)
        split_code(file, viewer, id, ids, target)
    moved = counted(len(set(ids)), "coding", "codings")
    answer(f"{moved} now under “{into}”, {total - len(set(ids))} still under “{code}”.")


def _id(written: str) -> UUID:
    try:
        return UUID(hex=written)
    except ValueError:
        raise click.UsageError(f"“{written}” is not the id of a coding; nothing was changed.") from None


def _with_code(
    ctx: click.Context, study: Path, code: str, act: Callable[[StudyFile, Viewer, UUID], bool]
) -> bool:
    """Do something with the code of that name; returns whether it made a difference."""
    with writing(ctx, study) as opened:
        with opened.file.read() as db:
            id = code_named(db, opened.viewer, code)
        return act(opened.file, opened.viewer, id)


@_command
@click.command()
@study_argument
@click.argument("code")
@click.argument("way", type=click.Choice(("up", "down")))
@click.option("--places", type=click.IntRange(min=1), default=1, show_default=True, help="How far.")
@everywhere
@click.pass_context
def move(ctx: click.Context, study: Path, code: str, way: str, places: int) -> None:
    """Let the inductive CODE stand further up or down among those beside it."""
    by = -places if way == "up" else places
    if not _with_code(ctx, study, code, lambda file, viewer, id: move_code(file, viewer, id, by)):
        raise NoPlace(code=code)
    answer(f"“{code}” stands {counted(places, 'place', 'places')} further {way}.")


@_command
@click.command()
@study_argument
@click.argument("code")
@everywhere
@click.pass_context
def retire(ctx: click.Context, study: Path, code: str) -> None:
    """Let nothing more be coded with CODE; its codings stay and count."""
    _with_code(ctx, study, code, retire_code)
    answer(f"“{code}” is retired. Its codings stay where they are.")


@_command
@click.command()
@study_argument
@click.argument("code")
@everywhere
@click.pass_context
def reinstate(ctx: click.Context, study: Path, code: str) -> None:
    """Let the retired CODE be coded with again."""
    _with_code(ctx, study, code, reinstate_code)
    answer(f"“{code}” can be coded with again.")


@_command
@click.command()
@study_argument
@click.argument("name")
@click.option("--note", help="What this version is, or came out of.")
@everywhere
@click.pass_context
def version(ctx: click.Context, study: Path, name: str, note: str | None) -> None:
    """Call the codebook of STUDY, as it is now, NAME."""
    with writing(ctx, study) as opened:
        name_version(opened.file, opened.viewer, name, note)
    answer(f"The codebook as it is now is called “{name.strip()}”.")


@_command
@click.command()
@study_argument
@listed
@everywhere
@click.pass_context
def versions(ctx: click.Context, study: Path, output: Output) -> None:
    """List the versions of STUDY's codebook, with how many codings were made under each."""
    with reading(ctx, study) as opened, opened.file.read() as db:
        output.show(listings.versions(db, opened.viewer))


@_command
@click.command()
@study_argument
@listed
@everywhere
@click.pass_context
def recode(ctx: click.Context, study: Path, output: Output) -> None:
    """List the codings that were made before their code was worded as it is now."""
    with reading(ctx, study) as opened, opened.file.read() as db:
        output.show(listings.recoding(db, opened.viewer))


@_command
@click.command()
@study_argument
@click.argument("code")
@click.option("--reason", required=True, help="Why all of them are; it is kept with each.")
@everywhere
@click.pass_context
def confirm(ctx: click.Context, study: Path, code: str, reason: str) -> None:
    """Find all codings of CODE that wait to be read again still right, for a reason."""
    with writing(ctx, study) as opened:
        with opened.file.read() as db:
            id = code_named(db, opened.viewer, code)
        count = confirm_all(opened.file, opened.viewer, id, reason)
    answer(f"Found {counted(count, 'coding', 'codings')} still right.")
