"""From text to records: read abstracts, and find the entities and relations in them."""
