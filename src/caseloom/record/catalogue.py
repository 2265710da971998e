"""Every action there is: those of the rooms, and those on the record itself."""

import caseloom.coding.catalogue
import caseloom.design.catalogue
import caseloom.sources.catalogue
import caseloom.team.catalogue
from caseloom.studyfile.catalogue import EVERY, Action, Catalogue
from caseloom.studyfile.erasing import EMPTIED, ERASED, REWORDED, SPARED
from caseloom.studyfile.undo import REDO, UNDO

SETTLE, WITHDRAW = "conflict.settle", "participant.withdraw"
EVERYTHING = "*"
"""In a law: every kind, since undo and settlement give back whatever was written."""

_ACTIONS = (
    Action(UNDO, "{who} undid: {what}", "{who} undid {count} times: {what}", writes={EVERYTHING: (EVERY,)}),
    Action(REDO, "{who} redid: {what}", "{who} redid {count} times: {what}", writes={EVERYTHING: (EVERY,)}),
    Action(
        SETTLE,
        "{who} settled a conflict: {what}.",
        "{who} settled {count} conflicts.",
        writes={EVERYTHING: (EVERY,)},
    ),
    Action(
        WITHDRAW,
        "{who} withdrew a participant.",
        "{who} withdrew {count} participants.",
        writes={
            "participant": (EMPTIED,),
            "source": (ERASED,),
            "wording": (ERASED,),
            "speaker": (EMPTIED,),
            "turn": (EMPTIED, REWORDED, SPARED),
            "revision": (SPARED,),
            "person": (EMPTIED, ERASED),
        },
        undoable=False,
    ),
)

ACTIONS = Catalogue(
    (
        *caseloom.team.catalogue.ACTIONS,
        *caseloom.design.catalogue.ACTIONS,
        *caseloom.sources.catalogue.ACTIONS,
        *caseloom.coding.catalogue.ACTIONS,
        *_ACTIONS,
    )
)
