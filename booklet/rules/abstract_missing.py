"""A talk has no abstract, although others have.

Left out are talks that are cancelled, repeated (`repeat_of`) or still to be announced (B002), and programmes in which
no talk has an abstract at all.

    - talk: On the analytical engine     # B003
      speakers: [lovelace]
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event
from booklet.rules.walk import short, talks

TOGETHER = '{count} talks have no abstract, although others have'


def check(event: Event) -> Iterator[Diagnostic]:
    every = list(talks(event))
    if not any(talk.abstract for talk in every):
        return
    for talk in every:
        if not talk.abstract and talk.announced and not talk.cancelled and not talk.repeat_of:
            yield Diagnostic(
                Severity.WARNING,
                f'{short(talk.title)} has no abstract',
                talk.span,
                "add 'abstract' or 'abstract_file'",
            )
