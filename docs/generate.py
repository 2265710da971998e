"""Writes the part of docs/reference that the program itself knows: its commands and its framework packs."""

from collections.abc import Iterator
from pathlib import Path

import click

from caseloom import packs
from caseloom.cli.door import EXIT_CODES, caseloom
from caseloom.frameworks import Construct, Pack, read_pack

REFERENCE = Path(__file__).resolve().parent / "reference"
_MADE = "*Written by `make docs` from the program; a change here is lost.*"

_EVERYWHERE = (
    "`caseloom COMMAND --help` says the same. Every command takes `--as NAME` (who you are in the study's",
    "team; else the environment's `CASELOOM_AS`, else the name kept in your settings, which is asked for",
    "once on a terminal) and `--debug` (show where in the program an error came from). Names of cases,",
    "waves, sources, people and queries are compared as a whole, ignoring case; an id works too.",
)
_LISTINGS = (
    "Listings go to the screen as a drawn table. `--format json` gives a list of objects in UTF-8, `csv`",
    "and `html` the same rows, `xlsx` a workbook; `--to FILE` writes a file, whose ending says the format",
    "if `--format` does not. Messages and progress go to stderr.",
)
_WORDING = (
    "Definitions are paraphrases unless marked otherwise; inclusion, exclusion and questions are proposed",
    "by Caseloom, and so is each construct in plain words, for whoever has no training in these frameworks.",
    "`caseloom frameworks show PACK --language sv` shows it in a language that it has been put into.",
    "The published wording is not here: `caseloom frameworks define` fills it in from your own",
    "copy of the codebook. `caseloom frameworks show PACK CONSTRUCT` prints a construct's whole guidance.",
)


def main() -> None:
    """Write every page."""
    REFERENCE.mkdir(exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
        print(f"docs/reference/{name}")


def pages() -> dict[str, str]:
    """File name → text of every page that is written from the program."""
    return {"commands.md": commands_page(), "packs.md": packs_page()}


# -- commands -------------------------------------------------------------------------------------


def commands_page() -> str:
    """Every command with its arguments and options, and what the exit codes say."""
    return "\n".join(_commands_page()) + "\n"


def _commands_page() -> Iterator[str]:
    yield from ("# Commands", "", _MADE, "")
    yield from (*_EVERYWHERE, "", *_LISTINGS, "")
    yield from ("## Exit codes", "", "| code | what it says |", "|---|---|")
    yield from (f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items())
    for words, command in walk():
        yield from ("", f"## caseloom {' '.join(words)}", "", *_command(words, command))


def walk() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it, groups before their commands."""
    yield from _walk((), caseloom)


def _walk(words: tuple[str, ...], group: click.Group) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group, info_name="caseloom")
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            continue
        yield (*words, name), command
        if isinstance(command, click.Group):
            yield from _walk((*words, name), command)


def _command(words: tuple[str, ...], command: click.Command) -> Iterator[str]:
    yield from (_paragraphs(command.help or ""), "")
    if isinstance(command, click.Group):
        yield f"Its commands: {', '.join(f'`{name}`' for name in command.commands)}."
        return
    context = click.Context(command, info_name=f"caseloom {' '.join(words)}")
    usage = " ".join(command.collect_usage_pieces(context))
    yield from ("```", f"caseloom {' '.join(words)} {usage}", "```")
    options = [each for each in command.params if isinstance(each, click.Option) and _own(each)]
    if options:
        yield from ("", "| option | what it does |", "|---|---|")
        yield from (f"| {_written(each, context)} | {_said(each)} |" for each in options)


def _paragraphs(words: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in words.split("\n\n"))


def _own(option: click.Option) -> bool:
    """Whether it is a command's own; those that every command has are told once."""
    return option.opts[0] not in ("--as", "--debug", "--help")


def _written(option: click.Option, context: click.Context) -> str:
    value = "" if option.is_flag else f" {option.make_metavar(context)}"
    return f"`{', '.join(option.opts)}{value}`".replace("|", "\\|")


def _said(option: click.Option) -> str:
    more = " Required." if option.required else ""
    if option.show_default and option.default is not None:
        more += f" Default: `{option.default}`."
    return f"{option.help or ''}{more}".replace("|", "\\|")


# -- packs ----------------------------------------------------------------------------------------


def packs_page() -> str:
    """Every framework pack with its constructs, where they come from, and whose the wording is."""
    return "\n".join(_packs_page()) + "\n"


def _packs_page() -> Iterator[str]:
    yield from ("# Framework packs", "", _MADE, "")
    yield from _WORDING
    for name in packs.names():
        yield from ("", *_pack(read_pack(packs.text(name), packs.wordings(name))))


def _pack(pack: Pack) -> Iterator[str]:
    count = sum(not each.heading for each in pack.constructs)
    cited = f"{pack.citation.text}{f' doi:{pack.citation.doi}' if pack.citation.doi else ''}"
    yield from (f"## {pack.id}: {pack.title.say('en')}", "", cited, "")
    yield f"Version {pack.version}, edition {pack.edition}; {count} constructs; {', '.join(pack.languages)}."
    for words in (pack.note.say("en"), pack.rights.say("en")):
        if words:
            yield from ("", words)
    yield from (
        "",
        "| id | label | kind | measure | definition | in plain words |",
        "|---|---|---|---|---|---|",
    )
    yield from (_construct(pack, each) for each in pack.constructs)


def _construct(pack: Pack, one: Construct) -> str:
    indent = "&emsp;" * (len(pack.path(one.id)) - 1)
    mark = "" if one.definition_provenance == "paraphrase" else f" *({one.definition_provenance})*"
    definition = one.definitions.say("en")
    cells = (f"`{one.id}`", f"{indent}{one.labels.say('en')}", one.kind, one.measure,
             f"{definition}{mark if definition else ''}", one.plain.say("en"))  # fmt: skip
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    main()
