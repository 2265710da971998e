"""What can be done in the team room."""

from caseloom.studyfile.catalogue import EVERY, GONE, Action

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
    Action(
        "memo.write",
        "{who} wrote the memo {what}.",
        "{who} wrote {count} memos.",
        "memo",
        {"memo": (EVERY,), "memo_link": (EVERY,)},
    ),
    Action(
        "memo.edit",
        "{who} changed the memo {what}.",
        "{who} changed {count} memos.",
        "memo",
        {"memo": ("memo_kind", "title", "text")},
    ),
    Action(
        "memo.remove",
        "{who} took out the memo {what}.",
        "{who} took out {count} memos.",
        "memo",
        {"memo": (GONE,)},
    ),
    Action(
        "memo.link",
        "{who} linked the memo {what} to something.",
        "{who} linked {count} memos to something.",
        "memo",
        {"memo_link": (EVERY,)},
    ),
    Action(
        "memo.unlink",
        "{who} took a link from the memo {what}.",
        "{who} took links from {count} memos.",
        "memo",
        {"memo_link": (GONE,)},
    ),
)
