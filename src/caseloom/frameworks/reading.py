"""From the text of a pack file to a pack; ours and a user's own alike."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

from caseloom.frameworks import fields, refusals
from caseloom.frameworks.model import (
    Citation,
    Construct,
    Exclusion,
    Kind,
    Measure,
    Pack,
    Pairs,
    Polarity,
    Provenance,
    Relation,
    RelationKind,
)
from caseloom.frameworks.texts import Texts
from caseloom.frameworks.translations import Translation
from caseloom.frameworks.wording import read_wordings, worded

_PACK_FIELDS = "id version edition title citation doi languages rights note prefix refers_to pairs"
_CONSTRUCT_FIELDS = "id number kind parent label aliases measure polarity values replaced_by"
_PARTS = ("construct", "relation", "translation")
_PACK = frozenset((*_PACK_FIELDS.split(), "definitions_are", "guidance_is", *_PARTS))
_TEXTS = "definition definition_is plain cue inclusion exclusion questions guidance_is"
_CONSTRUCT = frozenset((*_CONSTRUCT_FIELDS.split(), *_TEXTS.split()))
_RELATION = frozenset(("from", "relation", "to", "note"))
_TRANSLATION = frozenset(("language", "of_edition", "reviewed_by"))
_NONE: Mapping[str, str] = MappingProxyType({})


def read_pack(toml_text: str, wordings: Mapping[str, str] = _NONE) -> Pack:
    """The pack that `toml_text` describes, with its `wordings` (language → TOML text) beside it.

    A text for people is plain (then in the first of the pack's `languages`) or a table language → wording.
    Raises a subclass of `Refused`, one per failure, whose sentence names the entry by its id and the cure.
    """
    table = fields.parse(toml_text)
    entry = f'the pack "{table["id"]}"' if isinstance(table.get("id"), str) else "the pack"
    fields.check_fields(table, _PACK, entry)
    languages = fields.words(table, "languages", entry)
    if not languages:
        raise refusals.FieldMissing(entry=entry, field="languages")
    reader = _Reader(
        entry,
        languages[0],
        fields.word(table, "definitions_are", entry, "written by the pack's author"),
        fields.word(table, "guidance_is", entry, "written by the pack's author"),
    )
    pack = Pack(
        id=fields.word(table, "id", entry),
        version=fields.word(table, "version", entry),
        edition=fields.count(table, "edition", entry),
        title=reader.text(table, "title", entry, required=True),
        citation=Citation(fields.word(table, "citation", entry), fields.word(table, "doi", entry, "")),
        languages=languages,
        rights=reader.text(table, "rights", entry, required=True),
        note=reader.text(table, "note", entry),
        prefix=fields.word(table, "prefix", entry, ""),
        refers_to=fields.words(table, "refers_to", entry),
        pairs=_pairs(table, entry),
        constructs=tuple(map(reader.construct, fields.rows(table, "construct", entry), range(1, 100_000))),
        relations=read_relations(table, entry),
        translations=_translations(table, entry),
        definition_provenance=reader.definitions_are,
        guidance_provenance=reader.guidance_is,
    )
    for language, text in wordings.items():
        pack = worded(pack, read_wordings(text), language=language)
    return pack


def read_relations(table: fields.Table, entry: str) -> tuple[Relation, ...]:
    """The rows under `[[relation]]` of a pack or a crosswalk; the ends are checked by `check_relations`."""
    return tuple(_relation(row, entry) for row in fields.rows(table, "relation", entry))


def _relation(row: fields.Table, entry: str) -> Relation:
    entry = f'the relation from "{row.get("from", "")}" to "{row.get("to", "")}" in {entry}'
    fields.check_fields(row, _RELATION, entry)
    return Relation(
        from_id=fields.word(row, "from", entry, ""),
        relation=cast(RelationKind, fields.word(row, "relation", entry)),
        to_id=fields.word(row, "to", entry),
        note=fields.word(row, "note", entry, ""),
    )


def _translations(table: fields.Table, entry: str) -> tuple[Translation, ...]:
    return tuple(_translation(row, entry) for row in fields.rows(table, "translation", entry))


def _translation(row: fields.Table, entry: str) -> Translation:
    entry = f"a translation of {entry}"
    fields.check_fields(row, _TRANSLATION, entry)
    return Translation(
        fields.word(row, "language", entry),
        fields.count(row, "of_edition", entry),
        fields.word(row, "reviewed_by", entry, "").strip(),
    )


def _pairs(table: fields.Table, entry: str) -> Pairs | None:
    if "pairs" not in table:
        return None
    pairs = table["pairs"]
    if not isinstance(pairs, dict):
        raise refusals.FieldWrong(entry=entry, field="pairs", wanted="a table of `roles`, `characteristics`")
    fields.check_fields(pairs, ("roles", "characteristics"), f"`pairs` of {entry}")
    return Pairs(fields.word(pairs, "roles", entry), fields.word(pairs, "characteristics", entry))


class _Reader:
    """What all entries of one pack share while it is read."""

    def __init__(self, entry: str, language: str, definitions_are: str, guidance_is: str) -> None:
        # The casts are honest only because the model refuses every other word, with a sentence.
        self.entry = entry
        self.language = language
        self.definitions_are = cast(Provenance, definitions_are)
        self.guidance_is = cast(Provenance, guidance_is)

    def text(self, table: fields.Table, name: str, entry: str, *, required: bool = False) -> Texts:
        found = table.get(name)
        if found is None:
            if required:
                raise refusals.FieldMissing(entry=entry, field=name)
            return Texts()
        return fields.wording(found, self.language, name, entry)

    def construct(self, row: fields.Table, place: int) -> Construct:
        construct_id = fields.word(row, "id", f"construct number {place} of {self.entry}")
        entry = f'the construct "{construct_id}"'
        fields.check_fields(row, _CONSTRUCT, entry)
        return Construct(
            id=construct_id,
            kind=cast(Kind, fields.word(row, "kind", entry)),
            labels=self.text(row, "label", entry),
            number=fields.word(row, "number", entry, ""),
            parent=fields.word(row, "parent", entry, "") or None,
            aliases=fields.words(row, "aliases", entry),
            definitions=self.text(row, "definition", entry),
            definition_provenance=cast(
                Provenance, fields.word(row, "definition_is", entry, self.definitions_are)
            ),
            plain=self.text(row, "plain", entry),
            cue=self.text(row, "cue", entry),
            inclusion=fields.wordings(row, "inclusion", self.language, entry),
            exclusion=self._exclusions(row, entry),
            questions=fields.wordings(row, "questions", self.language, entry),
            guidance_provenance=cast(Provenance, fields.word(row, "guidance_is", entry, self.guidance_is)),
            measure=cast(Measure, fields.word(row, "measure", entry)),
            polarity=cast(Polarity, fields.word(row, "polarity", entry, "normal")),
            values=fields.words(row, "values", entry),
            replaced_by=fields.word(row, "replaced_by", entry, "") or None,
        )

    def _exclusions(self, row: fields.Table, entry: str) -> tuple[Exclusion, ...]:
        found = row.get("exclusion", [])
        if not isinstance(found, list):
            raise refusals.FieldWrong(
                entry=entry, field="exclusion", wanted="a list of texts or of tables between square brackets"
            )
        return tuple(self._exclusion(each, entry) for each in found)

    def _exclusion(self, found: Any, entry: str) -> Exclusion:
        """Plain text; { text = …, to = id }; or { en = …, sv = …, to = id }."""
        if not isinstance(found, dict):
            return Exclusion(fields.wording(found, self.language, "exclusion", entry))
        said = {name: each for name, each in found.items() if name != "to"}
        texts = said["text"] if set(said) == {"text"} else said
        redirect = fields.word(found, "to", entry, "") or None
        return Exclusion(fields.wording(texts, self.language, "exclusion", entry), redirect)
