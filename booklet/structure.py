"""The document's structure while it is being built: elements in a growing table.

In: roles in reading order. Out: the tuple of `page.Element`s that a painted part carries.
"""

from __future__ import annotations

from booklet.page import Element


class Structure:
    """Grows the structure tree of one section (ISO 32000-1, 14.7.2). Elements are known by their index."""

    def __init__(self) -> None:
        self.elements: list[Element] = []

    def add(self, role: str, parent: int, alt: str = '', language: str = '') -> int:
        self.elements.append(Element(role, parent, alt, language))
        return len(self.elements) - 1
