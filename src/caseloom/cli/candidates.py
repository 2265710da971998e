"""Candidates at the command line: what saved queries found, and deciding on it."""

from pathlib import Path
from typing import Any
from uuid import UUID

import click

from caseloom.cli.door import everywhere
from caseloom.cli.listing import Output, listed
from caseloom.cli.opening import reading, study_argument, writing
from caseloom.cli.progress import watched
from caseloom.cli.speech import answer, counted
from caseloom.coding.actions import code_named, decide, decide_all, remove_query, save_query
from caseloom.coding.model import CodingProblem
from caseloom.coding.readings import Candidate, candidates_of, queries
from caseloom.notebook.names import maybe_named, named
from caseloom.reporting import coding
from caseloom.reporting.numbering import numbered
from caseloom.rooms import OpenStudy
from caseloom.team.model import Viewer


class NoSuchNumber(CodingProblem):
    """A number beyond the query's candidates."""

    sentence = "The query “{query}” has no candidate {number}: it has {count}. Nothing was changed."
    exit_code = 4


@click.group()
def candidates() -> None:
    """What saved queries found: list, show, accept and reject it; save or remove a query."""


@candidates.command("list")
@study_argument
@click.argument("query", required=False)
@click.option("--source", help="Only those in this source.")
@click.option("--waiting", is_flag=True, help="Only those that nobody has decided on.")
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True,
              help="How many are listed; 0 lists all.")  # fmt: skip
@listed
@everywhere
@click.pass_context
def list_(
    ctx: click.Context, study: Path, query: str | None, source: str | None, waiting: bool, limit: int,
    output: Output,
) -> None:  # fmt: skip
    """List the candidates of the saved QUERY, or of all queries, in STUDY."""
    with reading(ctx, study) as opened, opened.file.read() as db:
        viewer = opened.viewer
        wanted = maybe_named(db, viewer, "query", query)
        where = maybe_named(db, viewer, "source", source)
        every = numbered(candidates_of(db, viewer, query=wanted, limit=None))
        found = [
            (number, each)
            for number, each in every
            if where in (None, each.source) and not (waiting and each.decision)
        ]
    shown = found[: limit or None]
    title = f"Candidates{f' of “{query}”' if query else ''}: {len(found)}, {len(shown)} listed"
    output.show(coding.candidates(shown, title))


@candidates.command()
@study_argument
@click.argument("query")
@click.argument("number", type=click.IntRange(min=1))
@everywhere
@click.pass_context
def show(ctx: click.Context, study: Path, query: str, number: int) -> None:
    """Show candidate NUMBER of the saved QUERY in its context."""
    with reading(ctx, study) as opened, opened.file.read() as db:
        one = _numbered(db, opened.viewer, query, [number])[0]
    where = " · ".join(filter(None, (one.source_title, one.case_name, one.wave_name, one.participant_name)))
    stands = f" — {one.decision}" if one.decision else ""
    answer(f"{number}. {one.query_name} → {one.code_label}{stands}\n{where} · {one.start}-{one.end}\n")
    answer(f"… {one.before.strip()} [{one.quote}] {one.after.strip()} …")


def _deciding(command: Any) -> Any:
    for option in (
        click.argument("numbers", nargs=-1, type=click.IntRange(min=1), metavar="[NUMBER…]"),
        click.argument("query"),
        study_argument,
        click.option("--all", "every", is_flag=True, help="All that nobody has decided on."),
        click.option("--reason", help="Why; needed with --all."),
    ):
        command = option(command)
    return everywhere(click.pass_context(command))


@candidates.command()
@_deciding
def accept(
    ctx: click.Context, study: Path, query: str, numbers: tuple[int, ...], every: bool, reason: str | None
) -> None:
    """Accept candidates of the saved QUERY by number, or all: each becomes a coding of yours."""
    _decide(ctx, study, query, numbers, every, reason, "accepted")


@candidates.command()
@_deciding
def reject(
    ctx: click.Context, study: Path, query: str, numbers: tuple[int, ...], every: bool, reason: str | None
) -> None:
    """Reject candidates of the saved QUERY by number, or all."""
    _decide(ctx, study, query, numbers, every, reason, "rejected")


def _decide(
    ctx: click.Context, study: Path, query: str, numbers: tuple[int, ...], every: bool, reason: str | None,
    decision: str,
) -> None:  # fmt: skip
    if every == bool(numbers):
        raise click.UsageError("Say which: one or more numbers, or --all with --reason.")
    with writing(ctx, study) as opened:
        if every:
            count = _all(opened, query, decision, reason or "")
        else:
            count = len(numbers)
            with opened.file.read() as db:
                found = _numbered(db, opened.viewer, query, list(numbers))
            for each in found:
                decide(opened.file, opened.viewer, each, decision, reason=reason)
    answer(f"{decision.capitalize()} {counted(count, 'candidate', 'candidates')} of “{query}”.")


def _all(opened: OpenStudy, query: str, decision: str, reason: str) -> int:
    with opened.file.read() as db:
        id = named(db, opened.viewer, "query", query)
    with watched("Deciding") as progress:
        return decide_all(opened.file, opened.viewer, id, decision, reason=reason, progress=progress)


def _numbered(db: Any, viewer: Viewer, query: str, numbers: list[int]) -> list[Candidate]:
    id = named(db, viewer, "query", query)
    every = dict(numbered(candidates_of(db, viewer, query=id, limit=None)))
    for number in numbers:
        if number not in every:
            raise NoSuchNumber(query=query, number=number, count=len(every))
    return [every[number] for number in dict.fromkeys(numbers)]


@candidates.command("add-query")
@study_argument
@click.argument("name")
@click.argument("expression")
@click.option("--code", "code_", required=True, help="The code that its hits are candidates for.")
@click.option("--in", "scope", type=click.Choice(["evidence", "all"]), default="evidence", show_default=True,
              help="Look in words that are evidence, or in all.")  # fmt: skip
@click.option("--note", help="What is meant to be found.")
@everywhere
@click.pass_context
def add_query(
    ctx: click.Context, study: Path, name: str, expression: str, code_: str, scope: str, note: str | None
) -> None:
    """Save the query EXPRESSION under NAME; its hits become candidates, and count nowhere until accepted."""
    with writing(ctx, study) as opened:
        file, viewer = opened.file, opened.viewer
        with file.read() as db:
            code = code_named(db, viewer, code_)
        id: UUID = save_query(file, viewer, name, expression, code, scope=scope, note=note)
        with file.read() as db:
            found = next(each for each in queries(db, viewer) if each.id == id)
    waiting = counted(found.candidates, "candidate", "candidates")
    answer(f"Saved “{name}”: {waiting} for {found.code_label}.")


@candidates.command("remove-query")
@study_argument
@click.argument("query")
@everywhere
@click.pass_context
def remove_query_(ctx: click.Context, study: Path, query: str) -> None:
    """Take the saved QUERY out of STUDY with its candidates; codings that came of it stay."""
    with writing(ctx, study) as opened:
        with opened.file.read() as db:
            id = named(db, opened.viewer, "query", query)
        remove_query(opened.file, opened.viewer, id)
    answer(f"Took out the query “{query}”; codings that came of it stay.")
