"""What can be done in the coding room."""

from collections.abc import Iterator

from caseloom.studyfile.catalogue import BORN, EVERY, GONE, Action

# A construct's code comes about at its first use, and is everybody's.
_CODE = frozenset({"code"})
_FIRST_USE = (BORN, GONE, "merged_into")


def _decisions() -> Iterator[Action]:
    for decision in ("accepted", "rejected"):
        yield Action(
            f"candidate.{decision}",
            f"{{who}} {decision} a candidate: {{what}}.",
            f"{{who}} {decision} {{count}} candidates.",
            "candidate_decision",
            {"candidate_decision": (EVERY,), "coding": (BORN, GONE), "code": _FIRST_USE},
            in_passing=_CODE,
        )


ACTIONS = (
    Action(
        "code.add",
        "{who} made the code {what}.",
        "{who} made {count} codes.",
        "code",
        {"code": (EVERY,)},
        in_passing=_CODE,
    ),
    Action(
        "code.set",
        "{who} changed the code {what}.",
        "{who} changed {count} codes.",
        "code",
        {"code": (EVERY,)},
        in_passing=_CODE,
    ),
    Action(
        "code.order",
        "{who} changed the place of the code {what} in the codebook.",
        "{who} changed the order of {count} codes in the codebook.",
        "code",
        {"code": ("position",)},
    ),
    Action(
        "code.remove",
        "{who} took out the code {what}.",
        "{who} took out {count} codes.",
        "code",
        {"code": (GONE, "parent")},
    ),
    Action(
        "code.retire",
        "{who} retired the code {what}.",
        "{who} retired {count} codes.",
        "code",
        {"code": (*_FIRST_USE, "retired", "shortcut")},
        in_passing=_CODE,
    ),
    Action(
        "code.reinstate",
        "{who} brought the code {what} back.",
        "{who} brought {count} codes back.",
        "code",
        {"code": ("retired",)},
    ),
    Action(
        "code.split",
        "{who} moved codings to another code.",
        "{who} moved {count} codings to other codes.",
        "coding",
        {"code": (EVERY,), "coding": ("code",)},
        in_passing=_CODE,
    ),
    Action(
        "code.merge",
        "{who} merged the code {what} into another.",
        "{who} merged {count} codes into others.",
        "code",
        {
            "code": (*_FIRST_USE, "parent"),
            "coding": ("code", GONE),
            "query": ("code",),
            "coding_query": ("wish",),
            "memo_link": (BORN, GONE),
        },
    ),
    Action(
        "coding.add",
        "{who} coded: {what}.",
        "{who} coded {count} passages.",
        "coding",
        {"coding": (EVERY,), "code": _FIRST_USE},
        in_passing=_CODE,
    ),
    Action(
        "coding.set",
        "{who} changed a coding: {what}.",
        "{who} changed {count} codings.",
        "coding",
        {"coding": (EVERY,), "code": _FIRST_USE},
        in_passing=_CODE,
    ),
    Action(
        "coding.place",
        "{who} confirmed where a coding stands in a corrected text: {what}.",
        "{who} confirmed where {count} codings stand in corrected texts.",
        "coding",
        {"coding": ("passage",)},
    ),
    Action(
        "coding.remove",
        "{who} took out a coding: {what}.",
        "{who} took out {count} codings.",
        "coding",
        {"coding": (GONE,)},
    ),
    Action(
        "coding.confirm",
        "{who} found a coding still right: {what}.",
        "{who} found {count} codings still right.",
        "coding",
        {"coding": ("confirmed", "confirmed_because")},
    ),
    Action(
        "codebook.name",
        "{who} named the codebook as it was then: {what}.",
        "{who} named {count} versions of the codebook.",
        "codebook_version",
        {"codebook_version": (EVERY,)},
    ),
    Action(
        "query.save",
        "{who} saved the query {what}.",
        "{who} saved {count} queries.",
        "query",
        {"query": (EVERY,), "code": _FIRST_USE},
        in_passing=_CODE,
    ),
    Action(
        "query.remove",
        "{who} took out the query {what}.",
        "{who} took out {count} queries.",
        "query",
        {"query": (GONE,)},
    ),
    *_decisions(),
    Action(
        "coding_query.save",
        "{who} saved the query over codings {what}.",
        "{who} saved {count} queries over codings.",
        "coding_query",
        {"coding_query": (EVERY,)},
    ),
    Action(
        "coding_query.set",
        "{who} changed the query over codings {what}.",
        "{who} changed {count} queries over codings.",
        "coding_query",
        {"coding_query": (EVERY,)},
    ),
    Action(
        "coding_query.remove",
        "{who} took out the query over codings {what}.",
        "{who} took out {count} queries over codings.",
        "coding_query",
        {"coding_query": (GONE,)},
    ),
    Action(
        "flag.add",
        "{who} flagged a passage as distressing: {what}.",
        "{who} flagged {count} passages as distressing.",
        "flag",
        {"flag": (EVERY,)},
    ),
    Action(
        "flag.remove",
        "{who} took back the flag of a distressing passage: {what}.",
        "{who} took back {count} flags of distressing passages.",
        "flag",
        {"flag": (GONE,)},
    ),
)
