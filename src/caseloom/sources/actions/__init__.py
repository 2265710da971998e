"""Writing about sources: bring texts in, say who speaks, put things right."""

from caseloom.sources.actions.beginning import read_begins
from caseloom.sources.actions.combining import combine_texts, let_text_stand
from caseloom.sources.actions.correcting import Correction, correct_turn, turn_now
from caseloom.sources.actions.picturing import (
    NewPicture,
    add_page_pictures,
    pictures_in,
    remove_page_picture,
)
from caseloom.sources.actions.sources import (
    add_source,
    import_files,
    remove_source,
    revise_source,
    set_source,
)
from caseloom.sources.actions.speakers import set_speaker, set_turn_role
from caseloom.sources.actions.translating import set_translation

__all__ = [
    "Correction",
    "NewPicture",
    "add_page_pictures",
    "add_source",
    "combine_texts",
    "correct_turn",
    "import_files",
    "let_text_stand",
    "pictures_in",
    "read_begins",
    "remove_page_picture",
    "remove_source",
    "revise_source",
    "set_source",
    "set_speaker",
    "set_translation",
    "set_turn_role",
    "turn_now",
]
