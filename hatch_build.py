"""Completes a distribution: builds the pages' scripts where they are missing, adds the teaching study."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = Path("src/caseloom/web/static/built")
TEACHING = Path("examples/teaching")


class CompleteDistribution(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before hatchling collects the files of a wheel or an sdist; an editable install needs nothing."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Refuse to make a distribution without its pages or its teaching study."""
        if version == "editable":
            return
        root = Path(self.root)
        if not (root / BUILT).is_dir():
            build_front_end(root / "frontend")
        if self.target_name == "wheel":
            build_data["force_include"][str(teaching_study(root))] = f"caseloom/{TEACHING.as_posix()}"


def build_front_end(frontend: Path) -> None:
    """Install the locked npm packages and bundle the pages' scripts and fonts."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit(
            f"The pages in {BUILT} are not built and npm was not found, so no distribution was made. "
            "Install Node 20 or newer, or build from a source distribution, which carries the built pages."
        )
    for command in (["ci"], ["run", "build"]):
        if subprocess.run([npm, *command], cwd=frontend, check=False).returncode:
            raise SystemExit(
                f"`npm {' '.join(command)}` failed in frontend/ (its message stands above), "
                "so no distribution was made. Mend that, then build again."
            )


def teaching_study(root: Path) -> Path:
    """The folder that `caseloom demo` builds its study from."""
    folder = root / TEACHING
    if not (folder / "study.toml").is_file():
        raise SystemExit(
            f"The teaching study ({TEACHING}/study.toml) is missing, so no wheel was made. "
            "Build from a whole checkout or a whole source distribution."
        )
    return folder
