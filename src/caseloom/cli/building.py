"""Whole studies from a manifest, and the teaching study that comes along."""

from pathlib import Path
from uuid import UUID

import click
import platformdirs

import caseloom
from caseloom.building import BuildReport
from caseloom.building import build as build_study
from caseloom.cli.browser import show_pages
from caseloom.cli.door import door_of, everywhere
from caseloom.cli.opening import STUDY
from caseloom.cli.progress import watched
from caseloom.cli.speech import answer, counted, say
from caseloom.language import CaseloomError
from caseloom.rooms import create_for_build, open_study
from caseloom.studyfile import StudyFile
from caseloom.studyfile.errors import DamagedStudy, NewerStudy, OlderStudy


class NoTeachingStudy(CaseloomError):
    """A copy of the program without its teaching study."""

    sentence = (
        "The teaching study did not come with this copy of Caseloom. Install it again, or use a checkout."
    )


@click.command()
@click.argument("manifest", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--data", type=click.Path(path_type=Path, file_okay=False),
              help="The folder that its paths start from; the manifest's own unless said.")  # fmt: skip
@click.option("--to", type=STUDY, required=True, help="The study file to make or to bring up to date.")
@everywhere
@click.pass_context
def build(ctx: click.Context, manifest: Path, data: Path | None, to: Path) -> None:
    """Build a study from MANIFEST, or bring one up to date; what people did in it stands.

    The exit code is 5 if a source could not be read, and 6 if a coding, or what a
    memo is about, was not found.
    """
    report = build_to(manifest, data or manifest.parent, to)
    tell(report, to)
    if report.unread:
        ctx.exit(5)
    if not report.whole:
        ctx.exit(6)


def build_to(manifest: Path, data: Path, to: Path) -> BuildReport:
    """Build the study of a manifest into a file, new or not."""

    def study_for(id: UUID) -> StudyFile:
        return open_study(to).file if to.exists() else create_for_build(to, id)

    with watched("Building") as progress:
        return build_study(manifest, data, study_for, progress)


def tell(report: BuildReport, to: Path) -> None:
    """Say what the study holds now, and what wants reading."""
    kinds = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in report.sources.items())
    new = f"{report.sources_new} new, {report.sources_changed} changed"
    anchored = ", ".join(f"{count} by {how}" for how, count in sorted(report.anchored.items()))
    answer(f"{'Built' if report.fresh else 'Brought up to date'}: {report.title} → {to}")
    answer(f"  sources      {sum(report.sources.values())} ({kinds or 'none'}; {new})")
    turns = counted(report.turns, "turn", "turns")
    answer(f"  words        {report.words} in {turns}, {report.evidence_words} of them evidence")
    answer(f"  codebook     {report.codes} constructs and codes")
    placed = f"{report.codings} from the manifest{f' ({anchored})' if anchored else ''}"
    answer(f"  codings      {report.codings_there} in the study, {placed}")
    answer(f"  candidates   {report.candidates}")
    if report.memos:
        answer(f"  memos        {report.memos}")
    answer(f"  originals    {'kept in the study' if report.originals_kept else 'not kept, only their text'}")
    if report.adrift:
        say(_adrift(report.adrift, to))
    for heading, lines in report.lists():
        say(f"{heading} ({len(lines)}):")
        for line in lines:
            say(f"  {line}")


def _adrift(count: int, to: Path) -> str:
    """How many codings lost their place, and where they are listed: a build must not lose them quietly."""
    lost = (
        "1 coding has lost its place in a changed text and is"
        if count == 1
        else f"{count} codings have lost their place in a changed text and are"
    )
    return f"{lost} in no count. See which: caseloom check {to}"


@click.command()
@click.option("--to", type=STUDY, help="Where to build it; in your own data folder unless said.")
@click.option("--no-open", is_flag=True, help="Build it and do not open it.")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="The port to listen on; one is found unless said."
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@everywhere
@click.pass_context
def demo(ctx: click.Context, to: Path | None, no_open: bool, port: int | None, no_browser: bool) -> None:
    """Build the teaching study, which is fictional, and open it in the browser."""
    folder = teaching_study()
    made = _build_demo(folder, to)
    if not no_open:
        show_pages((made,), port, not no_browser, door_of(ctx).said_name)


def _build_demo(folder: Path, to: Path | None) -> Path:
    made = to or _usual_place()
    made.parent.mkdir(parents=True, exist_ok=True)
    try:
        report = build_to(folder / "study.toml", folder, made)
    except (OlderStudy, NewerStudy, DamagedStudy) as unfit:
        if to is not None:
            raise
        # An earlier or later program's: it may hold somebody's exercises, so it stays where it is.
        say(str(unfit))
        made = _beside(made)
        report = build_to(folder / "study.toml", folder, made)
    tell(report, made)
    return made


def _usual_place() -> Path:
    return platformdirs.user_data_path("caseloom", appauthor=False) / "teaching.caseloom"


def _beside(taken: Path) -> Path:
    number = 2
    while (free := taken.with_stem(f"{taken.stem}-{number}")).exists():
        number += 1
    return free


def teaching_study() -> Path:
    """The folder of the teaching study: in the installed package, else in the checkout around it."""
    package = Path(caseloom.__file__).resolve().parent
    for folder in (package / "examples" / "teaching", package.parents[1] / "examples" / "teaching"):
        if (folder / "study.toml").is_file():
            return folder
    raise NoTeachingStudy
