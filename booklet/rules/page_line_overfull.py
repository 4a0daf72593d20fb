r"""A line is wider than its column.

It runs into the margin, and further perhaps off the page. Words that are too long are cut, and formulas broken at
their relations and operators; what is left is mostly a formula in the midst of the text that has nothing to break at,
as a root. Reword the paragraph, or give the formula lines of its own.

    abstract: It is $\sqrt{x_1 + x_2 + x_3 + ... + x_99}$ wide.     # B031
"""

from __future__ import annotations

from booklet.diagnostics import Severity

SEVERITY = Severity.WARNING  # it is told while the book is set: there is nothing left to check
