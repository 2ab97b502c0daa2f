"""``python -m graph.cli`` is ``abstractgraph``."""

from . import main

main(prog_name="abstractgraph")
