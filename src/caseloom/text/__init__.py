"""Texts and places in them: cleaning, anchoring, turns, paragraphs, sentences, words and search."""

from caseloom.text.aligning import Spoken, places
from caseloom.text.anchoring import anchor, find_quote
from caseloom.text.beside import Said, lay_beside
from caseloom.text.carrying import Way, follow
from caseloom.text.cleaning import clean
from caseloom.text.comparing import TurnPair, compare_turns
from caseloom.text.differing import Piece, carried, differences, same_words
from caseloom.text.errors import EmptyQuery, InvalidSelector, InvalidText, PlaceOutsideText
from caseloom.text.following import WANTING, Became, what_became
from caseloom.text.graphemes import codepoints_to_utf16, snap, utf16_to_codepoints
from caseloom.text.labels import asks, label_matches
from caseloom.text.names import plain_name, same_name
from caseloom.text.naming import Naming, naming
from caseloom.text.parting import Parting, Side, partings, put_together, words_together
from caseloom.text.printing import printed_at
from caseloom.text.queries import match_expression
from caseloom.text.runs import runs, shared
from caseloom.text.searching import Searched, excerpt, find
from caseloom.text.segments import count_words, paragraphs, sentences
from caseloom.text.selectors import Anchored, Lost, Selector, describe
from caseloom.text.tokens import search_terms
from caseloom.text.turns import TurnKind, TurnSpan, read_turns

__all__ = [
    "WANTING",
    "Anchored",
    "Became",
    "EmptyQuery",
    "InvalidSelector",
    "InvalidText",
    "Lost",
    "Naming",
    "Parting",
    "Piece",
    "PlaceOutsideText",
    "Said",
    "Searched",
    "Selector",
    "Side",
    "Spoken",
    "TurnKind",
    "TurnPair",
    "TurnSpan",
    "Way",
    "anchor",
    "asks",
    "carried",
    "clean",
    "codepoints_to_utf16",
    "compare_turns",
    "count_words",
    "describe",
    "differences",
    "excerpt",
    "find",
    "find_quote",
    "follow",
    "label_matches",
    "lay_beside",
    "match_expression",
    "naming",
    "paragraphs",
    "partings",
    "places",
    "plain_name",
    "printed_at",
    "put_together",
    "read_turns",
    "runs",
    "same_name",
    "same_words",
    "search_terms",
    "sentences",
    "shared",
    "snap",
    "utf16_to_codepoints",
    "what_became",
    "words_together",
]
