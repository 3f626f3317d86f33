"""Phrases by which news in other languages name what is no text. Lines with a Cyrillic letter are never asked."""

from __future__ import annotations

import re

_CYRILLIC = re.compile("[\u0400-\u04ff]")

_AGENCIES = r"(?:getty(?:\s+images)?|ap(?:\s+photo)?|associated\s+press|afp|reuters|epa|dpa|shutterstock|istock|alamy)"
_JUNK = re.compile(
    rf"""(?:
    [(\[]?\s*(?:photos?|images?|pictures?|illustration|graphic|videos?|credits?|photographs?|fotos?|bild|cr[ée]dits?|fuente|source|quelle|fonte)
        (?:\s+(?:by|credits?|courtesy(?:\s+of)?|source))?\s*[:/|©].{{0,80}}
    |(?:image|media|video)\s+(?:caption|copyright|source)\b.{{0,200}}
    |[^.!?]{{0,60}}(?:/|\bvia\b|\|)\s*{_AGENCIES}[^.!?]{{0,30}}|[(]?{_AGENCIES}\b\s*[^.!?\w]?[^.!?]{{0,25}}
    |follow\s+(?:us\b.{{0,60}}|@.{{0,40}}|.{{2,60}}\bon\s+(?:twitter|facebook|instagram|linkedin|google|x)\b.{{0,90}})|(?:like|find|join)\s+us\s+on\s.{{0,60}}
    |(?:story\s+)?highlights|(?:hide|show)\s+caption|(?:\[\+\]\s*)?enlarge(?:\s+(?:this\s+)?(?:image|photo))?|click\s+to\s+(?:enlarge|expand|view\b.{{0,20}})
    |view\s+(?:gallery|image|slideshow|comments)\b.{{0,20}}|(?:now\s+)?playing|play\s+video|watch\s+(?:now|video|live)|\d\d?:\d\d\s*[-–]\s*source\s*:.{{0,30}}|(?:video\s+)?ad\s+feedback
    |\d+\s+(?:comments?|shares?|likes?)|(?:article|story)\s+continues\b.{{0,40}}|continue\s+reading\W*|skip\s+(?:to|past)\s.{{0,60}}|back\s+to\s+top|\(end\)|link\s+copied\W*
    |\d+\s+min(?:ute)?s?\s+read|(?:text|font)\s+size\b.{{0,20}}|(?:e-?mail|print|save)\s+(?:this|article|story)\b.{{0,30}}|(?:post|leave|add|view)\s+(?:a|your|all)\s+comments?\b.{{0,30}}
    |filed\s+under|(?:filed\s+under|posted\s+in|tagged(?:\s+with)?|topics?|categor(?:y|ies))\s*:.{{0,150}}|(?:subscribe|sign\s+up)\s+(?:to|for|now|today|here)\b.{{0,120}}|get\s+(?:the|our|your)\s.{{0,60}}(?:newsletter|inbox)\b.{{0,60}}
    |.{{0,120}}(?:affiliate\s+links?|affiliate\s+commission|earn\s+(?:a\s+)?commission|may\s+receive\s+(?:a\s+)?(?:compensation|commission))\b.{{0,120}}|all\s+rights\s+reserved\b.{{0,60}}
    |[（(【\[]?\s*(?:责任编辑|責任編輯|责编|编辑|編輯|校对|原标题|来源|來源|本文来源|作者|采写|转载请注明|版权声明|(?:免责|特别)?声明|关键词|标签|分享到?|发布(?:时间|日期))\s*[:：].{{0,120}}
    |[（(]?(?:原题为《|本文来自).{{0,80}}|.{{0,60}}未经(?:授权|许可|允许).{{0,80}}|.{{0,60}}(?:禁止|不得)转载.{{0,60}}|图为.{{0,80}}|.{{0,60}}[\s/（(][^\s（）()，。]{{2,12}}\s?摄[）)]?|.{{0,60}}(?:供图|资料图|视频截图)[）)]?
    |[【\[]?纠错[】\]]?|图集|返回.{{0,12}}首页\W*
    )""",
    re.I | re.X,
)
# asked only of lines that begin like one of them
_MORE_JUNK = re.compile(
    r"""(?:
    (?:view\s+this\s+post|sieh\s+dir\s+diesen\s+beitrag|voir\s+cette\s+publication|ver\s+esta\s+publicaci[óo]n|visualizza\s+questo\s+post|wy[śs]wietl\s+ten\s+post)\b.{0,40}
    |(?:a\s+post\s+shared\s+by|ein\s+(?:beitrag\s+geteilt\s+von|von\s.{1,60}\sgeteilter\s+beitrag)|une\s+publication\s+partagée\s+par|una\s+publicaci[óo]n\s+(?:compartida\s+por|de)|un\s+post\s+condiviso\s+da)\b.{0,150}
    |(?:lese(?:zeit|dauer)|temps\s+de\s+lecture|tiempo\s+de\s+lectura|tempo\s+di\s+lettura|czas\s+czytania|leestijd)\b.{0,25}|(?:werbung|anzeige|publicit[ée]|publicidad|pubblicit[àa]|reklama|advertentie|annons|annonce)\W*
    |(?:bild|foto|image|photo)\s+(?:vergrößern|agrandir)|agrandir\s+(?:l['’]image|la\s+photo)|mehr\s+(?:anzeigen|lesen)\W*|weiterlesen\W*|(?:lire\s+la\s+suite|en\s+savoir\s+plus|leer\s+m[áa]s|czytaj\s+dalej|lees\s+verder|leggi\s+tutto|läs\s+mer)\W*|(?:drucken|imprimer|imprimir|drukuj|stampa|afdrukken)
    |(?:teilen|partager|compartir|condividi|delen|udostępnij)(?:\s+(?:sur|en|su|op|auf|na|cet\s+article)\b.{0,30})?\W*|(?:artikel|beitrag|seite)\s+(?:teilen|drucken|merken|empfehlen|versenden|bewerten)|(?:auf|bei|per|via)\s+(?:facebook|twitter|whatsapp|e-?mail)\s+teilen
    |(?:jetzt\s+)?(?:abonnieren|anmelden|registrieren)|abonnez-vous\b.{0,90}|d[ée]j[àa]\s+abonn.{0,30}|(?:bereits|schon)\s+(?:abonnent|registriert|kunde).{0,30}|identifiez-vous\W*|je\s+m['’](?:abonne|identifie)\b.{0,40}|(?:article\s+)?réservé\s+aux\s+abonnés.{0,40}|im\s+video\s*:.{0,90}
    |(?:kategorien?|schlagw[oö]rter?|schlagworte|stichw[oö]rter?|themen|catégories?|mots[\s-]clés|étiquettes|etiquetas|categor[íi]as?|categorie|trefwoorden|tagi|słowa\s+kluczowe|keywords|topics)\s*:.{0,150}|(?:permalink|shortlink|kurzlink)\b\W{0,3}(?:https?:\S*)?
    |(?:this\s+entry\s+was\s+(?:posted|written)|dieser\s+(?:artikel|beitrag|eintrag)\s+wurde\s+am|cet(?:te)?\s+(?:article|entrée)\s+(?:a\s+été|est)\s+publiée?\s+(?:le|dans)|esta\s+entrada\s+(?:fue|se)\s+public)\b.{0,210}
    |this\s+(?:post|article|story|content|page)\s+is\s.{0,40}\b(?:members|subscribers)\b.{0,20}|become\s+an?\s.{0,30}(?:member|subscriber)\b.{0,110}|already\s+(?:have\s+an\s+account|an?\s+(?:subscriber|member)|subscribed|registered)\b.{0,40}
    |you(?:['’]ve|\s+have)\s.{0,30}\b(?:articles?|stories)\s(?:.{0,15}\s)?(?:left|remaining|this\s+month)\b.{0,110}|(?:estimated\s+)?read(?:ing)?\s+time\b.{0,25}|view\s+photo\s+gallery.{0,20}|twitter\s*:\s*@.{1,40}
    |(?:pages?|seiten?)\s*:[\s\d|»›]+|(?:next|previous)\s+page\W*|(?:nächste|vorherige)\s+seite\W*|page\s+(?:suivante|précédente)\W*
    )""",
    re.I | re.X,
)
_STARTS = frozenset(
    "view sieh voir ver visu wyśw wysw a_po ein_ ein une_ una_ un_p lese temp tiem czas leij leit "
    "leis werb anze publ pubb rekl adve anno anns bild foto imag phot agra mehr weit lire en_s leer "
    "czyt lees legg läs_ druc impr druk stam afdr teil part comp cond dele udos arti beit seit auf_ "
    "bei_ per_ via_ jetz abon anme regi déjà deja déja dejà bere scho iden je_m rése im_v kate schl "
    "stic them caté mots étiq etiq cate tref tagi słow keyw topi perm shor kurz this dies cet_ cett "
    "esta page next prev näch vorh beco alre you_ you' you’ esti read twit".split()
)
# «… in Srinagar. (AFP Photo)», «… on Friday. Photo: Reuters/Jane Doe»
_CAPTION = re.compile(
    r"\((?:[A-Z]{2,5}\s+)?(?i:(?:file\s+)?(?:photo|picture|image|foto)s?)(?:\s*(?:/|:|by\b|courtesy\b)[^.!?()]{2,60})?\)$"
    r"|[.!?”\"]\s+(?:Photo|Picture|Image|Foto|Credit)s?\s*:\s[^.!?]{3,60}$"
)
_PLAYED = re.compile(r"[\d:]+\s*/\s*[-:\d]+")  # of a film
_ALSO = re.compile(
    r"""[(\[]?\s*(?:
    (?:read|see|watch|listen|learn)\s+(?:more|also|next|too)|also\s+(?:read|see)|related(?:\s+(?:stor(?:y|ies)|articles?|content|coverage|news|videos?|links?))?|more|don['’]t\s+miss|must\s+read|watch|listen
    |(?:[àa]\s+)?lire\s+(?:aussi|[ée]galement)|voir\s+aussi|(?:lea|lee|vea)\s+(?:tambi[ée]n|m[áa]s)|te\s+puede\s+interesar|leggi\s+anche|lesen\s+sie\s+(?:auch|mehr)|mehr\s+(?:zum\s+thema|dazu)|siehe\s+auch
    |lees\s+(?:ook|meer)|czytaj\s+(?:te[żz]|tak[żz]e|wi[ęe]cej)|zobacz\s+(?:te[żz]|tak[żz]e)|leia\s+(?:tamb[ée]m|mais)|l[äa]s\s+(?:ocks[åa]|mer)|延伸阅读|相关(?:阅读|报道|新闻)|関連記事
    |mehr\s+(?:zu|über|von|aus)\s[^.!?:]{2,60}|auch\s+(?:interessant|lesenswert)|lesetipps?|passend\s+dazu|zum\s+thema|(?:à|a)\s+lire|sur\s+le\s+m[êe]me\s+sujet|przeczytaj\s+(?:te[żz]|tak[żz]e|r[óo]wnie[żz])|zobacz\s+r[óo]wnie[żz]|aanbevolen|les\s+ogs[åa]
    )\s*[:：»>|].*|more\s+[^.!?]{2,30}»""",
    re.I | re.X,
)
_END = re.compile(
    r"""(?:
    more\s+(?:from|on|in|about|like|stories|news|coverage)\b.{0,40}|related(?:\s+(?:stories|articles|content|coverage|topics|links|reading|posts|news|videos?|items))?|most\s+(?:read|popular|viewed|commented|shared|watched)\b.{0,30}
    |you\s+(?:may|might|could)\s+(?:also\s+)?(?:like|enjoy|be\s+interested\s+in).{0,20}|recommended(?:\s+(?:for\s+you|stories|reading|videos?))?|(?:what\s+to\s+)?read\s+next|up\s+next|editor['’]?s['’]?\s+picks?
    |top\s+(?:stories|news|headlines)|latest\s+(?:news|stories|headlines|videos?)|don['’]t\s+miss|join\s+the\s+(?:discussion|conversation)|readers?['’]?\s+comments?|share\s+this\s+(?:story|article|post)
    |(?:from\s+)?around\s+the\s+web|(?:sponsored|promoted)\s+(?:content|links|stories)|further\s+reading|[àa]\s+lire\s+(?:aussi|[ée]galement)|sur\s+le\s+m[êe]me\s+(?:sujet|th[èe]me)|articles?\s+li[ée]s
    |lo\s+m[áa]s\s+(?:visto|le[íi]do|comentado)|noticias\s+relacionadas|das\s+k[öo]nnte\s+sie\s+auch\s+interessieren|mehr\s+zum\s+thema|weitere\s+(?:artikel|themen|nachrichten)
    |(?:das|dies|das\s+thema)\s+k[öo]nnte\s+(?:sie|dich|euch|ihnen)\b.{0,30}|auch\s+(?:interessant|auf\s.{2,30})|[äa]hnliche\s+(?:artikel|beitr[äa]ge|themen|nachrichten)|verwandte\s+(?:artikel|beitr[äa]ge|themen)|meistgelesen\w*(?:\s+artikel)?
    |(?:neueste|aktuelle|weitere)\s+(?:artikel|beitr[äa]ge|meldungen|nachrichten)|mehr\s+(?:aus|von)\s.{2,40}|(?:[àa]\s+d[ée]couvrir|les?\s+plus\s+lus?|vous\s+aimerez\s+(?:aussi|peut-être).{0,20}|dans\s+la\s+m[êe]me\s+(?:rubrique|cat[ée]gorie)|articles?\s+(?:similaires?|r[ée]cents?|connexes?))
    |te\s+puede\s+interesar|m[áa]s\s+noticias|tambi[ée]n\s+te\s+puede\s+interesar|potrebbe\s+interessarti.{0,20}|articoli\s+correlati|podobne\s+(?:artykuły|wpisy|tematy)|polecamy|zobacz\s+(?:te[żz]|tak[żz]e|r[óo]wnie[żz])|gerelateerde\s+\w+|lees\s+ook|meer\s+nieuws
    |(?:leave|post|write|add)\s+a\s+(?:reply|comment|response)|\d+\s+(?:thoughts?|comments?|responses?|replies|kommentare?|commentaires?|réponses?|antworten)\s+(?:on|to|zu|auf|à|sur)\b.{0,50}|kommentare?(?:\s*\(\d+\))?|\d+\s+(?:kommentare?|commentaires?)|(?:einen\s+)?kommentar\s+(?:schreiben|verfassen|hinterlassen|abgeben)|schreib\w*\s+(?:sie\s+)?einen\s+kommentar
    |commentaires?(?:\s*\(\d+\))?|(?:laisser|laissez|ajouter|écrire|poster)\s+un\s+commentaire|réagir|komentarze(?:\s*\(\d+\))?|comentarios(?:\s*\(\d+\))?|deja\s+un(?:a\s+respuesta|\s+comentario)
    |相关(?:阅读|新闻|文章|推荐|报道|专题)|(?:推荐|延伸)阅读|为[您你]推荐|热门(?:评论|推荐|文章|新闻)|(?:网友|最新)评论|猜你喜欢|関連記事|あわせて読みたい
    )\W*""",
    re.I | re.X,
)
_BYLINE = re.compile(
    r"(?i:by|von|par|por|di|door|av|autora?|author|posted\s+by|written\s+by|story\s+by)\s*:?\s+(?-i:[A-ZÀ-Ý])[^.!?]*(?:\.[A-Z][^.!?]*)*"
)
_DAY_BEHIND = re.compile(r"[\s,|–—-]+\d{1,2}[./]\s?\d{1,2}[./]\s?(?:\d\d|20\d\d)$")
# what systems of blogs write below a post: «This entry was posted on …»
_PUBLISHED = re.compile(
    r"(?:(?:this|the)\s+(?:entry|post|article|story)\s+(?:was|is|has\s+been)\s+(?:posted|published|written|filed)"
    r"|(?:dieser|der)\s+(?:artikel|beitrag|eintrag)\s+(?:wurde|ist|erschien)"
    r"|(?:cet\s+article|ce\s+billet|cette\s+entrée)\s+(?:a\s+été|est)|(?:esta?|este)\s+(?:entrada|artículo|post)\s+(?:fue|se)"
    r"|(?:publié|posté|mis\s+en\s+ligne|veröffentlicht|erschienen|posted|published|publicado|publicato|pubblicato"
    r"|opublikowano|geplaatst|gepubliceerd)\s+(?:on|am|le|el|il|op|by|von|par|por|da|dnia|in|:)\b)",
    re.I,
)


