"""The contract of stores, on a real Neo4j."""

from __future__ import annotations

import pytest
from store_contract import *  # noqa: F403 - the tests


@pytest.fixture
def url(empty_neo4j: str) -> str:
    return empty_neo4j
