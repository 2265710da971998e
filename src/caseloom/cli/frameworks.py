"""Frameworks at the command line: which there are, what they say, adopting them, published definitions."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from caseloom import packs
from caseloom.cli.door import everywhere
from caseloom.cli.listing import Output, listed
from caseloom.cli.opening import reading, study_argument, writing
from caseloom.cli.speech import answer, counted, say
from caseloom.design.actions import adopt as adopt_pack
from caseloom.design.actions import define_from_source
from caseloom.design.readings import constructs
from caseloom.frameworks import Construct, DefinitionMatch, Pack, match_definitions, read_pack
from caseloom.frameworks.refusals import DefinitionColumnsMissing
from caseloom.language import CaseloomError
from caseloom.notebook.names import hint
from caseloom.reporting.listing import Listing, columns
from caseloom.sources.readers import Unreadable, bytes_of, read_file
from caseloom.sources.readers.encodings import decode
from caseloom.sources.readers.tables import read_table

_WITH_TABLES = (".docx", ".odt", ".html", ".htm", ".md")


class NoSuchPack(CaseloomError):
    """Neither a pack of ours nor a file."""

    sentence = "There is no framework pack “{name}”, and no file of that name. {hint}"
    exit_code = 4


class NotAPack(CaseloomError):
    """A file that cannot hold a pack, because it is no text."""

    sentence = "{path} is no framework pack, which is a text in TOML. Nothing was changed. {why}"
    exit_code = 2


class NoSuchConstruct(CaseloomError):
    """A pack without the construct."""

    sentence = "The pack {pack} has no construct “{name}”. {hint}"
    exit_code = 4


@click.group()
def frameworks() -> None:
    """Framework packs: list and show them, adopt one, fill in published definitions, check your own."""


@frameworks.command("list")
@listed
@everywhere
def list_(output: Output) -> None:
    """List the packs that come with Caseloom."""
    shown = columns("pack", "title", "version", "constructs", "edition", "languages", "citation",
                    hidden=("edition", "languages", "citation"), numbers=("constructs",))  # fmt: skip
    found = [read_pack(packs.text(name), packs.wordings(name)) for name in packs.names()]
    rows = [
        (each.id, each.title.say("en"), each.version, sum(not one.heading for one in each.constructs),
         each.edition, ", ".join(each.languages), each.citation.text)
        for each in found
    ]  # fmt: skip
    output.show(Listing("frameworks", "Framework packs", shown, rows))


@frameworks.command()
@click.argument("pack")
@click.argument("construct", required=False)
@click.option(
    "--language", default="en", show_default=True, help="The language to show it in, where it has it."
)
@listed
@everywhere
def show(pack: str, construct: str | None, language: str, output: Output) -> None:
    """Show the constructs of PACK (a pack's name or a file), or one CONSTRUCT with its guidance."""
    found = pack_named(pack)
    output.show(_one(found, construct, language) if construct else _all(found, language))


def _all(pack: Pack, language: str) -> Listing:
    shown = columns("id", "label", "kind", "measure", "number", "parent", "definition", "provenance", "plain",
                    hidden=("number", "parent", "definition", "provenance", "plain"))  # fmt: skip
    rows = [
        (each.id, "  " * len(pack.path(each.id)[:-1]) + each.labels.say(language, "en"), each.kind,
         each.measure, each.number or None, each.parent, each.definitions.say(language, "en") or None,
         each.definition_provenance, each.plain.say(language, "en") or None)
        for each in pack.constructs
    ]  # fmt: skip
    cited = f"{pack.citation.text} {f'doi:{pack.citation.doi}' if pack.citation.doi else ''}".strip()
    said = (cited, pack.note.say(language, "en"), pack.rights.say(language, "en"))
    below = tuple(filter(None, (*said, _translated(pack, language))))
    return Listing("frameworks", pack.title.say(language, "en"), shown, rows, below=below)


def _translated(pack: Pack, language: str) -> str:
    """Of which edition words in a language are, and who reviewed them; "" for those it was written in."""
    if language not in pack.languages:
        return f"It has no words in “{language}” and is shown in English. It has {', '.join(pack.languages)}."
    found = next((each for each in pack.translations if each.language == language), None)
    if found is None:
        return ""
    said = [f"The words in “{language}” are a translation that no native researcher has reviewed."]
    if found.reviewed_by:
        said = [f"The words in “{language}” are a translation reviewed by {found.reviewed_by}."]
    if found.of_edition < pack.edition:
        said.append(
            f"They are of edition {found.of_edition} of the pack, which is edition {pack.edition} now."
        )
    return " ".join((*said, "What was not translated is in English."))


def _one(pack: Pack, name: str, language: str) -> Listing:
    one = _construct(pack, name)
    rows: list[tuple[str, str]] = [
        ("id", one.id),
        ("number", one.number),
        ("under", " › ".join(each.labels.say(language, "en") for each in pack.path(one.id)[:-1])),
        ("kind", one.kind),
        ("measure", one.measure),
        ("polarity", one.polarity),
        (f"definition ({one.definition_provenance})", one.definitions.say(language, "en")),
        ("in plain words", one.plain.say(language, "en")),
        ("cue", one.cue.say(language, "en")),
        *((f"include ({one.guidance_provenance})", each.say(language)) for each in one.inclusion),
        *((f"exclude ({one.guidance_provenance})", _exclusion(each, language)) for each in one.exclusion),
        *((f"ask ({one.guidance_provenance})", each.say(language)) for each in one.questions),
        *(("value", each) for each in one.values),
    ]
    below = tuple(filter(None, (_translated(pack, language),)))
    shown = [row for row in rows if row[1]]
    return Listing("construct", one.labels.say(language, "en"), columns("what", "words"), shown, below=below)


def _exclusion(each: Any, language: str) -> str:
    words: str = each.texts.say(language)
    return f"{words} → {each.redirect}" if each.redirect else words


def _construct(pack: Pack, name: str) -> Construct:
    wanted = name.casefold()
    for each in pack.constructs:
        if wanted in (each.id, each.id.removeprefix(f"{pack.prefix}.")):
            return each
    same = [
        each for each in pack.constructs if wanted in {words.casefold() for words in each.labels.values()}
    ]
    if len(same) == 1:
        return same[0]
    known = [each.id for each in same] or [each.id for each in pack.constructs]
    raise NoSuchConstruct(pack=pack.id, name=name, hint=hint(wanted, known))


@frameworks.command()
@study_argument
@click.argument("pack")
@click.option("--purpose", help="What the framework is for in this study.")
@click.option("--only", multiple=True, metavar="CONSTRUCT",
              help="Only this construct (its parents come along); may be said again.")  # fmt: skip
@everywhere
@click.pass_context
def adopt(ctx: click.Context, study: Path, pack: str, purpose: str | None, only: tuple[str, ...]) -> None:
    """Adopt PACK (a pack's name or a file) in STUDY, which keeps its own copy of it."""
    found = pack_named(pack)
    chosen = [_construct(found, each).id for each in only] or None
    with writing(ctx, study) as opened:
        adopt_pack(opened.file, opened.viewer, found, purpose=purpose, only=chosen)
        with opened.file.read() as db:
            count = sum(
                each.reference.startswith(f"{found.prefix}.") for each in constructs(db, opened.viewer)
            )
    answer(f"Adopted {found.title.say('en')}: the study holds {count} of its entries.")


@frameworks.command()
@study_argument
@click.argument("pack")
@click.argument("table", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--sheet", help="The sheet of a workbook; the first unless said.")
@everywhere
@click.pass_context
def define(ctx: click.Context, study: Path, pack: str, table: Path, sheet: str | None) -> None:
    """Fill in the published definitions of PACK in STUDY from TABLE, your own copy of its codebook.

    TABLE is csv, tsv, xlsx, ods or json, or a docx, odt, html or md document that holds a table.
    """
    found = pack_named(pack)
    matched = _matched(found, table, sheet)
    with writing(ctx, study) as opened:
        with opened.file.read() as db:
            adopted = {each.reference for each in constructs(db, opened.viewer)}
        words = {id: text for id, text in matched.found.items() if id in adopted}
        changed = define_from_source(opened.file, opened.viewer, words)
    stand = (
        "definition stands beside its construct"
        if len(words) == 1
        else ("definitions stand beside their constructs")
    )
    answer(f"{len(words)} {stand}, {changed} new or changed.")
    if left := len(matched.found) - len(words):
        say(f"{left} {'is' if left == 1 else 'are'} of constructs that the study has not adopted.")
    for row in matched.unmatched:
        say(f"Row {row.row + 1} was not taken ({row.why}): {row.name}")
    if missing := [id for id in matched.without if id in adopted]:
        lack = "construct has" if len(missing) == 1 else "constructs have"
        say(f"{len(missing)} {lack} no definition in {table.name}: {', '.join(missing[:5])}"
            + (", …" if len(missing) > 5 else ""))  # fmt: skip


def _matched(pack: Pack, path: Path, sheet: str | None) -> DefinitionMatch:
    if path.suffix.lower() not in _WITH_TABLES:
        return match_definitions(pack, read_table(path, sheet=sheet).rows)
    return _first_that_fits(pack, _tables(path))


def _tables(path: Path) -> Iterable[Sequence[Sequence[str]]]:
    """The tables of a document, each a list of rows of cells."""
    document = read_file(path)
    for mark in document.marks:
        if mark.kind == "table":
            yield [row.split("\t") for row in document.text[mark.start : mark.end].split("\n")]


def _first_that_fits(pack: Pack, tables: Iterable[Sequence[Sequence[str]]]) -> DefinitionMatch:
    """A document may hold other tables too: the one that defines most constructs is meant."""
    fits = []
    for table in tables:
        try:
            fits.append(match_definitions(pack, table))
        except DefinitionColumnsMissing:
            continue
    best = max(fits, key=lambda each: len(each.found), default=None)
    if best is None:
        raise DefinitionColumnsMissing(pack=pack.id, wanted="names and of definitions")
    return best


@frameworks.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@everywhere
def check(path: Path) -> None:
    """Check a framework pack of your own, the TOML file PATH, before adopting it."""
    pack = pack_from(path)
    entries = counted(sum(not each.heading for each in pack.constructs), "construct", "constructs")
    answer(f"{path} is whole: {pack.id}, edition {pack.edition}, {entries}. Adopt it with "
           f"“caseloom frameworks adopt STUDY {path}”.")  # fmt: skip


@frameworks.command()
@study_argument
@listed
@everywhere
@click.pass_context
def adopted(ctx: click.Context, study: Path, output: Output) -> None:
    """List the frameworks that STUDY has adopted, with what each is for in it."""
    from caseloom.reporting.design import frameworks as listing

    with reading(ctx, study) as opened, opened.file.read() as db:
        output.show(listing(db, opened.viewer))


def pack_named(name: str) -> Pack:
    """A pack of ours by its name, or anybody's by its file."""
    if name in packs.names():
        return read_pack(packs.text(name), packs.wordings(name))
    path = Path(name)
    if not path.is_file():
        raise NoSuchPack(name=name, hint=hint(name, packs.names()))
    return pack_from(path)


def pack_from(path: Path) -> Pack:
    """A pack from a file; raises `NotAPack` for a file that is no text."""
    try:
        text = decode(path.name, bytes_of(path)).text
    except Unreadable as refused:
        raise NotAPack(path=path, why=str(refused)) from refused
    return read_pack(text)
