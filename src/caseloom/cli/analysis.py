"""The matrix at the command line."""

from datetime import date
from pathlib import Path

import click

from caseloom.analysis.model import CLOCKS, COUNTED, DIMENSIONS, REACHES, MatrixRequest
from caseloom.analysis.readings import matrix as read_matrix
from caseloom.cli.days import TIME
from caseloom.cli.door import everywhere
from caseloom.cli.listing import Output, as_it_was_on, listed
from caseloom.cli.opening import on_option, reading, study_argument
from caseloom.design.kinds import SOURCE_KINDS
from caseloom.design.readings import card
from caseloom.notebook.names import maybe_named
from caseloom.reporting.analysis import matrix as matrix_listing
from caseloom.reporting.analysis import numbers


# fmt: off
@click.command()
@study_argument
@click.option("--rows", type=click.Choice(DIMENSIONS), default="construct", show_default=True,
              help="What the rows are.")
@click.option("--columns", default="case,wave", show_default=True, metavar="NAME[,NAME]",
              help=f"What the columns are: {', '.join(DIMENSIONS)}; one grain of time at most.")
@click.option("--cell", type=click.Choice(COUNTED), default="informants", show_default=True,
              help="What a cell counts.")
@click.option("--time-rule", type=click.Choice(CLOCKS), default="said", show_default=True,
              help="By when it was said or written, or by the time it is about.")
@click.option("--reach", type=click.Choice(REACHES), default="this", show_default=True,
              help="This time frame only, or all up to its end.")
@click.option("--interval", "intervals", type=TIME, multiple=True, metavar="TIME",
              help="A stretch of time for the column “interval”, such as “2019 to 2020”; may be said again.")
@click.option("--framework", metavar="PACK",
              help="Only what is coded with this framework, by its pack's name.")
@click.option("--case", help="Only this case.")
@click.option("--wave", help="Only this wave.")
@click.option("--coder", help="Only what this person coded.")
@click.option("--kind", type=click.Choice(SOURCE_KINDS), help="Only sources of this kind.")
@click.option("--voice", help="Only participants with this voice.")
@click.option("--used", is_flag=True, help="Only rows in which something is counted.")
@click.option("--tree-depth", type=click.IntRange(min=1),
              help="Only so many levels of rows; each takes in the rows beneath it.")
@on_option
@listed
@everywhere
@click.pass_context
def matrix(
    ctx: click.Context, study: Path, rows: str, columns: str, cell: str, time_rule: str, reach: str,
    intervals: tuple[str, ...], framework: str | None, case: str | None, wave: str | None, coder: str | None,
    kind: str | None, voice: str | None, used: bool, tree_depth: int | None, on: date | None, output: Output,
) -> None:
    """Count evidence in STUDY: constructs by case and time, or any two other things.

    The study's notice and the rule by which it counts stand above, what an empty cell means below.
    A construct's row counts those beneath it. In json and csv, counts other than informants are
    numbers: empty (null) where nothing was collected, 0 without evidence.
    """
    with reading(ctx, study, on) as opened, opened.file.read() as db:
        viewer = opened.viewer
        request = MatrixRequest(
            rows=rows,
            columns=tuple(each.strip() for each in columns.split(",") if each.strip()),
            cell=cell,
            clock=time_rule,
            reach=reach,
            intervals=intervals,
            framework=framework,
            case=maybe_named(db, viewer, "case", case),
            wave=maybe_named(db, viewer, "wave", wave),
            coder=maybe_named(db, viewer, "person", coder),
            source_kind=kind,
            voice=voice,
            only_used=used,
        )
        found = read_matrix(db, viewer, request)
        about = card(db, viewer)
    if output.form in ("json", "csv") and cell != "informants":
        output.show(as_it_was_on(numbers(found, depth=tree_depth), on))
    else:
        indented = output.form not in ("json", "csv")
        notice = about.notice if about else ""
        listing = matrix_listing(found, depth=tree_depth, indented=indented, notice=notice)
        output.show(as_it_was_on(listing, on))
