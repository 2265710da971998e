"""Withdrawing a participant at the command line: what would go, two confirmations, what was erased."""

from pathlib import Path

import click

from caseloom.cli.door import everywhere
from caseloom.cli.listing import Output, draw, listed
from caseloom.cli.opening import name_for_writing, on_terminal, reading, study_argument
from caseloom.cli.speech import answer, say
from caseloom.notebook import identity
from caseloom.notebook.names import named
from caseloom.notebook.withdrawing import Carried, carry_out, check_asked
from caseloom.record.model import AS_PERSON, NotConfirmed, Withdrawal
from caseloom.record.readings import is_written_anew, withdrawal
from caseloom.reporting import record
from caseloom.rooms import OpenStudy

_OUT_OF_REACH = (
    "Caseloom cannot reach copies that were made with “caseloom copy”, mailed or put elsewhere, exports "
    "(csv, xlsx, json, html), recordings and the files that were imported: delete or merge those yourself. "
    "In a copy that is merged with this study it goes too."
)


# fmt: off
@click.command()
@study_argument
@click.argument("participant")
@click.option("--as-coder", type=click.Choice(AS_PERSON),
              help="If the person is in the team too: keep the coder, take the name, or the codings too.")
@click.option("--show", is_flag=True, help="Only list what would go.")
@click.option("--yes", is_flag=True, help="Do not ask whether; the name is asked for all the same.")
@click.option("--confirm", metavar="NAME", help="The participant's name once more, instead of being asked.")
@listed
@everywhere
@click.pass_context
def erase(
    ctx: click.Context, study: Path, participant: str, as_coder: str | None, show: bool, yes: bool,
    confirm: str | None, output: Output,
) -> None:
    """Withdraw PARTICIPANT from STUDY: erase for good what this person said and what was made of it.

    Everything that goes is listed first, with the texts of others that may name or quote the person. It
    cannot be undone, and stays gone through every merge and build. Where nobody can be asked, say --yes
    and --confirm NAME.
    """
    # fmt: on
    if not show and output.form != "table":
        raise click.UsageError("--format and --to go with --show: what is erased is listed on the screen.")
    name = "" if show else name_for_writing(ctx)
    with reading(ctx, study) as opened:
        with opened.file.read() as db:
            id = named(db, opened.viewer, "participant", participant)
        found = withdrawal(opened.file, opened.viewer, id, as_coder or "keep")
        if show:
            output.show(record.withdrawal(found))
            return
        check_asked(found, as_coder)
        if found.person is None and as_coder is not None:
            say(f"{found.name} is not known as a member of the team, so --as-coder changes nothing.")
        draw(record.withdrawal(found))
        said = _confirmed(found, yes, confirm)
        writer = OpenStudy(opened.file, identity.writing_as(opened, name))
        _tell(opened, found, carry_out(writer, found, as_coder, said))


def _confirmed(found: Withdrawal, yes: bool, confirm: str | None) -> str:
    """The participant's name once more, said or asked for."""
    if not on_terminal() and not (yes and confirm is not None):
        raise NotConfirmed(name=found.name, hint="Say “--yes --confirm NAME”.")
    if not yes:
        click.confirm("Erase all this for good? It cannot be undone.", abort=True, err=True)
    if confirm is not None:
        return confirm
    asked: str = click.prompt("The participant's name, once more", err=True)
    return asked


def _tell(opened: OpenStudy, found: Withdrawal, carried: Carried) -> None:
    counts = ", ".join(record.counted(kind, count) for kind, count in found.counts)
    answer(f"Erased {found.name}: {counts}.")
    with opened.file.read() as db:
        anew = is_written_anew(db)
    if anew:
        answer("The file was written anew: nothing of it is left on free pages.")
    else:
        say("Another program reads the file, so traces may be left in it: the next opening takes them out.")
    if count := carried.backups:
        answer(f"It was erased in {count} {'backup' if count == 1 else 'backups'} of this study, too.")
    if left := (*carried.left, *carried.copies):
        say("Other files of this study on this machine still hold it:")
        for path in left:
            say(f"  {path}")
    say(_OUT_OF_REACH)
