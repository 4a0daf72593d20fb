"""A page on which a rule of page breaking could not be kept.

Something is taller than the page and runs off it; a heading is cut off from its text; a line of a paragraph stands
alone at a page's head or foot. All other ways to break the pages were worse. A word more or less in a paragraph before
that place mostly helps.

    page 31: a heading is cut off from its text     # B034
"""

from __future__ import annotations

from booklet.diagnostics import Severity

SEVERITY = Severity.NOTE  # it is told while the book is set: there is nothing left to check
