"""Reading the codebook, codings with their passages, and candidates."""

from caseloom.coding.readings.candidates import Candidate, SavedQuery, candidates_of, queries, seen_candidates
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
    seen,
)
from caseloom.coding.readings.followed import Followed, FollowedText, followed, foreseen, wanting_by_source
from caseloom.coding.readings.memos import memos_in
from caseloom.coding.readings.naming import QuotedAt, coding_labels, quoted_at
from caseloom.coding.readings.recoding import (
    LATEST,
    Recoding,
    Waiting,
    recoding,
    waiting_codings,
    waiting_passages,
)
from caseloom.coding.readings.regrouping import Belongings, belongings, doubles
from caseloom.coding.readings.versions import (
    Difference,
    Version,
    codebook_at,
    differences,
    made_under,
    version_at,
    versions,
)
from caseloom.coding.readings.wordings import Worded, codes_through_time

__all__ = [
    "LATEST",
    "AdriftCoding",
    "Belongings",
    "Candidate",
    "Code",
    "CodedPassage",
    "Difference",
    "Followed",
    "FollowedText",
    "Highlight",
    "QuotedAt",
    "Recoding",
    "SavedQuery",
    "Version",
    "Waiting",
    "Worded",
    "adrift",
    "adrift_codings",
    "belongings",
    "candidates_of",
    "code_names",
    "codebook_at",
    "codes",
    "codes_through_time",
    "coding_labels",
    "codings_by_case",
    "codings_by_source",
    "differences",
    "doubles",
    "followed",
    "foreseen",
    "highlights",
    "highlights_of",
    "label_of_code",
    "made_under",
    "memos_in",
    "passages",
    "passages_at",
    "queries",
    "quoted_at",
    "recoding",
    "seen",
    "seen_candidates",
    "used_codes",
    "version_at",
    "versions",
    "waiting_codings",
    "waiting_passages",
    "wanting_by_source",
]
