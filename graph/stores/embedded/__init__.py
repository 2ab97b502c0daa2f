"""A graph in a database of ArcadeDB, which runs in this process: in a folder of its own, or behind a graph file."""
