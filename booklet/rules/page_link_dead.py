"""A link leads to a place that the book does not have.

It is printed as plain text. Markdown such as `[see](#results)` names a place; in a booklet there are only those that
the program makes, such as `#talk-` and the talk's id. Remove the link, or write the place that is meant.

    abstract: As shown [above](#results).     # B037
"""

from __future__ import annotations

from booklet.diagnostics import Severity

SEVERITY = Severity.WARNING  # it is told while the book is set: there is nothing left to check
