"""Sources at the command line: bring files in, search them."""

from pathlib import Path
from typing import Any
from uuid import UUID

import click

from caseloom.cli.answers import AnswerColumns, import_answers
from caseloom.cli.days import TIME
from caseloom.cli.door import everywhere
from caseloom.cli.listing import Output, listed
from caseloom.cli.named_or_new import Names
from caseloom.cli.opening import on_terminal, reading, study_argument, writing
from caseloom.cli.progress import watched
from caseloom.cli.speech import answer, counted, say
from caseloom.coding.readings import adrift_codings
from caseloom.design.actions import set_field
from caseloom.design.kinds import SOURCE_KINDS
from caseloom.design.readings import card
from caseloom.notebook.names import named
from caseloom.reporting import sources as listings
from caseloom.rooms import OpenStudy
from caseloom.sources.actions import import_files, revise_source, set_translation
from caseloom.sources.model import ImportReport, NewSource
from caseloom.sources.readers import read_file
from caseloom.sources.readings import mislabelled_among, search_sources
from caseloom.sources.readings import sources as read_sources

_NOT_OURS = (".", "~$")


# fmt: off
@click.command("import")
@study_argument
@click.argument("paths", nargs=-1, required=True, metavar="FILES…", type=click.Path(path_type=Path))
@click.option("--case", help="The case that they belong to, by name.")
@click.option("--wave", help="The wave in which they were collected, by name.")
@click.option("--kind", type=click.Choice(SOURCE_KINDS),
              help="What they are: interview unless said, survey for tables of answers.")
@click.option("--language", help="The language they are in, such as en, sv, fr or zh.")
@click.option("--participant", help="Who responds in them, by name.")
@click.option("--setting", help="The setting that they come from, by name.")
@click.option("--written", type=TIME, metavar="TIME",
              help="When they were said or written, such as “May 2021” (2021-05).")
@click.option("--title", help="What a single file is called in the study; its file's name unless said.")
@click.option("--translation-of", "original", metavar="SOURCE",
              help="The files are translations of this source, and count as no further ones.")
@click.option("--again", is_flag=True, help="Bring in also what has the same content as a source there.")
@click.option("--create", is_flag=True, help="Make cases, waves, settings and participants not there yet.")
@click.option("--originals", type=click.Choice(["keep", "none"]),
              help="Whether the files themselves are kept in the study, from now on.")
@click.option("--corrects", metavar="SOURCE",
              help="The single file is the corrected text of this source; its codings find their places.")
@click.option("--answers", metavar="COLUMN[,COLUMN]",
              help="The files are tables of answers, one source a row; the answers stand in these columns.")
@click.option("--participant-column", metavar="COLUMN", help="In tables: the column that names who answers.")
@click.option("--case-column", metavar="COLUMN", help="In tables: the column that names the case.")
@click.option("--wave-column", metavar="COLUMN", help="In tables: the column that names the wave.")
@click.option("--written-column", metavar="COLUMN", help="In tables: the column that holds the date.")
@everywhere
@click.pass_context
def import_(
    ctx: click.Context, study: Path, paths: tuple[Path, ...], case: str | None, wave: str | None,
    kind: str | None, language: str | None, participant: str | None, setting: str | None,
    written: str | None, title: str | None, original: str | None, again: bool, create: bool,
    originals: str | None, corrects: str | None, answers: str | None, participant_column: str | None,
    case_column: str | None, wave_column: str | None, written_column: str | None,
) -> None:
    """Bring files into STUDY; folders are walked. The good go in, the bad are listed.

    Reads txt, md, docx, odt, rtf, pdf, html, vtt, srt, and with --answers csv, tsv, xlsx, ods, json.
    The exit code is 5 if any was refused.
    """
    # fmt: on
    files = walked(paths)
    if corrects is not None:
        said = (case, wave, kind, language, participant, setting, written, title, original, again, create,
                answers)
        if len(files) != 1 or any(said):
            raise click.UsageError("--corrects takes one file, and only --originals beside it.")
        correct(ctx, study, files[0], corrects, originals)
        return
    with writing(ctx, study) as opened, watched("Importing") as progress:
        keep = keep_originals(opened, originals)
        names = Names(opened, create=create)
        new = NewSource(
            title=title or "",
            source_kind=kind or ("survey" if answers else "interview"),
            case=(at := names.id("case", case)),
            wave=names.id("wave", wave),
            setting=names.id("setting", setting),
            participant=names.id("participant", participant, case=at),
            written=written,
            language=language or _language(opened),
            translation_of=_original(opened, original),
        )
        if answers:
            wanted = tuple(each.strip() for each in answers.split(",") if each.strip())
            about = AnswerColumns(wanted, participant_column, case_column, wave_column, written_column)
            report = import_answers(opened, files, new, about, names, again, progress)
        else:
            report = import_files(
                opened.file, opened.viewer, files, new, keep_originals=keep, again=again, progress=progress
            )
        _tell(opened, report)
    if report.refused:
        ctx.exit(5)