# «11:25 AM PDT», «Mis à jour le …», «发布时间：…»
BESIDE_A_DATE = (
    r"first|last|modified|[ap]\.?m|[ecmp][sd]?t|gmt|utc|[bi]st|ces?t|mis|à|jour|publié|le|publicado|actualizado"
    r"|veröffentlicht|erschienen|aktualisiert|stand|datum|date|fecha|uhr|am|um|den|vom|opublikowano|dodano|godz|pubblicato|il|alle|ore"
    r"|geplaatst|gepubliceerd|op|om|zuletzt|geändert|ligne|h"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica"
    r"|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|(?:maan|dins|woens|donder|vrij|zater|zon)dag"
    r"|发布|时间|日期|更新|来源|发表于"
)


def is_ours(text: str) -> bool:
    """It has a Cyrillic letter."""
    return not text.isascii() and _CYRILLIC.search(text) is not None


def is_junk(text: str) -> bool:
    """A credit, an invitation, a button: «(Credit: …)», «Follow us on Twitter», «责任编辑：…»."""
    if is_ours(text):
        return False
    begins = text[:4].lower().replace(" ", "_") in _STARTS
    if _JUNK.fullmatch(text) or (begins and _MORE_JUNK.fullmatch(text)):
        return True
    if ":" in text and _PLAYED.fullmatch(text):
        return True
    return _CAPTION.search(text, max(20, len(text) - 100)) is not None


def is_also(text: str) -> bool:
    """«READ MORE: …», «A lire aussi : …»."""
    return not is_ours(text) and _ALSO.fullmatch(text) is not None


def is_end(text: str) -> bool:
    """A heading over other articles: «Most read», «相关阅读»."""
    return not is_ours(text) and _END.fullmatch(text) is not None


def is_byline(text: str) -> bool:
    """«By Jane Doe and John Smith, Staff Writers», as it stands above a text."""
    if len(text) >= 90 or text[-1] in ".!?:;…" or not _BYLINE.match(text):
        return False
    return _BYLINE.fullmatch(_DAY_BEHIND.sub("", text)) is not None


def tells_publication(text: str) -> bool:
    """«This entry was posted on Monday, May 5th, 2014 at 2:48 pm and is filed under …»."""
    return _PUBLISHED.match(text) is not None


def is_title(text: str) -> bool:
    """Some words with a capital letter in front and no full stop behind."""
    return not is_ours(text) and 25 < len(text) < 160 and not text[0].islower() and text[-1] not in ".!…:;»”"
