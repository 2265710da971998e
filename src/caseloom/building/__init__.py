"""A manifest and a folder of data → a whole study, through every room's actions."""

from caseloom.building.build import build, build_into, read_manifest
from caseloom.building.problems import ManifestRefused
from caseloom.building.report import BuildReport

__all__ = ["BuildReport", "ManifestRefused", "build", "build_into", "read_manifest"]
