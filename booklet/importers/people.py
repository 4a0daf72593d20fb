"""People as texts tell of them: lists of names, affiliations in brackets, numbers that refer to affiliations.

In: a cell or a line. Out: `Someone`s.
"""

from __future__ import annotations

import re

from booklet.importers.draft import Institute, Someone


def people(text: str, affiliations: str = '') -> tuple[Someone, ...]:
    """Everybody in a text: `A, B and C`; `A; B`; `Lovelace, Ada; Babbage, Charles`; `A (Society), B (Cambridge)`;
    `A (1,2), B (2)` with `affiliations` `(1) Society (2) Cambridge`; line by line.
    """
    found = re.split(r'\s*(?:;|,|\n|\band\b|&)\s*', text)
    places = (Institute(affiliations.strip()),) if affiliations.strip() else ()
    return tuple(Someone(name.strip(), institutes=places) for name in found if name.strip())


def person(name: str, affiliation: str = '') -> Someone:
    """One person: titles such as Dr. and Prof. left out, `Lovelace, Ada` turned round, capitals as they are."""
    places = (Institute(affiliation.strip()),) if affiliation.strip() else ()
    return Someone(' '.join(name.split()), institutes=places)
