"""Dates of other languages, rewritten into forms that `scrapers.dates` reads: every letter keeps its place."""

from __future__ import annotations

import re
from functools import lru_cache

_SCRIPT = re.compile("[\u0400-\u04ff\u4e00-\u9fff]")  # the first letter tells which
_CHINESE = re.compile("[\u4e00-\u9fff]")
_CHINESE_DAY = str.maketrans({"年": "-", "月": "-", "日": " "})  # as many letters as before: places stay
# German, French, Spanish, Italian, Portuguese, Polish, Czech, Slovak, Dutch, Swedish, Danish, Romanian, Hungarian,
# Turkish, Latvian, Lithuanian; with a year beside them, so that «mai», «set» and «lis» are no other words
_NAMES = {
    "jan": "januar jänner jän janvier janv enero ene gennaio gen janeiro styczeń stycznia sty "
    "leden ledna január januára januari ianuarie ocak janvāris janvārī sausio",
    "feb": "februar feber février fevrier févr fév febrero febbraio fevereiro fev luty lutego lut "
    "únor února február februára februari februarie şubat februāris februārī vasario",
    "mar": "märz maerz mär mrz mars marzo março marca marzec březen března marec március maart "
    "mrt martie mart marts martā kovo",
    "apr": "avril avr abril abr aprile kwiecień kwietnia kwi duben dubna apríl apríla április "
    "aprilie nisan aprīlis aprīlī balandžio",
    "may": "mai mayo maggio mag maio maj maja květen května máj mája május mei mayıs maijs maijā gegužės",
    "jun": "juni juin junio giugno giu junho czerwiec czerwca cze červen června jún júna június "
    "iunie haziran jūnijs jūnijā birželio",
    "jul": "juli juillet juil julio luglio lug julho lipiec lipca lip červenec července júl júla "
    "július iulie temmuz jūlijs jūlijā liepos",
    "aug": "août aout agosto ago sierpień sierpnia sie srpen srpna augusta augusztus augustus "
    "augusti ağustos augusts augustā rugpjūčio",
    "sep": "septembre septiembre setiembre settembre set setembro wrzesień września wrz září "
    "septembra szeptember septembrie eylül septembris septembrī rugsėjo",
    "oct": "oktober okt octobre octubre ottobre ott outubro out październik października paź "
    "říjen října október októbra octombrie ekim oktobris oktobrī spalio",
    "nov": "novembre noviembre novembro listopad listopada lis novembra noiembrie kasım novembris "
    "novembrī lapkričio",
    "dec": "dezember dez décembre decembre déc diciembre dic dicembre dezembro grudzień grudnia "
    "gru prosinec prosince decembra decembrie aralık decembris decembrī gruodžio",
}
_MONTHS = {name: month for month, names in _NAMES.items() for name in names.split()}
_DAY, _YEAR, _NAME = (
    r"(?P<day>0?[1-9]|[12]\d|3[01])",
    r"(?P<year>(?:19|20)\d\d)(?!\d)",
    r"(?P<name>[^\W\d_]{3,12})",
)
_NAMED = [
    re.compile(form, re.I)
    for form in (
        # «29. Januar 2019», «1er mai 2019», «3 de enero de 2020», «16-mai-2019»
        rf"(?<![\w.:/-]){_DAY}(?:\.|er|º|°|ª)?[\s./-]+(?:de\s+)?{_NAME}[\s.,/-]+(?:del?\s+)?{_YEAR}",
        # «Mai 03, 2017», «Juni 19th, 2018»
        rf"(?<![\w.:/-]){_NAME}\.?\s+{_DAY}(?:\.|st|nd|rd|th|er)?[\s,]+{_YEAR}",
        # «2015. augusztus 20.», «2021. gada 3. janvāris»
        rf"(?<![\w.:/-]){_YEAR}[.,]?\s+{_NAME}\s+{_DAY}(?!\d)\.?",
        rf"(?<![\w.:/-]){_YEAR}[.,]?\s+(?:gada\s+)?{_DAY}\.\s+{_NAME}",
    )
]
_WITH_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@lru_cache(maxsize=4096)
def western(text: str) -> str:
    """«时间：2019年9月26日 15:10» as «  ：2019-9-26  15:10», «am 1er mai 2019» as «am 1 may   2019»."""
    script = None if text.isascii() else _SCRIPT.search(text)
    if script and script[0] > "\u04ff":
        return _CHINESE.sub(" ", text.translate(_CHINESE_DAY) if "年" in text else text)
    if script or not _WITH_YEAR.search(text):
        return text
    for form in _NAMED:
        text = form.sub(_english, text)
    return text


def _english(match: re.Match[str]) -> str:
    month = _MONTHS.get(match["name"].lower())
    if month is None:
        return match[0]
    return f"{match['day']} {month}".ljust(len(match[0]) - 4) + match["year"]
