"""What tests of PDF files share: the structure that a screen reader walks through."""

from __future__ import annotations

from typing import Any


def tree(node: Any) -> list[dict[str, Any]]:
    """Every tag of a tagged PDF below a node, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [found for one in node for found in tree(one)]
    if not isinstance(node, dict):
        return []
    return [node, *tree(node.get("/K", []))]
