"""Reading the codebook, codings with their passages, and candidates."""

from caseloom.coding.readings.candidates import (
    Candidate,
    Decided,
    SavedQuery,
    candidates_of,
    decided_on,
    queries,
    seen_candidates,
)
from caseloom.coding.readings.codebook import Code, code_names, codes, label_of_code, used_codes
from caseloom.coding.readings.coded import (
    AdriftCoding,
    CodedPassage,
    Highlight,
    adrift,
    adrift_codings,
    codings_by_case,
    codings_by_source,
    highlights,
    highlights_of,
    passages,
    passages_at,
    passages_numbered,
    seen,
)
from caseloom.coding.readings.flags import Flag, flags, flags_in
from caseloom.coding.readings.memos import memos_in
from caseloom.coding.readings.naming import QuotedAt, coding_labels, quoted_at
from caseloom.coding.readings.related import SavedWish, coding_queries, related_codings, voice_key

__all__ = [
    "AdriftCoding",
    "Candidate",
    "Code",
    "CodedPassage",
    "Decided",
    "Flag",
    "Highlight",
    "QuotedAt",
    "SavedQuery",
    "SavedWish",
    "adrift",
    "adrift_codings",
    "candidates_of",
    "code_names",
    "codes",
    "coding_labels",
    "coding_queries",
    "codings_by_case",
    "codings_by_source",
    "decided_on",
    "flags",
    "flags_in",
    "highlights",
    "highlights_of",
    "label_of_code",
    "memos_in",
    "passages",
    "passages_at",
    "passages_numbered",
    "queries",
    "quoted_at",
    "related_codings",
    "seen",
    "seen_candidates",
    "used_codes",
    "voice_key",
]
