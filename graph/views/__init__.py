"""Pictures of a graph: one self-contained HTML page with the evidence behind every edge."""

from __future__ import annotations

from .page import ViewSummary, render_view, write_view
from .selection import EmptySelectionError, Selection

__all__ = ["EmptySelectionError", "Selection", "ViewSummary", "render_view", "write_view"]
