"""Writing codes, codings and decisions on candidates."""

from caseloom.coding.actions.codes import (
    add_code,
    code_named,
    move_code,
    reinstate_code,
    remove_code,
    retire_code,
    set_code,
    set_construct_code,
)
from caseloom.coding.actions.codings import (
    add_coding,
    locate,
    remove_coding,
    set_coding,
    write_coding,
    write_codings,
)
from caseloom.coding.actions.confirming import SeenPlace, confirm_places, place_again
from caseloom.coding.actions.flags import flag_passage, unflag_passage
from caseloom.coding.actions.queries import decide, decide_all, follow_decision, remove_query, save_query
from caseloom.coding.actions.regrouping import let_take, merge_code, split_code
from caseloom.coding.actions.selections import code_selection, code_selection_anew, resize_coding
from caseloom.coding.actions.versions import confirm_all, confirm_codings, name_version
from caseloom.coding.actions.wishes import remove_coding_query, save_coding_query, set_coding_query

__all__ = [
    "SeenPlace",
    "add_code",
    "add_coding",
    "code_named",
    "code_selection",
    "code_selection_anew",
    "confirm_all",
    "confirm_codings",
    "confirm_places",
    "decide",
    "decide_all",
    "flag_passage",
    "follow_decision",
    "let_take",
    "locate",
    "merge_code",
    "move_code",
    "name_version",
    "place_again",
    "reinstate_code",
    "remove_code",
    "remove_coding",
    "remove_coding_query",
    "remove_query",
    "resize_coding",
    "retire_code",
    "save_coding_query",
    "save_query",
    "set_code",
    "set_coding",
    "set_coding_query",
    "set_construct_code",
    "split_code",
    "unflag_passage",
    "write_coding",
    "write_codings",
]
