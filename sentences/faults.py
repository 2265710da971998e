"""What is wrong with a catalogue: gaps that differ, unfinished work, words other than the glossary's."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from caseloom import packs
from sentences.catalogues import forms_of, path_of, read

_GAPS = re.compile(r"%\(\w+\)s|\{\w+\}|</?[a-z]+")
# Gaps, and commands to type, are in no language.
_NO_WORDS = re.compile(r"%\(\w+\)s|\{\w+\}|caseloom \w+")


def entries(language: str) -> Iterator[tuple[str, str]]:
    """Every English form with the translation of it."""
    for entry in read(language):
        said = forms_of(entry)
        if isinstance(entry.id, str):
            yield from [(entry.id, said[0])] if entry.id else []
        else:
            one, many = entry.id
            yield from ((one if at == 0 < len(said) - 1 else many, form) for at, form in enumerate(said))


def gaps(words: str) -> Counter[str]:
    """The named gaps and tags that a message holds, each as often as it stands there."""
    return Counter(_GAPS.findall(words))


def differing_gaps(language: str) -> list[str]:
    """Translations whose gaps are not those of the English."""
    return [f"{said!r} for {id!r}" for id, said in entries(language) if said and gaps(said) != gaps(id)]


def unfinished(language: str) -> list[str]:
    """Lines that say an entry is guessed (fuzzy) or that its message is no more (obsolete)."""
    lines = path_of(language).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("#~") or (line.startswith("#,") and "fuzzy" in line)]


def glossary(language: str) -> dict[str, Any]:
    """A language's glossary, as its file has it."""
    return tomllib.loads(packs.glossary(language))


def against_glossary(language: str) -> list[str]:
    """Translations that hold a forbidden word, or lack the word that the glossary has for a term."""
    words = glossary(language)
    terms = [(_term(name), each) for name, each in words["terms"].items() if each.get("forms")]
    found = []
    for id, said in entries(language):
        spoken = _NO_WORDS.sub("", said).casefold()
        found += [f"“{bad}” in {said!r}" for bad in words["forbidden"] if bad.casefold() in spoken]
        lacked = [each["word"] for term, each in terms if _lacks(term, each, id, said)]
        found += [f"no “{word}” in {said!r} for {id!r}" for word in lacked]
    return found


def _term(name: str) -> re.Pattern[str]:
    """The English term as a word of a sentence, also several of them."""
    stem, ending = re.escape(name.removesuffix("s")), "(?:s|es)?"
    if name.endswith("y"):
        stem, ending = re.escape(name[:-1]), "(?:y|ies)"
    return re.compile(rf"(?<![\w“%({{-]){stem}{ending}(?![\w”-])", re.IGNORECASE)


def _lacks(term: re.Pattern[str], each: dict[str, Any], id: str, said: str) -> bool:
    if not said or not term.search(id) or any(id.startswith(begins) for begins in each.get("unless", ())):
        return False
    return not any(form.casefold() in said.casefold() for form in each["forms"])
