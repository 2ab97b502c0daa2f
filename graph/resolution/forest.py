"""Disjoint sets of keys."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Forest:
    """Disjoint sets of text keys; the smallest key leads, so the outcome does not depend on the order of joins."""

    parent: dict[str, str] = field(default_factory=dict)

    def find(self, key: str) -> str:
        """Return the leader of the set that a key is in; a new key leads its own."""
        root = key
        while (above := self.parent.setdefault(root, root)) != root:
            root = above
        while self.parent[key] != root:
            self.parent[key], key = root, self.parent[key]
        return root

    def join(self, first: str, second: str) -> None:
        """Make the sets of two keys one."""
        low, high = sorted((self.find(first), self.find(second)))
        self.parent[high] = low
