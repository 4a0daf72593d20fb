"""What an item of the agenda is, told by its words: “Lunch”, “Kaffeepause”, “Welcome reception”.

In: a title, in any of many languages. Out: a `Kind`, or None where the words do not tell.
"""

from __future__ import annotations

import re

from booklet.model import Kind

_REST = (
    r'(?:coffee|tea|kaffee|tee|café|cafe|caffè|kaffe|fika|koffie|kahvi|kawa|káva|kávé|kava|kahve|кофе|кава|'
    r'refreshments?|juice)'
)
_MEALS = (
    r'lunch(?:eon)?|dinner|breakfast|brunch|supper|mittag(?:essen|spause)?|abendessen|frühstück|déjeuner|dîner|'
    r'petit[- ]déjeuner|repas|almuerzo|comida|cena|desayuno|pranzo|colazione|almoço|jantar|obiad|kolacja|śniadanie|'
    r'oběd|večeře|snídaně|obed|ebéd|vacsora|ručak|večera|kosilo|middag|frokost|lounas|illallinen|öğle yemeği|'
    r'обед|ужин|завтрак|обід|вечеря|昼食|ランチ|昼休み|夕食|午餐|午饭|晚餐|점심|만찬'
)
_BREAKS = (
    rf'{_REST}(?:[ /&+-]+(?:and |und |& )?{_REST})?|break|(?:short|long|morning|afternoon|{_REST})[ -]breaks?|pause|'
    rf'(?:mid-?)?(?:morning|afternoon) {_REST}|(?:kurze|kleine|große|lange) pause|'
    r'kaffeepause|teepause|mittagspause|pausa|pauza|przerwa|přestávka|prestávka|szünet|tauko|paus|pausen|odmor|ara|'
    r'перерыв|перерва|休憩|ブレイク|休息|茶歇|휴식|intermission|recess|pausa[ -](?:café|caffè|para (?:el )?café)|'
    r'pause[- ]café|(?:coffee|tea|kaffe|koffie)[ -]?(?:break|pause|pauze|paus|time)'
)
_SOCIAL = (
    r'(?:welcome |opening |evening |drinks? )?reception|banquet|(?:conference|gala|social|speakers?.?) dinner|'
    r'(?:after[- ]?|closing |opening )?party|social (?:event|programme|program|evening|gathering)|excursion|outing|'
    r'get[- ]together|welcome drinks?(?: and reception)?|aperitivo|apéro|apéritif|aperitif|ausflug|empfang|'
    r'gesellschaftsabend|stadtführung|city tour|guided tour|concert|barbecue|bbq|pub (?:quiz|crawl)|happy hour|'
    r'懇親会|レセプション|招待会|晚宴|리셉션|банкет|фуршет'
)
_REMARKS = (
    r'(?:opening|closing|welcome|concluding|final|introductory)'
    r'(?: (?:remarks?|words?|address|ceremony|session|note|notes))?|'
    r'(?:opening|welcome) (?:and|&) (?:welcome|opening|introduction)|words of welcome|welcome|introduction|wrap[- ]?up|'
    r'registration|check[- ]?in|sign[- ]?in|doors open|arrival|departure|badge pick[- ]?up|'
    r'begrüßung|eröffnung|verabschiedung|abschluss|schlusswort|anmeldung|registrierung|anreise|abreise|'
    r'ouverture|clôture|accueil|inscription|apertura|clausura|bienvenida|registro|chiusura|saluti|registrazione|'
    r'abertura|encerramento|credenciamento|otwarcie|zakończenie|rejestracja|開会|閉会|受付|開幕|閉幕|开幕式|闭幕式|签到|'
    r'открытие|закрытие|регистрация|등록|개회|폐회'
)
_TAIL = r'(?:\s*(?:[(\[–—:,/|].*|break|time|pause|served.*|provided.*|on your own|\d+))?'
_AROUND = r'(?:\W*)'


def _rule(words: str) -> re.Pattern[str]:
    return re.compile(rf'{_AROUND}(?:the )?(?:{words}){_TAIL}{_AROUND}', re.IGNORECASE)


# Asked in this order: a dinner is a meal, a conference dinner an occasion.
_RULES = (
    (Kind.SOCIAL, _rule(_SOCIAL)),
    (Kind.BREAK, _rule(_BREAKS)),
    (Kind.MEAL, _rule(_MEALS)),
    (Kind.REMARKS, _rule(_REMARKS)),
)
_LONGEST = 80  # letters of a title that can tell


def kind_of(title: str) -> Kind | None:
    """The kind that the whole of a title speaks for."""
    words = ' '.join(title.split())
    if not words or len(words) > _LONGEST:
        return None
    return next((kind for kind, rule in _RULES if rule.fullmatch(words)), None)
