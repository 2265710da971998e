"""The catalogues of translations as files: read with Babel, brought to what the code says, written again."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po, write_po

from caseloom.packs import CATALOGUES
from sentences import declared, written
from sentences.message import Message

LOCALE = written.SRC / "packs" / "locale"

# No dates, names or programs: two people who add sentences should not meet in a header.
_HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""

PLURALS = {
    "sv": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "zh_Hans": "nplurals=1; plural=0;",
}
"""As Django has them: Babel's French has a third form, for whole millions, which no page needs."""


def path_of(language: str) -> Path:
    """Where a language's catalogue is."""
    return LOCALE / language / "LC_MESSAGES" / "caseloom.po"


def messages() -> tuple[Message, ...]:
    """Every message of the program, each once, in the order in which catalogues have them."""
    found: dict[tuple[str, str], Message] = {}
    for message in sorted((*written.in_python(), *written.in_templates(), *declared.every())):
        first = found.setdefault(message.key, message)
        if message.plural and not first.plural:
            found[message.key] = Message(first.where, message.id, message.plural, message.context)
    return tuple(found.values())


def read(language: str) -> Catalog:
    """A language's catalogue as it stands in its file."""
    return read_po(BytesIO(path_of(language).read_bytes()), locale=language, charset="utf-8")


def brought_up(language: str, every: Iterable[Message]) -> str:
    """The catalogue's text with every message and no other; what was translated stays so."""
    before = read(language)
    now = empty(language)
    for each in every:
        held = before.get(each.id, each.context or None)
        said = held.string if held is not None and bool(held.pluralizable) == bool(each.plural) else ""
        id = (each.id, each.plural) if each.plural else each.id
        now.add(id, said or _nothing(now, each), locations=[(each.where, 0)], context=each.context or None)
    body = BytesIO()
    write_po(body, now, width=100, omit_header=True, include_lineno=False)
    header = _HEADER.format(language=language, plural=PLURALS[language])
    return header + body.getvalue().decode()


def empty(language: str) -> Catalog:
    """A catalogue without messages, with the language's forms of number."""
    catalogue = Catalog(locale=language)
    catalogue.mime_headers = [("Plural-Forms", PLURALS[language])]
    return catalogue


def _nothing(catalogue: Catalog, message: Message) -> str | tuple[str, ...]:
    return ("",) * catalogue.num_plurals if message.plural else ""


def bring_up_all() -> Mapping[str, Sequence[str]]:
    """Write every catalogue anew; what each language lacks now."""
    every = messages()
    for language in CATALOGUES:
        path_of(language).write_text(brought_up(language, every), encoding="utf-8")
    return {language: missing(language) for language in CATALOGUES}


def missing(language: str) -> list[str]:
    """The messages that have no translation in that language, or not in every form of number."""
    return [
        each.id if isinstance(each.id, str) else each.id[0]
        for each in read(language)
        if each.id and not all(forms_of(each))
    ]


def forms_of(entry: Entry) -> list[str]:
    """An entry's translation in each form of number; of a message without number, its one translation."""
    said = entry.string
    return [said or ""] if said is None or isinstance(said, str) else list(said)
