"""The language of a programme that does not name it, told by its letters and its commonest words.

In: a `Draft`. Out: a language's code.
"""

from __future__ import annotations

import re
from collections import Counter

from booklet.draft import Draft, Losses

_SAMPLE = 200_000  # letters that are looked at
_ENOUGH = 20  # common words, to be sure
_FEW = 6  # are enough where English has next to none
_WEIGHT = 3  # of a word that only programmes of one language have
_COMMON = {
    'en': 'the of and to in is that for with on are this we by from as be an',
    'de': 'der die das und ist von mit für auf den im nicht eine zu wird des wir sich dem',
    'fr': 'le la les des et est une dans pour que du sur par avec nous qui au ce',
    'es': 'el la los las de y es en que una para por con del se como lo un',
    'it': 'il di e la che un per con del una sono della i gli nel si è le',
    'pt': 'o de e a que um para com do uma da os no em se não as dos',
    'ca': 'el la els les i és de que un per amb del una dels en aquest al no',
    'nl': 'de het een en van is dat op te voor met zijn niet aan we door ook er',
    'sv': 'och att det som en är av för på med till den inte vi om ett har kan',
    'da': 'og at det er en af til på for med den ikke vi som der et har kan',
    'fi': 'ja on ei se että joka ovat oli kun mutta myös sekä tai voi jotka ole tämä',
    'pl': 'i w na z do się jest że nie o dla to jak przez oraz od po są',
    'cs': 'a v se na je že s z do o pro jako ve jsou k nebo které bude',
    'hu': 'a az és hogy nem egy is van ez meg volt mint csak vagy már el kell lesz',
    'tr': 've bir bu için ile da de olarak daha çok olan gibi en kadar sonra ne var',
    'ro': 'și de în la cu pe care un o este din nu pentru mai au fi sau prin',
    'hr': 'i u je na se da za su od s ne o kao koji to kako ili bi',
    'ru': 'и в на не с что как для по это из от к мы или о за',
    'uk': 'і в на не що з як для та по це від до ми або про за у',
    'el': 'και το του η της να με για των που από τα στο είναι ένα θα τη οι',
    'vi': 'và của là các có trong được cho một những với không này để',
}  # fmt: skip
_PROGRAMME = {
    'de': 'anmeldung begrüßung eröffnung kaffeepause mittagspause mittagessen abendessen vortrag uhr schlusswort',
    'fr': 'accueil bienvenue déjeuner dîner ouverture clôture conférence',
    'es': 'bienvenida inauguración almuerzo descanso cena clausura ponencia',
    'it': 'registrazione benvenuto pranzo cena apertura chiusura saluti',
    'pt': 'abertura almoço intervalo jantar encerramento palestra',
    'nl': 'ontvangst welkom koffiepauze pauze lunchpauze afsluiting',
    'sv': 'välkomna kaffepaus lunchpaus avslutning föredrag',
    'da': 'velkomst kaffepause frokost afslutning oplæg',
    'pl': 'rejestracja otwarcie obiad przerwa kolacja zakończenie',
    'cs': 'registrace zahájení přestávka oběd večeře závěr',
    'hu': 'regisztráció megnyitó kávészünet ebéd vacsora zárszó',
    'hr': 'otvaranje pauza ručak večera zatvaranje predavanje',
}  # fmt: skip
_SCRIPTS = (
    ('ja', re.compile('[\u3041-\u30ff]')),
    ('ko', re.compile('[\uac00-\ud7af]')),
    ('zh', re.compile('[\u4e00-\u9fff]')),
    ('he', re.compile('[\u05d0-\u05ea]')),
    ('fa', re.compile('[\u067e\u0686\u06af\u06cc]')),
    ('ar', re.compile('[\u0620-\u064a]')),
    ('th', re.compile('[\u0e01-\u0e5b]')),
    ('hi', re.compile('[\u0904-\u0939]')),
)
_SHARE = 0.1  # of all letters, those of a script that tell a language
DEFAULT = 'en'


def language_of(draft: Draft, losses: Losses) -> str:
    """What most of the titles and abstracts are in; told where it is another than English."""
    pieces = [*(item.title for item in draft.items), *(item.abstract.source[:2000] for item in draft.items)]
    found = told_by(' '.join(pieces)[:_SAMPLE])
    if found != DEFAULT:
        losses.changed('field', 'language', f'the source names none: its words look like ‘{found}’')
    return found


def told_by(text: str) -> str:
    letters = sum(map(str.isalpha, text)) or 1
    for language, pattern in _SCRIPTS:
        if len(pattern.findall(text)) > _SHARE * letters:
            return language
    words = Counter(re.findall(r'[^\W\d_]+', re.sub(r'<[^>]{0,200}>', ' ', text.lower())))
    counts = {language: sum(words[word] for word in set(common.split())) for language, common in _COMMON.items()}
    for language, told in _PROGRAMME.items():
        counts[language] += _WEIGHT * sum(words[word] for word in told.split())
    best = max(counts, key=lambda language: counts[language])
    sure = counts[best] >= _ENOUGH and counts[best] > 1.2 * counts[DEFAULT]
    return best if sure or (counts[best] >= _FEW and counts[best] > 3 * counts[DEFAULT]) else DEFAULT
