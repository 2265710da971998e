"""Coding at the command line: one passage, a new code, or a whole table of codings."""

from pathlib import Path
from typing import Any

import click

from caseloom.cli.codebook import COMMANDS as CODEBOOK_COMMANDS
from caseloom.cli.codings_table import read_codings, write_codings
from caseloom.cli.days import TIME
from caseloom.cli.door import everywhere
from caseloom.cli.named_or_new import Names
from caseloom.cli.opening import study_argument, writing
from caseloom.cli.progress import watched
from caseloom.cli.speech import answer, counted, say
from caseloom.coding.actions import add_code, add_coding, code_named, merge_code, remove_code
from caseloom.coding.kinds import EXAMPLES, VALENCES
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.coding.readings import passages
from caseloom.notebook.names import maybe_named, named


class PassageUnlessNamed(click.Group):
    """A group whose unnamed command is `passage`: `code STUDY SOURCE …` codes one passage."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command that the first word names, else `passage` with all words."""
        if args and args[0] not in self.commands:
            args = ["passage", *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Leave the options of an unnamed `passage` to it."""
        if args and args[0] not in (*self.commands, "--help", "-h"):
            args = ["passage", *args]
        return super().parse_args(ctx, args)


@click.group(cls=PassageUnlessNamed)
def code() -> None:
    """Code a passage (`code STUDY SOURCE …`), work in the codebook, or bring in a table of codings."""


# fmt: off
@code.command()
@study_argument
@click.argument("source")
@click.option("--quote", help="The passage by its words; nearly the same words are found too.")
@click.option("--start", type=click.IntRange(min=0), help="The passage by its place: characters from 0 …")
@click.option("--end", type=click.IntRange(min=0), help="… to before this one.")
@click.option("--code", "code_", required=True, help="The code: a construct's id, a code's label, or an id.")
@click.option("--role", help="For CFIR's characteristics of people: the id of the role.")
@click.option("--valence", type=click.Choice(VALENCES), help="Whether it helps or hinders.")
@click.option("--example", type=click.Choice(EXAMPLES), help="A concrete example, or a general remark.")
@click.option("--about", type=TIME, metavar="TIME",
              help="The time that it is about, such as “about 2019” (2019~) or “from 2016 on” (2016/..).")
@click.option("--memo", help="A note to the coding.")
@click.option("--threshold", type=click.FloatRange(0, 100), default=85.0, show_default=True,
              help="How nearly the words must stand in the text.")
@everywhere
@click.pass_context
def passage(
    ctx: click.Context, study: Path, source: str, quote: str | None, start: int | None, end: int | None,
    code_: str, role: str | None, valence: str | None, example: str | None, about: str | None,
    memo: str | None, threshold: float,
) -> None:
    """Code a passage of SOURCE (its title or id) in STUDY; “passage” need not be said."""
    # fmt: on
    if quote is None and (start is None or end is None):
        raise click.UsageError("Say which passage: --quote WORDS, or --start N --end N.")
    with writing(ctx, study) as opened:
        file, viewer = opened.file, opened.viewer
        with file.read() as db:
            where = named(db, viewer, "source", source)
            said = {"valence": valence, "example": example, "about": about, "memo": memo}
            who = maybe_named(db, viewer, "construct", role)
            new = NewCoding(code=code_named(db, viewer, code_), role=who, **said)
        quotation = Quotation(quote=quote, start=start, end=end, threshold=threshold)
        id = add_coding(file, viewer, where, quotation, new)
        with file.read() as db:
            made = passages(db, viewer, coding=id)[0]
    nearly = f" (found nearly, {made.score:.0f} of 100)" if made.score is not None else ""
    counts = "" if made.evidence else " The words are no evidence: whoever asks or presides spoke them."
    answer(f"Coded {made.start}-{made.end} of “{made.source_title}” as {made.code_label}{nearly}: "
           f"“{made.quote}”.{counts}")  # fmt: skip


@code.command()
@study_argument
@click.argument("label")
@click.option("--definition", help="What it means.")
@click.option("--include", multiple=True, help="What belongs under it; may be said again.")
@click.option("--exclude", multiple=True, help="What does not; may be said again.")
@click.option("--parent", help="The code that it stands under.")
@everywhere
@click.pass_context
def add(
    ctx: click.Context, study: Path, label: str, definition: str | None, include: tuple[str, ...],
    exclude: tuple[str, ...], parent: str | None,
) -> None:  # fmt: skip
    """Add the inductive code LABEL to STUDY."""
    with writing(ctx, study) as opened:
        above = None
        if parent is not None:
            with opened.file.read() as db:
                above = code_named(db, opened.viewer, parent)
        new = NewCode(label=label, parent=above, definition=definition,
                      inclusion="\n".join(include) or None, exclusion="\n".join(exclude) or None)  # fmt: skip
        id = add_code(opened.file, opened.viewer, new)
    answer(f"Added the code “{label.strip()}” ({id}).")


@code.command()
@study_argument
@click.argument("label", metavar="CODE")
@click.argument("into", metavar="INTO")
@everywhere
@click.pass_context
def merge(ctx: click.Context, study: Path, label: str, into: str) -> None:
    """Merge CODE into the code INTO, which takes its codings, queries and lower codes; “undo” parts them."""
    with writing(ctx, study) as opened:
        with opened.file.read() as db:
            old, other = (code_named(db, opened.viewer, each) for each in (label, into))
        moved = merge_code(opened.file, opened.viewer, old, other)
    answer(f"Merged “{label}” into “{into}”: {moved} {'coding' if moved == 1 else 'codings'} moved.")


@code.command()
@study_argument
@click.argument("label", metavar="CODE")
@everywhere
@click.pass_context
def remove(ctx: click.Context, study: Path, label: str) -> None:
    """Take CODE out of STUDY if no coding uses it; “undo” brings it back."""
    with writing(ctx, study) as opened:
        with opened.file.read() as db:
            id = code_named(db, opened.viewer, label)
        remove_code(opened.file, opened.viewer, id)
    answer(f"Took out the code “{label}”.")


@code.command()
@study_argument
@click.argument("table", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--column", "renamed", multiple=True, metavar="NAME=COLUMN",
              help="The table calls NAME (source, code, quote, …) COLUMN; may be said again.")  # fmt: skip
@click.option("--create", is_flag=True, help="Take coders into the team that it does not know yet.")
@click.option("--threshold", type=click.FloatRange(0, 100), default=85.0, show_default=True,
              help="How nearly the words must stand in the text.")  # fmt: skip
@everywhere
@click.pass_context
def table(
    ctx: click.Context, study: Path, table: Path, renamed: tuple[str, ...], create: bool, threshold: float
) -> None:
    """Bring a TABLE of codings (csv, tsv, xlsx, ods, json) into STUDY, and say how each was anchored.

    Columns: source, code, and quote or start and end; coder, role, valence, example, about, memo where
    used. A row that is there already stays as it is. The exit code is 6 if a passage was not found.
    """
    columns = dict(_renamed(each) for each in renamed)
    rows = read_codings(table, columns)
    with writing(ctx, study) as opened, watched("Coding") as progress:
        report = write_codings(opened, rows, Names(opened, create=create), threshold, progress)
    how = ", ".join(f"{count} by {way}" for way, count in sorted(report.by.items()))
    ways = f" ({how})" if how else ""
    coded = counted(report.coded, "passage", "passages")
    there = counted(report.unchanged, "was", "were")
    answer(f"Coded {coded}{ways}; {there} there already.")
    for source, code_, why in report.lost:
        say(f"Not coded: {source}, {code_}: {why}")
    if report.lost:
        ctx.exit(6)


for _each in CODEBOOK_COMMANDS:
    code.add_command(_each)


def _renamed(said: str) -> tuple[str, str]:
    name, _, column = said.partition("=")
    if not column:
        raise click.UsageError(f"“{said}” is not NAME=COLUMN, such as quote=Citation.")
    return name.strip(), column.strip()
