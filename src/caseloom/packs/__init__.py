"""What comes with Caseloom as data: framework packs, catalogues, glossaries, as text; the one way to them."""

from collections.abc import Mapping
from importlib import resources

PACKS = ("cfir2022", "cfir_outcomes", "cfir2009", "gh2004", "rogers2003", "lozeau2002", "ext.mulvale2024")
CROSSWALK = "crosswalk"
VERSION_MAPS = ("cfir2009_to_2022",)
# Beside English, in which the packs are written: a folder each.
LANGUAGES = ("sv", "fr", "zh")
CATALOGUES = ("sv", "fr", "zh_Hans")


def names() -> tuple[str, ...]:
    """The ids of the packs, in the order in which a researcher is offered them."""
    return PACKS


def text(pack_id: str) -> str:
    """The TOML text of a pack, of `CROSSWALK` or of one of `VERSION_MAPS`; LookupError for any other name."""
    if pack_id not in (*PACKS, CROSSWALK, *VERSION_MAPS):
        raise LookupError(f'There is no pack "{pack_id}". The packs are: {", ".join(PACKS)}.')
    return resources.files(__name__).joinpath(f"{pack_id}.toml").read_text(encoding="utf-8")


def wordings(pack_id: str) -> Mapping[str, str]:
    """Language → the TOML text of a pack's words in it, for every language that it has been put into."""
    files = {each: resources.files(__name__).joinpath(each, f"{pack_id}.toml") for each in LANGUAGES}
    return {each: file.read_text(encoding="utf-8") for each, file in files.items() if file.is_file()}


def catalogue(language: str) -> str:
    """The catalogue of sentences (.po) in one of the `CATALOGUES`; LookupError for any other language."""
    if language not in CATALOGUES:
        raise LookupError(f'There is no catalogue "{language}". The catalogues are: {", ".join(CATALOGUES)}.')
    file = resources.files(__name__).joinpath("locale", language, "LC_MESSAGES", "caseloom.po")
    return file.read_text(encoding="utf-8")


def glossary(language: str) -> str:
    """The TOML text of a language's glossary; LookupError where there is none."""
    if language not in CATALOGUES:
        raise LookupError(f'There is no glossary "{language}". The glossaries are: {", ".join(CATALOGUES)}.')
    return resources.files(__name__).joinpath("glossary", f"{language}.toml").read_text(encoding="utf-8")
