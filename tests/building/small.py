"""A small study for the tests of building: two cases, two waves, four sources, two coders."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from uuid import UUID

from caseloom.building import BuildReport, build
from caseloom.rooms import OpenStudy, create_for_build, open_study
from caseloom.studyfile import StudyFile

MANIFEST = """
[study]
id = "7d0d5c1c-6f6e-4a53-9d5e-0c5d8f0f7a11"
title = "Two gardens"
notice = "Invented for tests."
questions = ["Who watered?", "Who did not?"]

[[innovation]]
key = "garden"
name = "The shared garden"
[[innovation.version]]
key = "fenced"
name = "With a fence"
date = "2019~"

[[setting]]
key = "yard"
name = "The yard"
level = "micro"
within = "town"
[[setting]]
key = "town"
name = "The town"
level = "macro"

[[case]]
key = "north"
name = "North garden"
innovation = "garden"
setting = "yard"
period = "2019/2021"
inner = ["yard"]
outer = ["town"]
[[case]]
key = "south"
name = "South garden"
innovation = "garden"

[[wave]]
key = "w1"
name = "First visit"
date = "2019-05"
[[wave]]
key = "w2"
name = "Second visit"
date = "2021-05"

[[phase]]
key = "digging"
case = "north"
name = "Digging"
kind = "implementation"
period = "2019-05/2020-02"

[[participants]]
table = "interviews.csv"
key = "{who}"
name = "{name}"
case = "{case}"
voices = ["{voice}"]

[[plan]]
kind = "interview"
case = "north"
wave = "w1"
count = 2

[[framework]]
pack = "cfir2022"
purpose = "What helped."
constructs = ["cfir2022.inner.culture", "cfir2022.process.engaging.recipients", "cfir2022.outer.financing"]

[[coder]]
key = "c1"
name = "Ada"
[[coder]]
key = "c2"
name = "Ben"
voices = ["lived experience"]

[[code]]
key = "weather"
label = "Weather"
definition = "Rain, sun and what they were blamed for."

[[map]]
key = "coders"
values = { A = "c1", B = "c2" }

[[sources]]
table = "interviews.csv"
columns.surname = { from = "name", pattern = '(\\S+)$' }
key = "{id}"
file = "talks/{id}.txt"
title = "{name}, {wave}"
kind = "interview"
case = "{case}"
wave = "{wave}"
date = "{day}"
participant = "{who}"
skip_header = "until-blank"
speakers = { chair = ["The Chair"], respondent = ["{surname}"], others = "interviewer" }

[[source]]
key = "minutes"
file = "minutes.txt"
title = "Minutes"
kind = "document"
case = "north"
date = "2019-06-01"
covers = "2019-05"
producer = "The garden committee"
speakers = { chair = ["The Chair"], others = "speaker" }

[[query]]
key = "money"
name = "Money"
expression = "money OR grant*"
construct = "cfir2022.outer.financing"
[[query]]
key = "rain"
name = "Rain everywhere"
expression = "rain"
code = "weather"
in = "all"

[[codings]]
table = "codings.csv"
columns.by = { from = "coder", map = "coders" }
source = "{source}"
code = "{code}"
coder = "{by}"
quote = "{quote}"
near = "{near}"
valence = "{valence}"
about = "{about}"
memo = "{memo}"

[[memo]]
key = "first"
about = "case:north"
by = "c1"
kind = "question"
text = "Who pays for *water*?"
links = ["source:n1", "code:weather", "code:cfir2022.outer.financing", "study"]
"""

FILES = {
    "interviews.csv": (
        "id,who,name,voice,case,wave,day\n"
        "n1,p1,Mary Green,gardener,north,w1,3-May-19\n"
        "n2,p1,Mary Green,gardener,north,w2,2021-05-04; 2021-05-05\n"
        "s1,p2,Tom Brook,neighbour,south,w1,2019-05-20\n"
    ),
    "talks/n1.txt": (
        "Interview: n1\nLicence: none\n\n"
        "Mr Brook: Did the rain come?\n\n"
        "Ms Green: The rain came, and we had a grant for the fence.\n\n"
        "The Chair: Thank you.\n\n"
        "Ms Green: Everybody was welcome, and everybody was asked.\n"
    ),
    "talks/n2.txt": (
        "Interview: n2\n\nInterviewer: [Q1]\nMs Green: We had no money then.\n\n"
        "Interviewer: [Q2]\nMs Green: We had no money then. Now we have a culture of asking.\n"
    ),
    "talks/s1.txt": (
        "Interview: s1\n\nInterviewer: And the money?\n\nMr Tom Brook: It ran away 🌧 like the rain.\n"
    ),
    "minutes.txt": "The Chair: We are poor.\n\nMs Hill: The committee asked the town for a grant.\n",
    "codings.csv": (
        "source,code,coder,quote,near,valence,about,memo\n"
        "n1,cfir2022.inner.culture,A,everybody was asked,,helps,2019~,\n"
        "n1,cfir2022.inner.culture,B,everybody was asked,,neither,,I am not sure.\n"
        "n2,cfir2022.outer.financing,A,We had no money then,Interviewer: [Q2],hinders,,\n"
        "n2,cfir2022.inner.culture,A,now we have the culture of asking,Interviewer: [Q2],helps,,\n"
        "s1,weather,B,like the rain,,,,\n"
        "s1,weather,B,snow in summer and hail in spring,,,,\n"
    ),
}


def write_small(folder: Path, manifest: str = MANIFEST, changed: Mapping[str, str] | None = None) -> Path:
    """The small study's manifest and data in a folder; returns the manifest's path."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**FILES, **(changed or {})}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "study.toml").write_text(manifest, encoding="utf-8")
    return folder / "study.toml"


def study_for(to: Path) -> Callable[[UUID], StudyFile]:
    """What a door gives to a build: the file, made or opened."""
    return lambda id: open_study(to).file if to.exists() else create_for_build(to, id)


def build_small(
    folder: Path, manifest: str = MANIFEST, changed: Mapping[str, str] | None = None
) -> BuildReport:
    """Write the small study into a folder and build it there."""
    return build(write_small(folder, manifest, changed), folder, study_for(folder / "small.caseloom"))


@contextlib.contextmanager
def opened(path: Path, as_name: str | None = None) -> Iterator[OpenStudy]:
    """The study, closed again at the end."""
    study = open_study(path, as_name=as_name)
    try:
        yield study
    finally:
        study.close()
