"""From records to a knowledge graph: resolve, build, keep, ask, draw and export."""
