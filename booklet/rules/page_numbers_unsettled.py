"""Page numbers in the text still moved after some passes.

Where a number gets longer, its line may break otherwise, and push what follows to the next page, whose number then
changes. The book is set again until that ends; here it did not, and some numbers may be off by one. A word more or
less in the part that shows them, mostly the index, puts it right.

    Babbage, Charles  99, 100     # B038
"""

from __future__ import annotations

from booklet.diagnostics import Severity

SEVERITY = Severity.WARNING  # it is told while the book is set: there is nothing left to check
