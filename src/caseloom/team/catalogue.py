"""What can be done in the team room."""

from caseloom.studyfile.catalogue import EVERY, Action

ACTIONS = (
    Action(
        "person.add",
        "{who} took {what} into the team.",
        "{who} took {count} people into the team.",
        "person",
        {"person": (EVERY,)},
    ),
    Action(
        "person.join",
        "{who} joined the team.",
        "{who} joined the team.",
        "person",
        {"person": (EVERY,)},
        undoable=False,  # their changes would have no author
    ),
)
