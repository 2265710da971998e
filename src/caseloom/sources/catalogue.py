"""What can be done in the sources room."""

from caseloom.studyfile.catalogue import EVERY, GONE, Action

_ARRIVAL = {"source": (EVERY,), "revision": (EVERY,), "speaker": (EVERY,), "turn_role": (EVERY,)}

ACTIONS = (
    Action("source.add", "{who} brought in {what}.", "{who} brought in {count} sources.", "source", _ARRIVAL),
    Action(
        "source.revise",
        "{who} corrected the text of {what}.",
        "{who} corrected the texts of {count} sources.",
        "source",
        {**_ARRIVAL, "source": ()},
    ),
    Action(
        "source.choose",
        "{who} chose between two corrections of a text.",
        "{who} chose between corrections of {count} texts.",
        "",
        {**_ARRIVAL, "source": ()},
    ),
    Action(
        "source.combine",
        "{who} put two corrections of the text of {what} together.",
        "{who} put corrections of {count} texts together.",
        "source",
        {**_ARRIVAL, "source": ()},
    ),
    Action(
        "source.set",
        "{who} changed what is said of {what}.",
        "{who} changed what is said of {count} sources.",
        "source",
        {"source": (EVERY,)},
    ),
    Action(
        "source.translate",
        "{who} said what {what} is a translation of.",
        "{who} said what {count} sources are translations of.",
        "source",
        {"source": ("translation_of",)},
    ),
    Action(
        "source.remove",
        "{who} took out {what}.",
        "{who} took out {count} sources.",
        "source",
        {"source": (GONE,)},
    ),
    Action(
        "speaker.set",
        "{who} said who speaks as {what}.",
        "{who} said who {count} speakers are.",
        "speaker",
        {"speaker": ("role", "participant"), "participant": (EVERY,)},
    ),
    Action(
        "turn.role",
        "{who} said who speaks in a single turn.",
        "{who} said who speaks in {count} single turns.",
        "turn_role",
        {"turn_role": (EVERY,)},
    ),
    Action(
        "page_picture.add",
        "{who} brought pictures of pages.",
        "{who} brought pictures of pages {count} times.",
        "",
        {"page_picture": (EVERY,)},
    ),
    Action(
        "page_picture.remove",
        "{who} took out a picture of a page.",
        "{who} took out {count} pictures of pages.",
        "",
        {"page_picture": (GONE,)},
    ),
)
