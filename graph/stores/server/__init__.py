"""A graph in a Neo4j server, through the official driver."""
