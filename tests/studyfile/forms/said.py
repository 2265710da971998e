"""What a program says of a study, as plain values: asked once of each form's program, and by the tests."""

import json
import sys
from pathlib import Path
from typing import Any

import caseloom

COUNTED = ("sources", "codings", "candidates", "codes", "cases", "waves", "participants", "queries", "people")


def said_of(path: Path) -> dict[str, Any]:
    """How much there is of everything, the words of each source, each coding's place, and three matrices."""
    study = caseloom.open(path)
    sources, codings = study.sources.to_dicts(), study.codings.to_dicts()
    found = {
        "title": study.title,
        "counts": {name: len(getattr(study, name)) for name in COUNTED},
        "words": {each["title"]: [each["turns"], each["words"], each["evidence_words"]] for each in sources},
        "codings": sorted(
            [each["source"], each["start"], each["end"], each["code"], each["coder"]] for each in codings
        ),
        "informants": _matrix(study),
        "codings by coder": _matrix(study, columns="coder", cell="codings"),
        "about, by phase": _matrix(study, columns="phase", time_rule="about"),
    }
    study.close()
    return found


def _matrix(study: caseloom.Study, **asked: Any) -> list[list[Any]]:
    """The rows that have none beneath them: later programs count what lies beneath a row in it."""
    whole = study.matrix(only_used=True, **asked)
    lowest = whole.filter(~whole["row_id"].is_in(whole["parent_id"].drop_nulls().to_list()))
    frame = lowest.drop("row_id", "parent_id", "depth", "group")
    return [frame.columns, *map(list, frame.rows())]


def main() -> None:
    """Write what is said of the study at the first argument, a row a line."""
    said = said_of(Path(sys.argv[1]))
    lines = [f" {json.dumps(name)}: {_written(value)}" for name, value in said.items()]
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")


def _written(value: Any) -> str:
    if isinstance(value, list):
        return "[\n" + ",\n".join(f"  {json.dumps(each, ensure_ascii=False)}" for each in value) + "\n ]"
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    main()
