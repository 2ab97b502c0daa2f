"""A report of a graph for people who would rather look than read: one self-contained HTML page."""

from __future__ import annotations

from .page import render_report, write_report

__all__ = ["render_report", "write_report"]
