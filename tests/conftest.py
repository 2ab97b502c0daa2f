"""What all tests share: Hypothesis profiles, and what a missing tool means."""

import os

import pytest
from hypothesis import HealthCheck, settings

pytest.register_assert_rewrite("store_contract")
pytest_plugins = ["neo4j_server", "graph_readers", "updating_folder", "view_browser"]

settings.register_profile("dev", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("dev"), max_examples=100, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def unavailable(reason):
    """Skip the test with a reason, but fail it in CI, where everything must be there."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason}; in CI it must be there")
    pytest.skip(reason)


@pytest.fixture
def user_cache(tmp_path, monkeypatch):
    """An empty cache folder of the user."""
    folder = tmp_path / "user-cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def blank():
    """Tokenizer and sentences, without a model."""
    import spacy

    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "abstractgraph.WordTokenizer.v1"}}})
    nlp.add_pipe("abstractgraph_sentences")
    return nlp


@pytest.fixture(scope="session")
def nlp():
    """The shipped pipeline."""
    from extract.pipeline import load_pipeline

    return load_pipeline()


def pytest_collection_modifyitems(items):
    # Workers share nothing: the tests of the servers go to one of them, those of a file stay together.
    for item in items:
        group = "neo4j" if "neo4j_server" in item.fixturenames else item.path.stem
        item.add_marker(pytest.mark.xdist_group(group))