def correct(ctx: click.Context, study: Path, file: Path, name: str, originals: str | None) -> None:
    """Give a source the text of a file, and say which codings do not find their words in it."""
    with writing(ctx, study) as opened:
        with opened.file.read() as db:
            id = named(db, opened.viewer, "source", name)
            before = {each.id for each in adrift_codings(db, opened.viewer, limit=None)}
        document = read_file(file)
        kept = file.read_bytes() if keep_originals(opened, originals) else None
        if not revise_source(opened.file, opened.viewer, id, document, original=kept):
            answer("That is the text that it has; nothing was changed.")
            return
        with opened.file.read() as db:
            found = next(each for each in read_sources(db, opened.viewer) if each.id == id)
            adrift = [each for each in adrift_codings(db, opened.viewer, limit=None) if each.id not in before]
    answer(f"Corrected the text of “{found.title}”: {found.turns} turns, {found.words} words, "
           f"{found.evidence_words} of them evidence. The former text stays readable.")  # fmt: skip
    for each in adrift:
        say(f"Its words are not in the new text, so it counts nowhere: {each.code_label}: “{each.quote}”.")


def walked(paths: tuple[Path, ...]) -> list[Path]:
    """The files, and those in the folders and folders in them, in order; hidden ones and studies left out."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            found[path] = None
            continue
        for each in sorted(path.rglob("*")):
            inside = each.relative_to(path).parts
            if each.is_file() and each.suffix != ".caseloom" and not _hidden(inside):
                found[each] = None
    return list(found)


def _hidden(parts: tuple[str, ...]) -> bool:
    return any(part.startswith(_NOT_OURS) or part == "Thumbs.db" for part in parts)


def keep_originals(opened: OpenStudy, said: str | None) -> bool:
    """Whether files are kept: as said now, as the study's card says, else asked at the first import."""
    with opened.file.read() as db:
        found = card(db, opened.viewer)
        first = not read_sources(db, opened.viewer)
    stands = found.originals if found else ""
    if said is None and not stands and first and on_terminal():
        yes = click.confirm("Keep the files themselves in the study too (else only their text)?", err=True)
        said = "keep" if yes else "none"
    if said is not None and said != stands:
        set_field(opened.file, opened.viewer, "study", opened.file.key_id("study", "study"), originals=said)
    elif not stands and first:
        say("The files themselves are not kept, only their text; “--originals keep” keeps them.")
    return (said or stands) == "keep"


def _language(opened: OpenStudy) -> str | None:
    with opened.file.read() as db:
        found = card(db, opened.viewer)
    return found.language if found and found.language else None


def _original(opened: OpenStudy, name: str | None) -> UUID | None:
    if name is None:
        return None
    with opened.file.read() as db:
        return named(db, opened.viewer, "source", name)


@click.command()
@study_argument
@click.argument("source")
@click.option("--of", "original", metavar="SOURCE", help="The source that was translated.")
@click.option("--none", is_flag=True, help="It is no translation, after all.")
@everywhere
@click.pass_context
def translation(ctx: click.Context, study: Path, source: str, original: str | None, none: bool) -> None:
    """Say that SOURCE of STUDY is a translation: its words are evidence once, in its original."""
    if (original is None) != none:
        raise click.UsageError("Say --of with its original, or --none.")
    with writing(ctx, study) as opened:
        with opened.file.read() as db:
            id = named(db, opened.viewer, "source", source)
        set_translation(opened.file, opened.viewer, id, _original(opened, original))
    if original is None:
        answer("It is no translation now, and counts for itself.")
    else:
        answer("It is a translation now: it stands where its original does, and counts as no further source.")


def _tell(opened: OpenStudy, report: ImportReport) -> None:
    added: set[UUID] = set(report.added)
    with opened.file.read() as db:
        found = [each for each in read_sources(db, opened.viewer) if each.id in added]
        mislabelled = mislabelled_among(db, opened.viewer, added)
    words, evidence = sum(each.words for each in found), sum(each.evidence_words for each in found)
    turns = sum(each.turns for each in found)
    size = f"{counted(turns, 'turn', 'turns')}, {counted(words, 'word', 'words')}"
    answer(f"Imported {counted(len(added), 'source', 'sources')}: {size}, {evidence} of them evidence.")
    for each in found:
        if each.id in mislabelled:
            say(f"{each.title}: {mislabelled[each.id]}")
        talk = each.source_kind in ("interview", "focus_group") and each.original is None
        if talk and not each.evidence_words:
            say(f"In “{each.title}” no word is evidence yet: say who speaks in it.")
    for name, why in report.refused:
        say(f"Not imported: {name}: {why}")


@click.command()
@study_argument
@click.argument("query")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True,
              help="How many turns with a hit are listed.")  # fmt: skip
@click.option("--offset", type=click.IntRange(min=0), default=0, help="How many are passed over first.")
@click.option("--evidence", is_flag=True, help="Only in words that are evidence.")
@listed
@everywhere
@click.pass_context
def search(
    ctx: click.Context, study: Path, query: str, limit: int, offset: int, evidence: bool, output: Output
) -> None:
    """Search all current texts of STUDY; "phrases", OR, -not and beginnings* work, in every language."""
    with reading(ctx, study) as opened, opened.file.read() as db:
        found: Any = search_sources(
            db, opened.viewer, query, limit=limit, offset=offset, only_evidence=evidence
        )
    output.show(listings.hits(found))
