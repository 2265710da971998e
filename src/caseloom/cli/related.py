"""Queries over codings at the command line."""

from pathlib import Path
from typing import Any

import click

from caseloom.cli.door import everywhere
from caseloom.cli.listing import Output, listed
from caseloom.cli.opening import reading, study_argument
from caseloom.coding.kinds import VALENCES
from caseloom.coding.relations import RELATIONS, UNITS
from caseloom.design.kinds import SOURCE_KINDS
from caseloom.notebook.related import listing, wish_named

_SAID = {
    "overlapping": "Those that overlap a coding of OTHER.",
    "apart": "Those that overlap no coding of OTHER.",
    "near": "Those that are near a coding of OTHER; see --within.",
    "inside": "Those inside a coding of OTHER, or on the same passage.",
    "around": "Those around a coding of OTHER, or on the same passage.",
    "same": "Those on the same passage as a coding of OTHER.",
}


def _relations(command: Any) -> Any:
    for relation in reversed(RELATIONS):
        command = click.option(f"--{relation}", metavar="OTHER", help=_SAID[relation])(command)
    return command


# fmt: off
@click.command()
@study_argument
@click.argument("code")
@_relations
@click.option("--within", type=click.IntRange(0, 10_000), default=20, show_default=True,
              help="For --near: at most so many words, or turns, between the two.")
@click.option("--unit", type=click.Choice(UNITS), default=UNITS[0], show_default=True,
              help="For --near: what is counted.")
@click.option("--below", "code_below", is_flag=True, help="With the codes beneath CODE.")
@click.option("--other-below", is_flag=True, help="With the codes beneath OTHER.")
@click.option("--case", help="Only in this case.")
@click.option("--wave", help="Only in this wave.")
@click.option("--setting", help="Only in this setting.")
@click.option("--participant", help="Only words of this participant.")
@click.option("--voice", help="Only words of participants with this voice.")
@click.option("--coder", help="Only codings of CODE by this person.")
@click.option("--by", type=click.Choice(["same", "another"]), help="Whether the same person coded OTHER.")
@click.option("--kind", "source_kind", type=click.Choice(SOURCE_KINDS), help="Only in sources of this kind.")
@click.option("--valence", type=click.Choice(VALENCES), help="Only those that say so.")
@click.option("--about", type=click.Choice(["stated", "not"]), help="Whether they say what time it is about.")
@listed
@everywhere
@click.pass_context
def codings(ctx: click.Context, /, study: Path, code: str, output: Output, **said: Any) -> None:
    """List the codings of CODE in STUDY that stand so to those of another code: a row for each two."""
    # fmt: on
    asked = [(relation, other) for relation in RELATIONS if (other := said.pop(relation)) is not None]
    if len(asked) != 1:
        raise click.UsageError("Say one relation, such as --near OTHER or --overlapping OTHER.")
    [(relation, other)] = asked
    with reading(ctx, study) as opened, opened.file.read() as db:
        wish = wish_named(db, opened.viewer, code, relation, other, **said)
        output.show(listing(db, opened.viewer, wish))
