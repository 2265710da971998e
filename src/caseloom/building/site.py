"""Where a build works: the study, what is declared, and which key has which id."""

from dataclasses import dataclass, field
from uuid import UUID

from caseloom.building.complete import Completed
from caseloom.building.folder import DataFolder
from caseloom.building.manifest_model import Manifest
from caseloom.studyfile import Build, Progress, StudyFile
from caseloom.team.model import Viewer

# Parts a key that is made of several; no key holds it.
AND = "\x1f"
# The kinds of entries under the names that the rooms give them.
_ROOMS_NAMES = {"coder": "person"}


@dataclass
class Site:
    """One build under way; `declared` grows by every id that the manifest determines.

    What is `withdrawn` stays out of the study, whatever the manifest declares.
    """

    file: StudyFile
    completed: Completed
    folder: DataFolder
    progress: Progress
    build: Build = field(default_factory=lambda: Build(key="manifest"))
    declared: dict[UUID, tuple[str, str]] = field(default_factory=dict)
    withdrawn: frozenset[UUID] = frozenset()

    @property
    def manifest(self) -> Manifest:
        return self.completed.manifest

    @property
    def viewer(self) -> Viewer:
        """The build itself, as the author of what it writes."""
        return Viewer(build=self.build)

    def id(self, kind: str, key: str) -> UUID | None:
        """The id of a declared entry; None where no key is given."""
        id = self.file.key_id(_ROOMS_NAMES.get(kind, kind), key) if key else None
        return None if id in self.withdrawn else id

    def note(self, kind: str, key: str, id: UUID) -> UUID:
        """Remember that the manifest declares this row."""
        self.declared[id] = (kind, key)
        return id
