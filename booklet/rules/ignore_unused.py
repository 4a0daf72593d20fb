"""A remark `# booklet: ignore …` silences nothing.

What it silenced has been put right, or it stands in the wrong line, or names no rule. Left where it is, it might one
day hide what should be seen: delete it.

    - talk: On the analytical engine    # booklet: ignore B013    # B059, if nothing is to be mended there
"""

from __future__ import annotations

from booklet import rulebook
from booklet.diagnostics import Diagnostic, Severity, Span

SEVERITY = Severity.NOTE
RULE = 'B059'


def idle(word: str, span: Span) -> Diagnostic:
    message = f'this silences nothing: there is no finding of {word} here'
    return Diagnostic(SEVERITY, message, span, 'delete the remark', RULE)


def nothing(span: Span) -> Diagnostic:
    message = 'this remark names no rule, so it silences nothing'
    return Diagnostic(SEVERITY, message, span, 'write the rule’s id: # booklet: ignore B006', RULE)


def unknown(word: str, span: Span) -> Diagnostic:
    return Diagnostic(SEVERITY, f'there is no rule “{word[:60]}”', span, rulebook.unknown(word), RULE)
