"""Addresses as people write them to URIs (RFC 3986), which calendars and schemas want.

In: what the content has as a URL. Out: the same with everything that a URI may not hold in per cent; '' for none.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_SAFE = "%/:=&?~#+!$,;'@()*"


def uri(url: str) -> str:
    scheme, colon, rest = url.partition(':')
    path, hash_, fragment = rest.partition('#')
    text = path + hash_ + fragment.replace('#', '%23')
    text = re.sub('%(?![0-9A-Fa-f]{2})', '%25', text)
    return f'{scheme.lower()}{colon}{quote(text, safe=_SAFE)}' if colon else ''
