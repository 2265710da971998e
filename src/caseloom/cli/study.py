"""A study as a whole: made, shown, looked over and copied."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from caseloom.cli.door import everywhere
from caseloom.cli.home import study as home_listing
from caseloom.cli.listing import Output, as_it_was_on, listed
from caseloom.cli.opening import STUDY, name_for_writing, on_option, reading, study_argument
from caseloom.cli.speech import answer, sentence
from caseloom.coding.actions import code_named
from caseloom.coding.readings import adrift_codings, passages
from caseloom.coding.readings import codes as read_codes
from caseloom.design.actions import set_field
from caseloom.design.kinds import LANGUAGES
from caseloom.design.model import StudyCard
from caseloom.notebook.names import named
from caseloom.overview.readings import home
from caseloom.reporting import coding, design, sources
from caseloom.reporting.listing import Listing, columns
from caseloom.rooms import OpenStudy, create_study, open_study
from caseloom.sources.readings import source_text
from caseloom.studyfile.checking import check as look_over
from caseloom.studyfile.copying import copy_file
from caseloom.studyfile.remarks import Remark, remark
from caseloom.team.model import READER, Viewer

LISTED: dict[str, Callable[[Any, Viewer], Listing]] = {
    "study": lambda db, viewer: home_listing(home(db, viewer)),
    "innovations": design.innovations,
    "settings": design.settings,
    "cases": design.cases,
    "waves": design.waves,
    "phases": design.phases,
    "participants": design.participants,
    "sources": sources.sources,
    "codes": coding.codes,
    "codings": coding.codings,
    "queries": coding.queries,
    "frameworks": design.frameworks,
    "people": design.people,
}
NAMED = ("source", "code")
WORDED = ("codes", "code")


@click.command()
@study_argument
@click.option("--title", required=True, help="What the study is called.")
@click.option("--language", default="en", show_default=True, help="The language that it is written in.")
@click.option("--question", "questions", multiple=True, help="A question of the study; may be said again.")
@click.option("--originals", type=click.Choice(["keep", "none"]),
              help="Whether the files themselves are kept in the study, or only their text.")  # fmt: skip
@everywhere
@click.pass_context
def new(
    ctx: click.Context,
    study: Path,
    title: str,
    language: str,
    questions: tuple[str, ...],
    originals: str | None,
) -> None:
    """Make a new study in the file STUDY."""
    card = StudyCard(
        title=title, language=language, questions="\n".join(questions) or None, originals=originals or "none"
    )
    made = create_study(study, card, as_name=name_for_writing(ctx))
    if originals is None:
        # Not said is not "none": the first import on a terminal asks.
        set_field(made.file, made.viewer, "study", made.file.key_id("study", "study"), originals=None)
    made.close()
    answer(f"Made {study}. Next: caseloom import {study} FILES…, caseloom frameworks adopt {study} cfir2022.")


@click.command()
@study_argument
@click.argument("what", type=click.Choice([*LISTED, *NAMED]), default="study")
@click.argument("name", required=False)
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True,
              help="How many passages of a code are listed; 0 lists all.")  # fmt: skip
@click.option("--language", type=click.Choice(LANGUAGES),
              help="The language of the frameworks' words, for codes; else English.")  # fmt: skip
@on_option
@listed
@everywhere
@click.pass_context
def show(
    ctx: click.Context, study: Path, what: str, name: str | None, limit: int, language: str | None,
    on: date | None, output: Output,
) -> None:  # fmt: skip
    """Show what STUDY holds: the study itself, or a list of WHAT, or the source or code called NAME."""
    if (what in NAMED) != (name is not None):
        raise click.UsageError(f"Say which: caseloom show {study} {what} NAME." if what in NAMED
                               else f"“{what}” lists them all and takes no name.")  # fmt: skip
    if language is not None and what not in WORDED:
        raise click.UsageError("Only codes have words in several languages: leave --language out.")
    with reading(ctx, study, on) as opened, opened.file.read() as db:
        if what == "codes":
            listing = coding.codes(db, opened.viewer, language or "en")
        elif name is None:
            listing = LISTED[what](db, opened.viewer)
        elif what == "source":
            id = named(db, opened.viewer, "source", name)
            listing = sources.source(source_text(db, opened.viewer, id))
        else:
            listing = _code(db, opened.viewer, name, limit, language or "en")
    output.show(as_it_was_on(listing, on))


def _code(db: Any, viewer: Viewer, name: str, limit: int, language: str) -> Listing:
    id = code_named(db, viewer, name)
    found = next(each for each in read_codes(db, viewer, language=language) if each.id == id)
    return coding.code(found, passages(db, viewer, code=id, limit=limit or None))


@click.command()
@study_argument
@click.option("--repair", is_flag=True, help="Compute the derived tables and the search index again.")
@listed
@everywhere
@click.pass_context
def check(ctx: click.Context, study: Path, repair: bool, output: Output) -> None:
    """Look STUDY over: is it whole, and does every row say what the record of changes says.

    The exit code is 3 where something is wrong that a person has to mend.
    """
    opened = open_study(study)
    try:
        found = [*look_over(opened.file), *_adrift(opened)]
        if repair:
            opened.file.rebuild()
            answer("Computed the derived tables and the search index again.")
            found = [*look_over(opened.file), *_adrift(opened)]
    finally:
        opened.close()
    if output.form == "table" and not found:
        answer(f"{study} is sound.")
    else:
        rows = [(each.weight, each.about, sentence(each)) for each in found]
        output.show(Listing("check", f"Check of {study}", columns("weight", "about", "remark"), rows))
    if any(each.weight != "note" for each in found):
        ctx.exit(3)


def _adrift(opened: OpenStudy) -> list[Remark]:
    told = "The coding {id} ({code}) has lost its place in “{source}”: “{quote}”."
    with opened.file.read() as db:
        return [
            remark(
                "adrift", "note", told,
                id=str(each.id), code=each.code_label, source=each.source_title, quote=each.quote,
            )
            for each in adrift_codings(db, READER, limit=None)
        ]  # fmt: skip


@click.command()
@study_argument
@click.argument("to", type=STUDY)
@everywhere
def copy(study: Path, to: Path) -> None:
    """Copy STUDY to the file TO, safely also while somebody works in it; never over a file."""
    copy_file(study, to)
    answer(f"Copied {study} to {to}.")
