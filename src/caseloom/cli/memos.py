"""Memos at the command line: listed, shown, written, changed, linked and taken out."""

from pathlib import Path
from typing import Any

import click

from caseloom.cli.door import everywhere
from caseloom.cli.listing import Output, listed
from caseloom.cli.opening import on_terminal, reading, study_argument, writing
from caseloom.cli.speech import answer
from caseloom.notebook import memos as asked
from caseloom.reporting import team
from caseloom.reporting.record import moment
from caseloom.team.kinds import MEMO_KINDS
from caseloom.team.model import CONTACT_SUMMARY, contact_summary

ABOUT_HELP = "study, or a kind and a name or id: case:North, source:TITLE, code:LABEL, coding:ID"


@click.group()
def memos() -> None:
    """What the team thinks while it works: list, show, write, change, link and take out memos."""


def _worded(command: Any) -> Any:
    """The options that say what a memo says."""
    for option in (
        click.option("--title", help="Its title; without one, the first words of its text."),
        click.option("--file", type=click.File("rb"), help="Take the text from FILE; - is standard input."),
        click.option("--text", help="Its text, in Markdown."),
    ):
        command = option(command)
    return command


# fmt: off
@memos.command("list")
@study_argument
@click.option("--about", metavar="THING", multiple=True,
              help=f"Only those about, or linked to: {ABOUT_HELP}. Said again: to each of them.")
@click.option("--kind", type=click.Choice(MEMO_KINDS), help="Only those of this type.")
@click.option("--by", metavar="NAME", help="Only those that this person wrote.")
@click.option("--words", default="", help="Only those with these words, in title or text.")
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True,
              help="How many are listed; 0 lists all.")
@listed
@everywhere
@click.pass_context
def list_(
    ctx: click.Context, study: Path, about: tuple[str, ...], kind: str | None, by: str | None, words: str,
    limit: int, output: Output,
) -> None:
    """List the memos of STUDY, the newest first."""
    # fmt: on
    with reading(ctx, study) as opened:
        found, told = asked.memos_asked(
            opened, about=about, kind=kind or "", by=by, words=words, limit=limit or None
        )
    title = f"Memos: {found.total}, {len(found.memos)} listed"
    output.show(team.memos(found.memos, told, title))


@memos.command()
@study_argument
@click.argument("memo")
@everywhere
@click.pass_context
def show(ctx: click.Context, study: Path, memo: str) -> None:
    """Show MEMO (its title or id) with its text and links."""
    with reading(ctx, study) as opened:
        found, told = asked.memo_asked(opened, memo)
    facts = (found.memo_kind.replace("_", " "), found.author_name, moment(found.written), str(found.id))
    answer(f"{found.title}\n{team.thing_words(told[found.about])}\n{' · '.join(filter(None, facts))}")
    if found.text:
        answer(f"\n{found.text}")
    for number, each in enumerate(found.links):
        answer(("" if number else "\n") + f"Linked to {team.thing_words(told[each])}")


@memos.command()
@study_argument
@click.argument("about", metavar="ABOUT")
@click.option("--kind", type=click.Choice(MEMO_KINDS), default=MEMO_KINDS[0], show_default=True,
              help="Its type.")  # fmt: skip
@_worded
@click.option("--link", "links", multiple=True, metavar="THING",
              help="Link it to this too; may be said again.")  # fmt: skip
@everywhere
@click.pass_context
def add(
    ctx: click.Context, study: Path, about: str, kind: str, text: str | None, file: Any, title: str | None,
    links: tuple[str, ...],
) -> None:  # fmt: skip
    """Write a memo about ABOUT: study, or a kind and a name or id, such as case:North or source:TITLE.

    Without a text, an editor opens; a contact summary begins with its headings.
    """
    words = _text(text, file)
    if words is None and not title:
        words = _edited(contact_summary() if kind == CONTACT_SUMMARY else "")
    with writing(ctx, study) as opened:
        id = asked.add_memo(opened, words or "", about, kind, title or "", links)
        found, told = asked.memo_asked(opened, id)
    answer(f"Wrote the memo “{found.title}” about {team.thing_words(told[found.about])} ({id}).")


@memos.command()
@study_argument
@click.argument("memo")
@click.option("--kind", type=click.Choice(MEMO_KINDS), help="Its type.")
@_worded
@everywhere
@click.pass_context
def change(
    ctx: click.Context, study: Path, memo: str, kind: str | None, text: str | None, file: Any,
    title: str | None,
) -> None:  # fmt: skip
    """Change what MEMO (its title or id) says; what is not said stays."""
    words = _text(text, file)
    if (words, title, kind) == (None, None, None):
        raise click.UsageError("Say what to change: --text, --file, --title or --kind.")
    with writing(ctx, study) as opened:
        done = asked.change_memo(opened, memo, text=words, title=title, memo_kind=kind)
    answer(f"Changed the memo “{memo}”." if done else "Nothing was different.")


@memos.command()
@study_argument
@click.argument("memo")
@everywhere
@click.pass_context
def remove(ctx: click.Context, study: Path, memo: str) -> None:
    """Take MEMO (its title or id) out of STUDY; “undo” brings it back."""
    with writing(ctx, study) as opened:
        title = asked.take_out_memo(opened, memo)
    answer(f"Took out the memo “{title}”.")


@memos.command()
@study_argument
@click.argument("memo")
@click.argument("thing")
@click.option("--remove", is_flag=True, help="Take the link out instead.")
@everywhere
@click.pass_context
def link(ctx: click.Context, study: Path, memo: str, thing: str, remove: bool) -> None:
    """Link MEMO to THING (such as case:North, memo:TITLE); the link is shown on both ends."""
    with writing(ctx, study) as opened:
        title, other = asked.link(opened, memo, thing, remove=remove)
    answer(f"{'Took the link out' if remove else 'Linked'}: “{title}” and {other}.")


def _text(text: str | None, file: Any) -> str | None:
    if text is not None and file is not None:
        raise click.UsageError("Say one of --text and --file.")
    if file is None:
        return text
    try:
        return str(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError as trouble:
        raise click.UsageError(f"{file.name} is not text in UTF-8; nothing was written.") from trouble


def _edited(begin: str) -> str:
    if not on_terminal():
        raise click.UsageError("Say the memo's text: --text WORDS, or --file FILE (- is standard input).")
    written = click.edit(begin, extension=".md")
    if written is None:
        raise click.UsageError("Nothing was written: the editor was closed without saving.")
    return written
