r"""A formula is wider than its column, or taller than its page.

It was broken at its relations and operators, and set smaller, and that was not enough. Break it into lines of its own,
with `align` or `multline`; a formula within a line of text that is too tall wants lines of its own too:
[mathematics.md](mathematics.md).

    abstract: $$\underbrace{a + b + c + d + e + f + g + h + i + j + k + l}_{\text{twelve}}$$     # B032
"""

from __future__ import annotations

from booklet.diagnostics import Severity

SEVERITY = Severity.WARNING  # it is told while the book is set: there is nothing left to check
