"""Caseloom: framework-guided, longitudinal, multiple-case studies."""

__version__ = "0.1.0"
