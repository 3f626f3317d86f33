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
_ALSO = re.compile(
    r"""[(\[]?\s*(?:
    (?:read|see|watch|listen|learn)\s+(?:more|also|next|too)|also\s+(?:read|see)|related(?:\s+(?:stor(?:y|ies)|articles?|content|coverage|news|videos?|links?))?|more|don['’]t\s+miss|must\s+read|watch|listen
    |(?:[àa]\s+)?lire\s+(?:aussi|[ée]galement)|voir\s+aussi|(?:lea|lee|vea)\s+(?:tambi[ée]n|m[áa]s)|te\s+puede\s+interesar|leggi\s+anche|lesen\s+sie\s+(?:auch|mehr)|mehr\s+(?:zum\s+thema|dazu)|siehe\s+auch
    |lees\s+(?:ook|meer)|czytaj\s+(?:te[żz]|tak[żz]e|wi[ęe]cej)|zobacz\s+(?:te[żz]|tak[żz]e)|leia\s+(?:tamb[ée]m|mais)|l[äa]s\s+(?:ocks[åa]|mer)|延伸阅读|相关(?:阅读|报道|新闻)|関連記事
    )\s*[:：»>|].*|more\s+[^.!?]{2,30}»""",
    re.I | re.X,
)
_END = re.compile(
    r"""(?:
    more\s+(?:from|on|in|about|stories|news|coverage)\b.{0,40}|related(?:\s+(?:stories|articles|content|coverage|topics|links|reading|posts|news|videos?|items))?|most\s+(?:read|popular|viewed|commented|shared|watched)\b.{0,30}
    |you\s+(?:may|might|could)\s+(?:also\s+)?(?:like|enjoy|be\s+interested\s+in).{0,20}|recommended(?:\s+(?:for\s+you|stories|reading|videos?))?|(?:what\s+to\s+)?read\s+next|up\s+next|editor['’]?s['’]?\s+picks?
    |top\s+(?:stories|news|headlines)|latest\s+(?:news|stories|headlines|videos?)|don['’]t\s+miss|join\s+the\s+(?:discussion|conversation)|readers?['’]?\s+comments?|share\s+this\s+(?:story|article|post)
    |(?:from\s+)?around\s+the\s+web|(?:sponsored|promoted)\s+(?:content|links|stories)|further\s+reading|[àa]\s+lire\s+(?:aussi|[ée]galement)|sur\s+le\s+m[êe]me\s+(?:sujet|th[èe]me)|articles?\s+li[ée]s
    |lo\s+m[áa]s\s+(?:visto|le[íi]do|comentado)|noticias\s+relacionadas|das\s+k[öo]nnte\s+sie\s+auch\s+interessieren|mehr\s+zum\s+thema|weitere\s+(?:artikel|themen|nachrichten)
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
    r"|发布|时间|日期|更新|来源|发表于"
)


def _ours(text: str) -> bool:
    return _CYRILLIC.search(text) is not None


def is_junk(text: str) -> bool:
    """A credit, an invitation, a button: «(Credit: …)», «Follow us on Twitter», «责任编辑：…»."""
    return not _ours(text) and _JUNK.fullmatch(text) is not None


def is_also(text: str) -> bool:
    """«READ MORE: …», «A lire aussi : …»."""
    return not _ours(text) and _ALSO.fullmatch(text) is not None


def is_end(text: str) -> bool:
    """A heading over other articles: «Most read», «相关阅读»."""
    return not _ours(text) and _END.fullmatch(text) is not None


def is_byline(text: str) -> bool:
    """«By Jane Doe and John Smith, Staff Writers», as it stands above a text."""
    name = _DAY_BEHIND.sub("", text)
    return len(text) < 90 and text[-1] not in ".!?:;…" and _BYLINE.fullmatch(name) is not None


def tells_publication(text: str) -> bool:
    """«This entry was posted on Monday, May 5th, 2014 at 2:48 pm and is filed under …»."""
    return _PUBLISHED.match(text) is not None


def is_title(text: str) -> bool:
    """Some words with a capital letter in front and no full stop behind."""
    return not _ours(text) and 25 < len(text) < 160 and not text[0].islower() and text[-1] not in ".!…:;»”"
