"""Paragraphs to lines: Knuth and Plass, "Breaking Paragraphs into Lines" (Software: Practice and Experience 11, 1981),
with TeX's passes. Pure: knows no font and no PDF. (Contract; the body is to come.)
"""

from __future__ import annotations
