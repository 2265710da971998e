"""The reference says what the program says: a command or an option that is not documented fails here."""

from pathlib import Path

import click
import pytest

from caseloom import packs
from docs.generate import pages, walk

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", ["commands.md", "packs.md"])
def test_the_reference_is_what_the_program_writes(name: str) -> None:
    written = (REFERENCE / name).read_text(encoding="utf-8")
    assert written == pages()[name], "say “make docs”"


def sections() -> dict[str, str]:
    text = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    return {part.partition("\n")[0]: part for part in text.split("\n## ")[1:]}


@pytest.mark.parametrize(
    ("words", "command"), list(walk()), ids=lambda each: " ".join(each) if isinstance(each, tuple) else ""
)
def test_every_command_and_option_is_documented(words: tuple[str, ...], command: click.Command) -> None:
    section = sections()[f"caseloom {' '.join(words)}"]
    assert command.help
    for each in command.params:
        if isinstance(each, click.Option) and each.opts[0] not in ("--as", "--debug", "--help"):
            assert each.help, f"{each.opts[0]} of {words} has no help"
            assert f"`{each.opts[0]}" in section
        elif isinstance(each, click.Argument):
            context = click.Context(command)
            assert each.make_metavar(context).strip("[]….") in section


def test_every_command_of_the_door_is_there() -> None:
    wanted = "new import show search frameworks code candidates matrix check copy backups open demo build"
    wanted += " memos undo redo history merge conflicts erase codings translation page pictures"
    assert {words[0] for words, _ in walk()} == set(wanted.split())


def test_every_pack_and_construct_is_documented() -> None:
    from caseloom.frameworks import read_pack

    text = (REFERENCE / "packs.md").read_text(encoding="utf-8")
    for name in packs.names():
        for construct in read_pack(packs.text(name)).constructs:
            assert f"| `{construct.id}` |" in text
