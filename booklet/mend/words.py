"""Words that were torn: at the ends of a PDF's lines, and where a ligature got lost.

In: a text, the words of the whole content, the hyphenation patterns of its language. Out: edits and doubts. A word is
put together only where the content, or a short list of common words, has it whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from booklet.hyphenate import Hyphenator
from booklet.mend.draft import Doubt, Edit

_TOKEN = re.compile(r'[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*')
_TORN = re.compile(
    r'(?<![\w-])([^\W\d_]+(?:-[^\W\d_]+)*)([-\u2010\u00ad])'
    r'([ \t\u00a0]*+(?:\r?\n[ \t\u00a0]*+)?)(?<=\s)([^\W\d_]+)'
)
_HYPHEN = re.compile(r'[-\u2010\u00ad]\s')  # without one, no word is torn
_WORD = re.compile(r'[^\W\d_]+')
_LIGATURES = ('ffi', 'ffl', 'ff', 'fi', 'fl')
_GAP = re.compile(r'(?<!\w)([^\W\d_]*)([ \ufffd\x0b\x0c\x0e\x0f\x02-\x05])([^\W\d_]+)')
_LOST = re.compile('[\ufffd\x0b\x0c\x0e\x0f\x02-\x05]')
_LONGEST = 60  # letters; longer ones are no words
_HALF = 3  # letters of a half that nobody takes for a word unless the content has it elsewhere

# After a hyphen and a space these go on with a second part: “pre- and post-test”, „Haupt- und Nebensatz“.
_CONJUNCTIONS = frozenset(  # en, de, fr, es, it, pt, nl, the Nordic tongues, pl, cs, hr, hu, fi
    re.findall(
        r'\w+',
        'and or to nor but versus vs through und oder bis bzw sowie noch als wie aber statt gegen et ou ni y e o u i a '
        'en of och eller og eða ja tai sekä lub oraz nebo či ili és vagy ed od de del van von',
    )
)
# Ends of words that are no words themselves, nor begin one; behind a hyphen at which the patterns break they prove
# that the word was torn.
_ENDINGS = {
    'en': 'tion tions tional tionally sion sions ment ments mental ing ings ity ities ness ous ously ence ences ency '
    'tive tives tively sive sively cal cally ical ically ization isation ized ised izing ising graphic graphical '
    'logical logically tric trical trics cient ciently ficient tory tories mance mances dence ered eral erally',
    'de': 'tion tionen tionale tionalen ung ungen heit heiten keit keiten schaft schaften lich liche lichen licher '
    'liches lichkeit isch ische ischen ischer tisch tische tischen tischer rung rungen lung lungen nung nungen tung '
    'tungen dung dungen sche schen scher sches mus mension',
    'fr': 'tion tions tionnel tionnelle sion sions ment ments ement ements ité ités tique tiques ence ences ance ances',
    'es': 'ción ciones cional cionales sión siones miento mientos mente dad dades tico tica ticos ticas',
    'it': 'zione zioni zionale zionali sione sioni mento menti mente tà tico tica tici tiche',
}
# English words with a ligature that abstracts are full of, so that a small content can be mended too.
_COMMON = re.findall(
    r'\w+',
    """
affect affected affecting affects affiliated affiliation affine artificial artificially amplification amplified
beneficial benefit benefits certificate certified certify clarified clarify classification classifications classified
classifier classifiers classify coefficient coefficients confidence confidential configuration configurations
configured confirm confirmed confirms conflict conflicting conflicts define defined defines defining definite
definition definitions difference differences different differential differentiable differently difficult difficulties
difficulty diffraction diffuse diffusion effect effective effectively effectiveness effects efficiency efficient
efficiently effort efforts figure figures filter filtering filters financial finding findings finite first fixed
flexible flexibility flow flows fluctuation fluctuations fluid fluids flux fulfil identification identified identifies
identify identifying infinite infinitely infinity influence influenced influences influential insufficient justification
justified modification modifications modified modify office official officials offline profile profiles profit
profitable qualification qualified quantification quantified quantify reflect reflected reflecting reflection reflects
refine refined refinement satisfied satisfies satisfy satisfying scientific scientifically scientist significance
significant significantly simplification simplified simplify specific specifically specification specifications
specificity specified specifies specify stratification stratified sufficient sufficiently traffic unified unify
uniform verification verified verifies verify workflow workflows
""",
)


class Vocabulary:
    """The words of a content: how often each occurs whole. Halves of torn words are not counted."""

    def __init__(self, texts: Collection[str]) -> None:
        self._count: Counter[str] = Counter()
        tokens: list[list[str]] = []
        for text in texts:
            tokens.append(_TOKEN.findall(text.casefold()))
            self._count.update(tokens[-1])
            if _HYPHEN.search(text):
                halves = {place for match in _TORN.finditer(text) for place in (match.start(1), match.start(4))}
                torn = (match.group().casefold() for match in _TOKEN.finditer(text) if match.start() in halves)
                self._count.subtract(torn)
        self._content = _pairs(word for word, count in self._count.items() if count > 0)
        self._common = _pairs(_COMMON)
        self._beside: Counter[str] = Counter()  # how often a half stands beside a gap that a ligature may have left
        for text, words in zip(texts, tokens, strict=True):
            if not self.gapless(words):
                for first, second in pairwise(_TOKEN.finditer(text)):
                    halves_of = (first.group().casefold(), second.group())
                    known = halves_of in self._content or halves_of in self._common
                    if known and second.start() == first.end() + 1 and text[first.end()] == ' ':
                        self._beside.update(halves_of)

    def gapless(self, words: Sequence[str]) -> bool:
        """Whether no two words, in small letters, that follow each other are a known word but for a ligature."""
        following = list(pairwise(words))
        return self._content.keys().isdisjoint(following) and self._common.keys().isdisjoint(following)

    def count(self, word: str) -> int:
        return self._count[word.casefold()]

    def ligature(self, left: str, right: str, language: str = '') -> str:
        """The one ligature that makes a known word of the two halves; '' where there is none, or a choice."""
        halves = (left.casefold(), right.casefold())
        common = self._common if not language or language.startswith('en') else {}
        return self._content.get(halves) or common.get(halves) or ''

    def is_torn(self, half: str) -> bool:
        """Whether the half occurs nowhere but beside such gaps."""
        return self._count[half.casefold()] <= self._beside[half.casefold()]

    def lost(self, text: str, start: int, end: int) -> str:
        """The ligature that the signs from `start` to `end` stand for, by the letters around them."""
        return self.ligature(*_beside(text, start, end))

    def rejoined(self, text: str, start: int, end: int) -> bool:
        """Whether the letters on both sides are a word without what stands between them."""
        return self.count(''.join(_beside(text, start, end))) > 0


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The letters right before and after a place."""
    left = re.search(r'[^\W\d_]*$', text[max(0, start - 60) : start])
    right = re.match(r'[^\W\d_]*', text[end : end + 60])
    return left.group() if left else '', right.group() if right else ''


