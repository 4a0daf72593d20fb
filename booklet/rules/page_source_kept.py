r"""Markup that is not understood, or a formula that cannot be set.

It stands in the book as it was written, so that nothing is lost, and that is seldom what its author wants. The finding
says what is wrong with it and where. Mend the text, or name the dialect that it is in: [markup.md](markup.md).

    abstract: The energy is $\frac{1}{2$.     # B033
"""

from __future__ import annotations

from booklet.diagnostics import Severity

SEVERITY = Severity.WARNING  # it is told while the book is set: there is nothing left to check
