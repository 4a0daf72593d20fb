"""A character that no font has.

An empty square is printed in its place. The finding names the character and its script, and the font to fetch: put it
into the folder `fonts/` of the project ([fonts.md](fonts.md)). Each character is told once in a book, where it first
stands; of many from one script, the first few, and the others together.

    - talk: Weaving in ሐረር     # B030, if no font has Ethiopic letters
"""

from __future__ import annotations

from booklet.diagnostics import Severity

SEVERITY = Severity.WARNING  # it is told while the book is set: there is nothing left to check
