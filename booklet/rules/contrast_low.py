"""A text of the layout is hard to tell from what it stands on.

Light grey on white looks fine on the designer's screen, and is gone under the lamp of a lecture hall and for readers
with low vision. The measure is that of the Web Content Accessibility Guidelines 2.2: a ratio of 4.5:1 between text and
ground, 3:1 for large text (from 18 point on, or 14 point bold); a layout with `contrast: AAA` asks for 7:1 and 4.5:1.
Take the colour that the finding names, or a darker one; what is no text, a hairline say, may be as pale as it likes.

    layouts/ours.yaml:5:11: 'note': #999999 on the paper #ffffff has a contrast of 2.84:1     # B043
"""

from __future__ import annotations  # it is told when the layout is loaded: there is nothing left to check
