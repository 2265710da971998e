"""Reading the codebook, codings with their passages, and candidates."""

from caseloom.coding.readings.candidates import Candidate, SavedQuery, candidates_of, queries, seen_candidates
from caseloom.coding.readings.codebook import Code, codes, label_of_code, used_codes
from caseloom.coding.readings.coded import (
    AdriftCoding,
    CodedPassage,
    Highlight,
    adrift,
    adrift_codings,
    codings_by_case,
    codings_by_source,
    highlights,
    passages,
    seen,
)
from caseloom.coding.readings.naming import WordsInText, coding_labels, words_in_text

__all__ = [
    "AdriftCoding",
    "Candidate",
    "Code",
    "CodedPassage",
    "Highlight",
    "SavedQuery",
    "WordsInText",
    "adrift",
    "adrift_codings",
    "candidates_of",
    "codes",
    "coding_labels",
    "codings_by_case",
    "codings_by_source",
    "highlights",
    "label_of_code",
    "passages",
    "queries",
    "seen",
    "seen_candidates",
    "used_codes",
    "words_in_text",
]
