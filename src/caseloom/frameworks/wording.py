"""A pack's words in another language, from a file of their own, read and put beside the pack's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from caseloom.frameworks import fields, refusals
from caseloom.frameworks.model import Construct, Pack
from caseloom.frameworks.texts import Texts
from caseloom.frameworks.translations import Translation

_FILE = frozenset(("pack", "language", "of_edition", "reviewed_by", "wording"))
_ENTRY = frozenset(("label", "definition", "plain"))


@dataclass(frozen=True)
class Wording:
    """What one construct is called and how it is explained, in one language; "" where it is not said."""

    label: str
    definition: str = ""
    plain: str = ""


@dataclass(frozen=True)
class Wordings:
    """A pack's words in one language: construct id → wording. Not every construct need be worded."""

    pack: str
    translation: Translation
    by_id: Mapping[str, Wording]


def read_wordings(toml_text: str) -> Wordings:
    """The words under `[wording."id"]`, each with its `label`. Raises a `Refused` that names the entry."""
    table = fields.parse(toml_text)
    pack = fields.word(table, "pack", "the wording")
    entry = f'the wording of pack "{pack}"'
    fields.check_fields(table, _FILE, entry)
    translation = Translation(
        fields.word(table, "language", entry),
        fields.count(table, "of_edition", entry),
        fields.word(table, "reviewed_by", entry, "").strip(),
    )
    found = table.get("wording", {})
    if not isinstance(found, dict) or not all(isinstance(each, dict) for each in found.values()):
        wanted = 'tables, each begun by [wording."the id of a construct"]'
        raise refusals.FieldWrong(entry=entry, field="wording", wanted=wanted)
    by_id = {id: _wording(id, row, translation.language) for id, row in found.items()}
    return Wordings(pack, translation, by_id)


def _wording(id: str, row: fields.Table, language: str) -> Wording:
    entry = f'the wording of "{id}" in the language "{language}"'
    fields.check_fields(row, _ENTRY, entry)
    said = {name: fields.word(row, name, entry, "") for name in ("label", "definition", "plain")}
    if not said["label"].strip():
        raise refusals.LabelMissing(id=id, language=f' in the language "{language}"')
    return Wording(**said)


def worded(pack: Pack, words: Wordings, *, language: str) -> Pack:
    """The pack with these words beside its own; `language` is the one that they were looked for in.

    Words of an earlier edition are taken: `Translation.of_edition` says of which. Raises `WordingOfAnother`,
    `WordingLanguageWrong`, `WordingTooNew` or `WordingOfNothing`.
    """
    told = {"pack": pack.id, "language": language}
    if words.pack != pack.id:
        raise refusals.WordingOfAnother(found=words.pack, **told)
    if words.translation.language != language:
        raise refusals.WordingLanguageWrong(found=words.translation.language, **told)
    if words.translation.of_edition > pack.edition:
        raise refusals.WordingTooNew(found=words.translation.of_edition, edition=pack.edition, **told)
    for id in words.by_id:
        if id not in pack.by_id:
            raise refusals.WordingOfNothing(id=id, **told)
    return replace(
        pack,
        languages=tuple(dict.fromkeys((*pack.languages, language))),
        translations=(*(each for each in pack.translations if each.language != language), words.translation),
        constructs=tuple(_beside(each, words.by_id.get(each.id), language) for each in pack.constructs),
    )


def _beside(construct: Construct, wording: Wording | None, language: str) -> Construct:
    if wording is None:
        return construct
    return replace(
        construct,
        labels=Texts({**construct.labels, language: wording.label}),
        definitions=Texts({**construct.definitions, language: wording.definition}),
        plain=Texts({**construct.plain, language: wording.plain}),
    )