def _pairs(words: Iterable[str]) -> dict[tuple[str, str], str]:
    """Each way in which a word may lose a ligature; '' where two words lose it alike."""
    found: dict[tuple[str, str], str] = {}
    for word in words:
        at = word.find('f') if len(word) <= _LONGEST else -1
        while at >= 0:
            ligature = next((one for one in _LIGATURES if word.startswith(one, at)), '')
            if ligature:
                halves = (word[:at], word[at + len(ligature) :])
                found[halves] = ligature if found.get(halves, ligature) == ligature else ''
            at = word.find('f', at + max(1, len(ligature)))
    return found


def mend_broken_words(text: str, words: Vocabulary, hyphenator: Hyphenator) -> Iterator[Edit | Doubt]:
    """“differ- ent”, with a hyphen or a soft one, at a space or a line's end."""
    for match in _TORN.finditer(text) if _HYPHEN.search(text) else ():
        left, sign, _, right = match.groups()
        place = (match.start(2), match.start(4))
        if len(left) < 2 or len(right) < 2 or right.lower() in _CONJUNCTIONS:
            continue
        reason = 'a word torn at the end of a line'
        soft = sign == '\u00ad'
        if not right[0].islower():
            if soft:
                yield Doubt(*place, 'a soft hyphen at the end of a line')
            continue
        last = left.rsplit('-')[-1]
        whole, compound = left + right, f'{left}-{right}'
        joined, hyphened = words.count(whole), words.count(compound)
        breaks = len(last) in hyphenator.positions(last + right)
        if joined and not hyphened and (breaks or soft or not hyphenator.known):
            yield Edit(*place, '', reason)
        elif hyphened and not joined:
            yield Edit(*place, '-', 'a compound torn at its hyphen')
        elif not joined and not hyphened and (soft or (breaks and _is_ending(right, hyphenator.language))):
            yield Edit(*place, '', reason)
        else:
            yield Doubt(*place, 'perhaps a torn word')
    yield from _stray_soft_hyphens(text)


def _is_ending(word: str, language: str) -> bool:
    return word in _ENDINGS.get(language.split('-')[0].lower(), '').split()


def _stray_soft_hyphens(text: str) -> Iterator[Edit]:
    """Soft hyphens that do not stand between two letters, nor at a line's end inside a word: they mean nothing."""
    for match in re.finditer('\u00ad+', text):
        start, end = match.span()
        before, after = text[start - 1 : start] if start else '', text[end : end + 1]
        if not before.isalpha() or (not after.isalpha() and not re.match(r'\s+[^\W\d_]', text[end : end + 200])):
            yield Edit(start, end, '', 'a soft hyphen outside a word')
        elif end - start > 1:
            yield Edit(start, end, '\u00ad', 'several soft hyphens')


def mend_lost_ligatures(text: str, words: Vocabulary, language: str) -> Iterator[Edit | Doubt]:
    """“e cient”, with a space, a control or U+FFFD in the ligature's place."""
    if not _LOST.search(text) and words.gapless(_WORD.findall(text.casefold())):
        return  # nearly all texts
    at = 0
    while match := _GAP.search(text, at):
        left, sign, right = match.groups()
        at = match.start(3)
        ligature = words.ligature(left, right, language)
        if sign != ' ':
            if ligature:
                yield Edit(match.start(2), match.start(3), ligature, 'a lost ligature')
        elif ligature and left and right.islower() and _is_no_word(left, right, words):
            yield Edit(match.start(2), match.start(3), ligature, 'a lost ligature')
    for match in _LOST.finditer(text):
        if match.group() == '\ufffd' and not words.lost(text, match.start(), match.end()):
            yield Doubt(match.start(), match.end(), 'a character that got lost')


def _is_no_word(left: str, right: str, words: Vocabulary) -> bool:
    """Whether one half is certainly none: the content has it nowhere but beside this gap."""
    halves = [half for half in (left, right) if len(half) >= _HALF]
    return any(words.is_torn(half) for half in halves)
