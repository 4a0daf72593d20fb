"""A part of the book shows something smaller, shorter or elsewhere than it should, for want of room.

Nothing is lost: what is left out at its place is to be found where the finding says. Give the part more room in the
layout, or the title a shorter wording for the agenda, with `agenda_title`.

    page 8: “On the analytical engine” is shortened in the grid     # B035
"""

from __future__ import annotations

from booklet.diagnostics import Severity

TOGETHER = '{count} things are smaller, shorter or elsewhere than they should be, for want of room'
SINGLY = 8

SEVERITY = Severity.NOTE  # it is told while the book is set: there is nothing left to check
