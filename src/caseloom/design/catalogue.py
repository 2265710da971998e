"""What can be done in the design room."""

from collections.abc import Iterator

from caseloom.studyfile.catalogue import EVERY, GONE, Action

# What a study's design is made of, as sentences name one and several of them.
_PARTS = {
    "innovation": ("the innovation {what}", "{count} innovations"),
    "innovation_version": ("a version of an innovation: {what}", "{count} versions of innovations"),
    "setting": ("the setting {what}", "{count} settings"),
    "case": ("the case {what}", "{count} cases"),
    "case_setting": ("a setting of a case", "{count} settings of cases"),
    "wave": ("the wave {what}", "{count} waves"),
    "phase": ("the phase {what}", "{count} phases"),
    "participant": ("the participant {what}", "{count} participants"),
    "plan": ("what is to be collected", "{count} plans of what is to be collected"),
}


def _of_parts() -> Iterator[Action]:
    for kind, (one, many) in _PARTS.items():
        every = {kind: (EVERY,)}
        yield Action(f"{kind}.add", f"{{who}} added {one}.", f"{{who}} added {many}.", kind, every)
        yield Action(f"{kind}.set", f"{{who}} changed {one}.", f"{{who}} changed {many}.", kind, every)
        yield Action(
            f"{kind}.remove", f"{{who}} took out {one}.", f"{{who}} took out {many}.", kind, {kind: (GONE,)}
        )


ACTIONS = (
    Action(
        "study.describe",
        "{who} described the study.",
        "{who} described the study.",
        "study",
        {"study": (EVERY,)},
    ),
    Action(
        "study.set",
        "{who} changed what is said of the study.",
        "{who} changed what is said of the study.",
        "study",
        {"study": (EVERY,)},
    ),
    *_of_parts(),
    Action(
        "framework.adopt",
        "{who} adopted the framework {what}.",
        "{who} adopted {count} frameworks.",
        "framework",
        {"framework": (EVERY,), "construct": (EVERY,)},
    ),
    Action(
        "framework.set",
        "{who} changed what is said of the framework {what}.",
        "{who} changed what is said of {count} frameworks.",
        "framework",
        {"framework": (EVERY,)},
    ),
    Action(
        "construct.set",
        "{who} changed the construct {what}.",
        "{who} changed {count} constructs.",
        "construct",
        {"construct": (EVERY,)},
    ),
    Action(
        "construct.define",
        "{who} filled in the published definition of {what}.",
        "{who} filled in {count} published definitions.",
        "construct",
        {"construct": ("source_definition",)},
    ),
)
