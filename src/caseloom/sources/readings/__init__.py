"""Reading sources: what was collected, the text with its turns, and search."""

from caseloom.sources.readers.model import Mark
from caseloom.sources.readings.beside import TextsBeside, TurnsBeside, beside, partner_of
from caseloom.sources.readings.current import CurrentText, current_text
from caseloom.sources.readings.joins import (
    heard_in,
    number_of_source,
    source_of_revision,
    standing,
    texts,
    translated,
    turn_at,
)
from caseloom.sources.readings.pages import (
    PagedText,
    Pictured,
    file_with_pages,
    paged_text,
    passage_on_pages,
    picture_brought,
    sources_with_pages,
)
from caseloom.sources.readings.parted import PartedTexts, parted_texts, side_of
from caseloom.sources.readings.revisions import (
    ConcurrentTexts,
    RevisionListed,
    RevisionTold,
    concurrent_texts,
    revisions,
    texts_corrected,
    words_of_revision,
)
from caseloom.sources.readings.searching import Hit, Hits, search_sources
from caseloom.sources.readings.spoken import (
    SaidByOthers,
    SpokenIn,
    labels_of_participant,
    later_ones,
    said_by_others,
    spoken_in,
    turns_now,
    words_of_participant,
)
from caseloom.sources.readings.summaries import Collection, SourceSummary, collections, seen, sources
from caseloom.sources.readings.turns import (
    SourceText,
    SpeakerSummary,
    Turn,
    mislabelled_among,
    source_text,
    speakers,
)

__all__ = [
    "Collection",
    "ConcurrentTexts",
    "CurrentText",
    "Hit",
    "Hits",
    "Mark",
    "PagedText",
    "PartedTexts",
    "Pictured",
    "RevisionListed",
    "RevisionTold",
    "SaidByOthers",
    "SourceSummary",
    "SourceText",
    "SpeakerSummary",
    "SpokenIn",
    "TextsBeside",
    "Turn",
    "TurnsBeside",
    "beside",
    "collections",
    "concurrent_texts",
    "current_text",
    "file_with_pages",
    "heard_in",
    "labels_of_participant",
    "later_ones",
    "mislabelled_among",
    "number_of_source",
    "paged_text",
    "parted_texts",
    "partner_of",
    "passage_on_pages",
    "picture_brought",
    "revisions",
    "said_by_others",
    "search_sources",
    "seen",
    "side_of",
    "source_of_revision",
    "source_text",
    "sources",
    "sources_with_pages",
    "speakers",
    "spoken_in",
    "standing",
    "texts",
    "texts_corrected",
    "translated",
    "turn_at",
    "turns_now",
    "words_of_participant",
    "words_of_revision",
]
