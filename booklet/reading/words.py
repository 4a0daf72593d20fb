"""What two ways of writing have in common.

In: words. Out: the same without signs, capitals and differences of form.
"""

from __future__ import annotations

import unicodedata


def folded(words: str) -> str:
    """Letters alone, small, in one form: what is the same but for spaces, signs and capitals."""
    plain = unicodedata.normalize('NFKC', words).casefold()
    return ' '.join(''.join(c if c.isalnum() or unicodedata.category(c)[0] == 'M' else ' ' for c in plain).split())
