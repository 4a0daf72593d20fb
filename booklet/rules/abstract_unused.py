"""A file in `content/abstracts/` that no talk names.

Most likely a talk has lost its line `abstract_file`, or the talk has been withdrawn. The abstract will not be in the
book. Files whose names begin with README are left out, and all that are no texts. Since such a file cannot hold a
remark, silence the rule in the content's `check`, or move the file away.

    content/abstracts/menabrea.md     # B021, if no talk says: abstract_file: menabrea.md
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event

TOGETHER = '{count} abstracts are named by no talk'


def check(event: Event) -> Iterator[Diagnostic]:
    for span in event.unnamed:
        hint = f'add abstract_file: {PurePath(span.file).name} to its talk, or delete the file'
        yield Diagnostic(Severity.WARNING, 'no talk names this abstract', span, hint)
