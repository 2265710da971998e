"""From a pack back to the text of a pack file, laid out for editing by hand."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from caseloom.frameworks.model import Construct, Exclusion, Pack, Relation
from caseloom.frameworks.texts import Texts
from caseloom.frameworks.translations import Translation

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def write_pack(pack: Pack) -> str:
    """The TOML text of `pack`; `read_pack` of it gives an equal pack."""
    lines = [*_head(pack)]
    for construct in pack.constructs:
        lines += ["", "", "[[construct]]", *_construct(construct, pack)]
    for relation in pack.relations:
        lines += ["", "", "[[relation]]", *_relation(relation)]
    for translation in pack.translations:
        lines += ["", "", "[[translation]]", *_translation(translation)]
    return "\n".join(lines) + "\n"


def _head(pack: Pack) -> Iterable[str]:
    language = pack.languages[0]
    yield f"id = {_quoted(pack.id)}"
    yield f"version = {_quoted(pack.version)}"
    yield f"edition = {pack.edition}"
    yield f"title = {_wording(pack.title, language)}"
    yield f"citation = {_quoted(pack.citation.text)}"
    yield from _optional("doi", pack.citation.doi)
    yield f"languages = {_list(pack.languages)}"
    yield f"rights = {_wording(pack.rights, language)}"
    if pack.note:
        yield f"note = {_wording(pack.note, language)}"
    if pack.prefix != pack.id:
        yield f"prefix = {_quoted(pack.prefix)}"
    if pack.refers_to:
        yield f"refers_to = {_list(pack.refers_to)}"
    yield f"definitions_are = {_quoted(pack.definition_provenance)}"
    yield f"guidance_is = {_quoted(pack.guidance_provenance)}"
    if pack.pairs:
        yield f"pairs = {_inline(asdict(pack.pairs))}"


def _construct(construct: Construct, pack: Pack) -> Iterable[str]:
    language = pack.languages[0]
    yield f"id = {_quoted(construct.id)}"
    yield from _optional("number", construct.number)
    yield f"label = {_wording(construct.labels, language)}"
    if construct.aliases:
        yield f"aliases = {_list(construct.aliases)}"
    yield f"kind = {_quoted(construct.kind)}"
    yield from _optional("parent", construct.parent or "")
    yield f"measure = {_quoted(construct.measure)}"
    if construct.values:
        yield f"values = {_list(construct.values)}"
    if construct.polarity != "normal":
        yield f"polarity = {_quoted(construct.polarity)}"
    yield from _optional("replaced_by", construct.replaced_by or "")
    if construct.definition_provenance != pack.definition_provenance:
        yield f"definition_is = {_quoted(construct.definition_provenance)}"
    if construct.guidance_provenance != pack.guidance_provenance:
        yield f"guidance_is = {_quoted(construct.guidance_provenance)}"
    if construct.definitions:
        yield f"definition = {_wording(construct.definitions, language)}"
    if construct.plain:
        yield f"plain = {_wording(construct.plain, language)}"
    if construct.cue:
        yield f"cue = {_wording(construct.cue, language)}"
    yield from _several("inclusion", [_wording(each, language) for each in construct.inclusion])
    yield from _several("exclusion", [_exclusion(each, language) for each in construct.exclusion])
    yield from _several("questions", [_wording(each, language) for each in construct.questions])


def _relation(relation: Relation) -> Iterable[str]:
    yield from _optional("from", relation.from_id)
    yield f"relation = {_quoted(relation.relation)}"
    yield f"to = {_quoted(relation.to_id)}"
    yield from _optional("note", relation.note)


def _translation(translation: Translation) -> Iterable[str]:
    yield f"language = {_quoted(translation.language)}"
    yield f"of_edition = {translation.of_edition}"
    yield from _optional("reviewed_by", translation.reviewed_by)


def _exclusion(exclusion: Exclusion, language: str) -> str:
    if exclusion.redirect is None:
        return _wording(exclusion.texts, language)
    plain = set(exclusion.texts) == {language}
    texts = {"text": exclusion.texts[language]} if plain else exclusion.texts
    return _inline({**texts, "to": exclusion.redirect})


def _optional(name: str, text: str) -> Iterable[str]:
    if text:
        yield f"{name} = {_quoted(text)}"


def _several(name: str, entries: list[str]) -> Iterable[str]:
    if entries:
        yield f"{name} = ["
        yield from (f"  {entry}," for entry in entries)
        yield "]"


def _wording(texts: Texts, language: str) -> str:
    return _quoted(texts[language]) if set(texts) == {language} else _inline(texts)


def _inline(table: Mapping[str, str]) -> str:
    inside = ", ".join(f"{_key(name)} = {_quoted(text)}" for name, text in table.items())
    return f"{{ {inside} }}" if inside else "{}"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes suit it, except that it also wants DEL escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
