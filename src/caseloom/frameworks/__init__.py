"""Frameworks as data: packs of constructs, how they relate, and how one version becomes the next."""

from caseloom.frameworks.crosswalk import Crosswalk, Related, check_relations, read_crosswalk
from caseloom.frameworks.definitions import DefinitionMatch, UnmatchedRow, match_definitions
from caseloom.frameworks.model import (
    Citation,
    Construct,
    Exclusion,
    Pack,
    Pairs,
    Relation,
)
from caseloom.frameworks.reading import read_pack
from caseloom.frameworks.texts import Texts
from caseloom.frameworks.translations import Translation
from caseloom.frameworks.versions import Move, VersionMap, check_version_map, read_version_map
from caseloom.frameworks.wording import Wordings, read_wordings, worded
from caseloom.frameworks.writing import write_pack

__all__ = [
    "Citation",
    "Construct",
    "Crosswalk",
    "DefinitionMatch",
    "Exclusion",
    "Move",
    "Pack",
    "Pairs",
    "Related",
    "Relation",
    "Texts",
    "Translation",
    "UnmatchedRow",
    "VersionMap",
    "Wordings",
    "check_relations",
    "check_version_map",
    "match_definitions",
    "read_crosswalk",
    "read_pack",
    "read_version_map",
    "read_wordings",
    "worded",
    "write_pack",
]
