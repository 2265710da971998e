"""Texts and places in them: cleaning, anchoring, turns, paragraphs, sentences, words and search."""

from caseloom.text.aligning import Spoken, places
from caseloom.text.anchoring import anchor, find_quote
from caseloom.text.cleaning import clean
from caseloom.text.errors import EmptyQuery, InvalidSelector, InvalidText, PlaceOutsideText
from caseloom.text.graphemes import codepoints_to_utf16, snap, utf16_to_codepoints
from caseloom.text.labels import asks, label_matches
from caseloom.text.names import plain_name, same_name
from caseloom.text.naming import Naming, naming
from caseloom.text.queries import match_expression
from caseloom.text.runs import runs
from caseloom.text.searching import Searched, excerpt, find
from caseloom.text.segments import count_words, paragraphs, sentences
from caseloom.text.selectors import Anchored, Lost, Selector, describe
from caseloom.text.tokens import search_terms
from caseloom.text.turns import TurnSpan, read_turns

__all__ = [
    "Anchored",
    "EmptyQuery",
    "InvalidSelector",
    "InvalidText",
    "Lost",
    "Naming",
    "PlaceOutsideText",
    "Searched",
    "Selector",
    "Spoken",
    "TurnSpan",
    "anchor",
    "asks",
    "clean",
    "codepoints_to_utf16",
    "count_words",
    "describe",
    "excerpt",
    "find",
    "find_quote",
    "label_matches",
    "match_expression",
    "naming",
    "paragraphs",
    "places",
    "plain_name",
    "read_turns",
    "runs",
    "same_name",
    "search_terms",
    "sentences",
    "snap",
    "utf16_to_codepoints",
]
