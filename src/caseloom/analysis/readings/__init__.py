"""Reading the analysis: the matrix, and the evidence behind each cell."""

from caseloom.analysis.readings.evidence import CellEvidence, cell_evidence
from caseloom.analysis.readings.weaving import matrix

__all__ = ["CellEvidence", "cell_evidence", "matrix"]
