"""Words by which Ukrainian and other sites name what is the article and what is not: class names and phrases."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from scrapers.clean import matching_key
from scrapers.dates import KYIV, find_dates
from scrapers.parsers import generic_foreign as foreign
from scrapers.parsers.generic_western import western

ANY_TIME = datetime(2024, 7, 1, tzinfo=KYIV)  # to tell that «16 вересня, 08:41» is a date, whichever

_CAMEL = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")  # not in hashed names
# «xdj266r x14z9mp», of what was pasted from Facebook
_HASHED = re.compile(r"(?<!\S)x(?=[a-z]*\d)[a-z\d]{5,7}(?:\s+|$)")
_BAD = re.compile(
    r"""(?<![a-z\d])(?:
    share\w*|sharing|social\w*|soc|addtoany\w*|a2a|addthis\w*|sharedaddy|ya-share\d*|likely|uptolike
    |related\w*|similar\w*|recommend\w*|read-?(?:also|more|next)|readmore|see-?also|also|more-(?:news|posts)|other-?news|inshi\w*|shozhi
    |skhozhi|chyta(?:i|y)\w*|chita(?:i|y)te|read_more|last-?news|latest\w*|recent\w*|popular\w*|top-?news|news-?(?:list|feed|line)
    |comments?|comm-?(?:auth|form|list|block)|com-?ent|comment-?(?:list|form|area|respond|section|block)|respond|disqus\w*|komentar\w*|replies|reviews?-(?:block|post|list|form|text|table)
    |cookies?\w*|gdpr|consent|side-?bar\w*|aside|rightcol\w*|right-?(?:col|column|block|side|menu)|left-?(?:menu|side|block)|widget(?:s|-area)?|widget_\w+
    |banners?\w*|advert\w*|adv|ads?|adsbygoogle|reklama|promo(?!ted)\w*|sponsor\w*
    |subscri\w*|(?:access|upgrade|paywall)-cta|sign-?up|newsletter|pidpys\w*|donat(?:e|es|ion|ions)|support(?:-?us)?|breadcrumbs?\w*|crumbs?|kroshky|menu\w*|nav|navbar\w*|navigation|topbar|top-?line
    |footer\w*|foot|(?:page|site|block)-?foot|copyright|pagination|pager|paging|page-?nav\w*|prev-?next|next-?prev|post-?nav\w*
    |modal\w*|popup\w*|overlay|lightbox|toolbar|toolbox|tags?|tag-?(?:list|cloud|links)|tagcloud|post-?meta\w*|entry-?meta|article-?meta
    |meta|meta-?(?:info|data)|itemtoolbar|article-?info|post-?info|byline|author-?(?:box|info|bio|card)|about-?author|print\w*|counters?|hits|views?-?count\w*
    |post-?views|pereglyad\w*|rating\w*|votes?|voting|login|search\w*|toc|table-of-contents|skip-?links?|sr-only|visually-?hidden
    |screen-?reader\w*|weather|informer\w*|sinoptik\w*|calendar|poll\w*|partners?|lang(?:uage)?s?-?(?:switch\w*|menu|bar)
    |accessib\w*|special-?version|contrast|podil\w*|poshyr\w*|golosuv\w*|credits|teasers?|hotline|emergency|map-?(?:svg|filter)|backtotop|totop|sig\d+|edit-?date|berrors|(?:message|post|user|forum|msg(?:-\d+)?)-?sig(?:nature)?|signaturecontainer
    |(?:image|img|photo|picture|media)?-?captions?(?:-text)?|imagecaption|cutline|(?:image|img|photo|media)-?credits?|video-?(?:resource|player|playlist|desc\w*|transcript)|thumbnails?-?list|off-?screen|fig-?captions?|(?:image|img|photo)-?desc\w*|bildunterschrift\w*|bildtext|legende|leyenda|didascalia|slick\w*|carousel\w*|owl-\w+
    )(?![a-z])""",
    re.X,
)
# a page «with-sidebar» and a «no-comments» post are whole articles
_NOT_BAD = re.compile(
    r"(?<![a-z\d])(?:no|not|without)[-_]\w+|share-content\b|with-(?:share|social)\w*|(?:has|have|with|is|full|template|page|layout|wide|open|closed|allow|show|hide|hidden|style|theme|left|main|two|one)"
    r"[-_](?:\w+[-_])?(?:sidebar|comments?|banner|menu|nav|navigation|breadcrumbs?|ads?|footer|header|popup|modal|search|tags?)\w*"
    r"|sidebar(?:-\w+)?-(?:right|left|none|off|no|on|layout|page|template)\b|(?:menu|nav|navbar|footer|ad|banner)-(?:open|fixed|top|sticky|free|closed)"
    r"|(?:content|article|text|body|post|for|to)-print\b|print-?(?:able|area|content|body|text|zone)\b|elementor-\S+"
    r"|so-panel widget widget-(?:sow-editor|text|black-studio-tinymce)\b|(?:so|siteorigin)-widget-\S+"
    r"|wp-block-\S+|teaser-?text\b|(?:post|tag|category|author(?!-?(?:box|bio))|status|format|type)-[\w-]+\b|has-\S+"
)
_POST_BAD = re.compile(
    r"post-?(?:meta|nav\w*|views|info|share\w*|tags?|related|author|comments?|navigation|rating)|post[-_](?:likes?|donat(?:e|ion))(?![a-z])"
)
_GOOD = re.compile(
    r"""(?<![a-z])(?<!img[-_])(?<!image[-_])(?:
    article-?(?:body|text|content|full)|articlebody|articletext|entry-?content|post-?(?:content|body|text|full)|news-?(?:text|body|content|full|detail-?text)
    |news_?text|newstext|full-?(?:text|story|news)|fulltext|story(?:-|__)?(?:body|text|content)|content-?(?:text|body)|text-?(?:content|body|block|article)
    |page-?(?:content|text)|field-?-?name-?-?body|field--name-body|item-?(?:text|fulltext|page__text)|itemfulltext|single-?content|blog-?content|node-?(?:content|body|text)
    |cms-?content|detail-?text|material-?(?:text|body)|publication-?(?:text|body)|doc-?(?:text|body|content)|tekst\w*|novyna-?(?:tekst|text)
    |novost-?text|redactor|wysiwyg\w*|editor-?content|ck-?content|rich-?text|article__(?:body|text|content)|post__(?:body|text|content)|news__(?:body|text|content)
    |com-content-article__body|td-post-content|theme-post-content|justifyfull|prose
    )(?![a-z])""",
    re.X,
)
_BAD_INLINE = re.compile(
    r"(?<![a-z])(?:share\w*|social\w*|a2a\w*|sr-only|visually-?hidden|screen-?reader\w*|views?-?count\w*|post-?views|counter|hits"
    r"|comments?-?(?:link|count)|read-?more|more-link|print\w*|edit-link|likes?|breadcrumbs?|(?:image|img|photo|media|gallery|exp|slide)-?captions?|cutline|off-?screen|(?:image|img|photo)-?desc\w*|(?:image|img|photo|media)-?credits?)(?![a-z])"
)
BAD_ROLES = frozenset(
    "navigation complementary contentinfo search dialog alertdialog banner menu menubar toolbar".split()
)

# whole lines that are never part of a text
_JUNK = re.compile(
    r"""(?:
    (?:кількість\s+|к-сть\s+|количество\s+|число\s+)?(?:переглядів|перегляди|переглядiв|просмотров|просмотры|показів|показов|views|hits)\s*[:–-]?\s*\d*
    |\d+\s*(?:total\s+views,.{0,30}|переглядів|перегляди|перегляд|просмотров|views)
    |сподобалась\s+новина.*|поділи(?:ться|тися|ть|тесь)(?:\s+(?:новиною|у|в|з|цим|сторінкою|публікацією|посиланням)\b.*)?[:!.]?|поширити.{0,30}|поширте.{0,20}
    |поделиться.{0,30}|share(?:\s+(?:this|on)\b.*)?|tweet|facebook|twitter|telegram|viber|whatsapp|linkedin|x|email|copy\slink|копіювати\sпосилання
    |версія\s+для\s+друку(?:\W+перегляд\w+\W+\d+)?|для\s+друку|друк(?:увати)?|роздрукувати|надрукувати|распечатать|print|версия\s+для\s+печати
    |детальніше\W*|докладніше\W*|читати\s+(?:далі|більше|повністю)\W*|подробнее\W*|читать\s+далее\W*|read\s+more\W*
    |(?:«|←|<|<<|‹)?\s*(?:повернутис[яь]|(?:назад\s+)?до\s+новин|назад|(?:назад\s+)?до\s+(?:списку|змісту|розділу|початку|всіх\s+новин|усіх\s+новин|переліку)(?:\s+новин)?|попередн[яій]+(?:\s+новина)?|всі\s+(?:новини|оголошення|публікації)|усі\s+новини|вгору|нагору|догори|наверх|на\s+головну)
    |(?:\W*(?:назад|друк(?:увати)?|роздрукувати|версія\s+для\s+друку|вгору|нагору|на\s+головну|повернутис[яь](?:\s+назад)?|до\s+(?:списку|переліку|архіву)(?:\s+новин)?|(?:усі|всі)\s+новини)){2,}\W*
    |(?:зараз\s+)?на\s+сайті\s+(?:зараз\s+)?\d+\s+(?:гост|відвідувач|користувач).{0,60}|зараз\s+\d+\s+гост.{0,60}\bна\s+сайті|(?:зараз\s+)?(?:on-?line|онлайн)\s*:?\s*\d+
    |наступна(?:\s+новина)?(?:\s*(?:»|→|>|>>|›))?|головна(?:\s*[/»>›|].*)?
    |підпи(?:сатися|шіться|суйтесь|суйтеся|шись)\b.{0,90}|подписывайтесь.{0,80}|слідкуйте\s+за\s+нами.{0,60}|ми\s+в\s+соцмережах\W*
    |якщо\s+(?:ви\s+)?(?:знайшли|помітили|виявили)\s+помилку.{0,140}|побачили\s+помилку.{0,100}|.{0,120}ctrl\s*\+\s*enter.{0,60}
    |залишити\s+коментар|додати\s+коментар|(?:(?:немає|всього|усього)\s+)?коментар(?:ів|і|ії)?\s*[:(]?\s*\d*\s*\)?|(?:всего\s+)?комментари(?:й|и|ев)\s*[:(]?\s*\d*\s*\)?|увійти|реєстрація
    |(?:коментувати|додавати\s+коментарі|залишати\s+коментарі)\s+можуть.{0,80}|\[?\s*реєстрація\s*\|\s*вхід\s*\]?|оцініть\s+(?:матеріал|новину|статтю)\W*|рейтинг\s*:?.{0,30}|голосів\s*:?\s*\d+
    |завантаження\W*|(?:зачекайте\W+)?(?:сторінка|дані)\s+завантажу[юєт]\w+\W*|loading\W*|.{0,40}(?:увімкніть|включите|enable)\s+javascript.{0,60}|фото\s+без\s+опису|\W*(?:реклама|advertisement)\W*
    |прочитано\s+\d+\s+раз\w*.{0,80}|(?:останнє|останні|востаннє|последн\w+)\s+(?:редагування|оновлення|зміни|обновлени\w+|изменени\w+|відредаговано)\b.{0,60}|(?:more|all|latest)\snews|skip\sadvertisement|sign\sup\b.{0,60}|[\W_]+|(?:текст(?:\s+документа)?|зміст|опис(?:\s+закупівлі)?|назва|деталі|подробиці)|створено\s*\.?|відкрити/закрити\s+фільтри|hold\s+ctrl\s+to\s+zoom
    |(?:©|\(c\)|&copy;|copyright\b).{0,160}
    |(?:новину|статтю|публікацію|матеріал|новость)\s+(?:від)?(?:редагува(?:в|ла)|отредактировал\w*|змінив|змінила)\b.{0,160}|(?:ключові|ключевые)\s+(?:теги|слова)\s*:.{0,200}
    |використання\s+файлів\s+cookie\W*|(?:ми|(?:цей|наш)\s+(?:веб-?)?сайт)\s+використову\w+\s+(?:файли\s+)?cookie\b.*
    |(?:повна|мобільна|друкована)\s+версія(?:\s+(?:сторінки|сайту|статті|новини|матеріалу))?|(?:полная|мобильная)\s+версия.{0,20}
    |(?:думк[аи]|позиція)\s+автор(?:а|ів|ки).{0,60}редакці.{0,60}|редакція\s+(?:може\s+|не\s+завжди\s+)?не?\s*(?:поділя|несе).{0,140}
    |(?:адміністрація|власник\w*)\s+(?:сайту|порталу)\s+не\s+(?:несе|відповіда).{0,140}
    |(?:(?:усі|всі)\s+матеріали|увесь\s+(?:контент|вміст)|весь\s+(?:контент|вміст)).{0,80}(?:ліцензі|дозвол|creative).{0,90}
    |(?:передрук|копіювання|перепечатка)\b.{0,50}(?:заборонен|запрещен).{0,40}|шановні\s+(?:читачі|друзі)!.{0,60}(?:передплат|підтримк).{0,140}
    |(?:повне|часткове|будь-яке|копіювання|передрук|використання|цитування|при|у\s+разі)\b.{0,60}(?:матеріал|публікац|контент|інформаці)\w*.{0,60}(?:посилан|дозвол|джерел|згод|заборон).{0,90}
    |.{0,30}\b(?:ви\s+)?(?:зайшли|увійшли)\s+на\s+сайт\s+як\b.{0,170}|(?:гості|відвідувачі|незареєстровані).{0,60}не\s+можуть.{0,100}
    |.{0,110}(?:відмовитися|відписатися)\s+від\s+(?:розсилки|підписки|повідомлень|листів).{0,80}
    |підтрима(?:йте?|ти)\s+(?:нас|редакцію|наш[уе]\s+(?:редакцію|видання|медіа))\W*|(?:більше|ще\s+більше|найцікавіші|найсвіжіші|(?:най)?оперативн(?:і|іші)|найважливіші|найголовніші)\s+(?:новин\w*|цікавого)\b.{0,60}(?:telegram|телеграм|viber|вайбер|instagram|youtube|facebook|фейсбук|канал|спільнот|соцмереж).{0,70}
    |\W*(?:(?:у|в)се\s+)?най(?:важливіше|цікавіше|головніше|свіжіше)\W+(?:у|в|на)\s+(?:наш|мо)\w+\s+(?:telegram|телеграм|viber|вайбер|instagram|youtube|facebook|фейсбук|whatsapp|канал|спільнот|соцмереж).{0,70}
    |(?:чи\s+була\b|чи\s+допомогла|вам\s+сподоба|сподобал(?:ося|ась|ися)).{0,60}\?|(?:was\s+this|did\s+you\s+find).{0,50}\?
    |(?:edit|improve|view)\s+(?:this\s+page|on\s+git\w+).{0,30}|(?:редагувати|запропонувати\s+(?:змін|правк)\w*)\b.{0,50}|обговорити\b.{0,40}(?:форум|коментар|чаті|групі).{0,30}
    |(?:прочита(?:ли|но|в)|перегля(?:нули|нуто|дали)|відвіда(?:ли|но)|завантажили)\s*:?\s*\d[\d\s]*(?:раз\w*|осіб|люд\w+)?
    |коментарів\s+(?:ще\s+|поки\s+|поки\s+що\s+|наразі\s+)?(?:немає|нема)\b.{0,60}|(?:розроблено|створено|працює)\s+(?:на\s+(?:платформі|базі|основі|cms)|за\s+підтримки|студією)\b.{0,80}
    |скопіюйте\s+та\s+вставте\s+це\s+посилання.*|\[(?:/?ad_\d+)\]|зареєструватись\s+можна.{0,40}
    |(?:до\s+)?(?:теги|мітки)\s+(?:до\s+)?(?:статті|новини|публікації)\s*:.{0,200}
    |(?:теги|мітки|метки|tags|ключові\s+слова|рубрика|рубрики|категорія|категорії|галузь|розділ|область|громади)\s*:.{0,200}
    )""",
    re.I | re.X,
)
_ALSO = re.compile(
    r"(?:читайте|дивіться|читай|читать|смотрите|дізнайтеся)\s+(?:також|ще|ще\s+на|также|більше|далі|больше|на\s+цю\s+тему)\b.*|(?:також|також\s+читайте"
    r"|read\s+also|see\s+also|related)\s*:.*|(?:ще\s+)?(?:за|по)\s+(?:ц[ією]{2,3}\s+)?тем(?:ою|і|е)\s*(?::.*)?|(?:схожі|пов.язані)\s+(?:новини|матеріали|статті|публікації|записи)\W*",
    re.I,
)
_END = re.compile(
    r"(?:інші\s+(?:новини|оголошення|публікації|статті|матеріали)(?:\s+(?:розділу|рубрики|категорії|громади))?|останні\s+(?:новини|публікації|оголошення|події)|інші\s+(?:фоторепортажі|фотозвіти|фотогалереї|галереї|альбоми|відео|дописи|записи)|новини\s+(?:за\s+темою|по\s+темі|партнерів|дня)"
    r"|популярн[еі]\b.{0,20}|останнє|найпопулярніше|більше\s+новин|ще\s+новини|(?:по)?читати\s+ще|ще\s+(?:по)?читати|головні\s+новини|свіжі\s+новини|стрічка\s+новин|вас\s+(?:може|можуть|також).{0,30}"
    r"|може\s+(?:бути\s+цікаво|зацікавити)|рекомендуємо(?:\s+(?:почитати|також))?|коментарі(?:\s+(?:читачів|відвідувачів|користувачів))?(?:\s*[:(]?\s*\d+\)?)?|комментарии(?:\s+(?:читателей|посетителей))?(?:\s*[:(]?\s*\d+\)?)?|comments?(?:\s*\(\d+\))?"
    r"|обговорення\s*\(\d+\)|відгуки(?:\s*\(\d+\))?|(?:у\s+вас\s+)?(?:залишилис[яь]|лишилис[яь]|маєте|виникли)\s+(?:за)?питання|залиш(?:ити|те)\s+(?:коментар|відповідь|відгук).{0,20}|додати\s+коментар|leave\s+a\s+(?:reply|comment)|другие\s+новости|похожие\s+(?:новости|записи|материалы)"
    r"|последние\s+новости|читайте\s+також\s+на\s+цю\s+тему|архів\s+новин|наші\s+партнери|related\s+(?:posts|articles|news|stories))\W*",
    re.I,
)
_CONTACT = re.compile(
    r"\b\d{5},?\s+(?:м|с|смт|сел|обл)\.|\b(?:м|с|смт)\.\s*[А-ЯІЇЄҐ][\w’'-]+,\s*(?:вул|пл|просп|бульв)\."
    r"|\b(?:вул|пл)\.\s.{3,40}\bтел|^(?:логін|пароль|e-?mail|тел|факс|адреса)\b.{0,3}:|[\w.-]+@[\w-]+\.\w"
    r"|приймальня\s.{0,40}(?:понеділ|пн)|режим\s+роботи",
    re.I,
)
_READER = re.compile(
    r"[^\W_][\w .’'@-]{1,30}\s*[(\[]\s*\d\d?[./-]\d\d?[./-](?:\d\d){1,2},?\s+\d\d?:\d\d(?::\d\d)?\s*[)\]]\s*(?::|$)"
)
_BESIDE = 45  # letters beside the date of a byline
_FACTS, _WORD = 200, 25  # letters of a line of facts, and of a fact that nothing names
_KEPT = 4096  # verdicts: most lines and names of a page stand on the other pages of its site too
_BAR = re.compile(r"\s*\|\s*")
# parts of «Переглядів: 21 | Додав: director | Дата: 21.09.2024 | Рейтинг: 0.0/0»
_FIELD = re.compile(
    rf"{_JUNK.pattern}|e-mail|(?:дата|додав|додала|автор|опублікува[вл]|опубліковано|розміщено|створено|оприлюднено|добавил)\w*(?:\s+[ву])?\s*:.{{0,40}}|[\d\s.,:]*"
    r"|(?:від|by)\s+[\w.-]+(?:\s+[\w.-]+)?",
    re.I | re.X,
)
_FILED = re.compile(
    r"(?:опубліковано|розміщено|додано|posted|filed)\s+(?:[ву]|in)\s*:", re.I
)  # where, not when
_SAYS = re.compile(
    r"опублік|опублик|перегляд|просмотр|автор|views|\||»\s\d|posted|published|submitted|розміщ|дода[внл]|надісла|написа[вл]",
    re.I,
)
_STAMP_REST = re.compile(
    r"(?:[\W\d_]|опублікован[оа]|опубликовано|розміщено|створено|додано|оприлюднено|оприлюднення|оновлено|обновлено|змінено|останнє|дата|документа|події|публікації|публикации|оновлення"
    r"|новина|новини|від|о|об|року|р|рік|год|г|переглядів|перегляди|кількість|просмотров|комментари\w*|коментар\w*|views|published|posted|updated|on|at|by|на|admin|автор|час|тег|версія\s+для\s+друку|друкувати|роздрукувати"
    rf"|{foreign.BESIDE_A_DATE}"
    r"|понеділок|вівторок|середа|четвер|п.?ятниця|субота|неділя|понедельник|вторник|среда|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|нд|вс|пнд|втр|срд|чтв|птн|сбт|ндл)*",
    re.I,
)


_CREDIT = re.compile(
    r"\(?(?:(?:джерело\s+)?(?:фото|світлин[аи]?|знімк[аи]|фотографі[яї]|ілюстраці[яї])\s*(?::|©|/|[–—-]\s).{2,70}"
    r"|(?:ілюстративн|архівн)\w+\s+(?:фото|світлин|зображен|знімок)\w*\b.{0,60}"
    r"|(?:фото|світлин[аи]|знімк[аи])\s+(?:(?:з\s+)?(?:відкритих|архіву|соцмереж|мережі)|автор|надан)\w*.{0,50})",
    re.I,
)


class Names(NamedTuple):
    """Class names and ids in lower case, and what they say of a box, or of an inline element."""

    text: str
    bad: bool
    good: bool
    bad_inline: bool


NO_NAMES = Names("", False, False, False)


@lru_cache(maxsize=_KEPT)
def judge_names(*names: str | None) -> Names:
    """Names as written: «itemRelated» is read as «item-related»."""
    text = _HASHED.sub("", _CAMEL.sub("-", " ".join(filter(None, names)))).lower().strip()
    plain = text.replace("_", "-")
    named = _BAD.search(plain) is not None and _BAD.search(_NOT_BAD.sub(" ", plain)) is not None
    bad = named or _POST_BAD.search(text) is not None
    return Names(text, bad, bool(_GOOD.search(text)), bool(_BAD_INLINE.search(text)))


@lru_cache(maxsize=_KEPT)
def line_key(text: str) -> str:
    """The matching key of a line."""
    return matching_key(text)


@lru_cache(maxsize=_KEPT)
def is_junk(text: str) -> bool:
    """A whole line that is page chrome wherever it stands: counters, share buttons, «Детальніше»."""
    if len(text) >= 220:
        return False
    # «Переглядів: 88 | Друкувати»
    if _JUNK.fullmatch(text) or foreign.is_junk(text):
        return True
    parts = _BAR.split(text) if "|" in text else ()
    told = any(_JUNK.fullmatch(part) or _FILED.match(part) for part in parts)
    return told and all(map(_FIELD.fullmatch, parts))


@lru_cache(maxsize=_KEPT)
def is_also(text: str) -> bool:
    """«Читайте також: …», alone or with what is to be read."""
    return len(text) < 300 and (_ALSO.fullmatch(text) is not None or foreign.is_also(text))


@lru_cache(maxsize=_KEPT)
def is_end(text: str) -> bool:
    """A heading behind which other articles, or readers' comments, stand."""
    return len(text) < 60 and (_END.fullmatch(text) is not None or foreign.is_end(text))


@lru_cache(maxsize=_KEPT)
def is_of_reader(text: str) -> bool:
    """«Галина (21-09-2024 19:02): Дякую!», as it stands below a text without a box of its own."""
    return _READER.match(text) is not None


@lru_cache(maxsize=_KEPT)
def is_stamp(text: str) -> bool:
    """A line that tells little more than a date: «Опубліковано: 16 вересня 2024, 08:41», «12.03.2024 | 123»."""
    if len(text) > 70:
        return False
    spots = find_dates(western(text), ANY_TIME)
    return (
        bool(spots)
        and _STAMP_REST.fullmatch(text[: spots[0].start] + " " + text[spots[-1].end :]) is not None
    )


@lru_cache(maxsize=_KEPT)
def is_byline(text: str) -> bool:
    """A whole date at an edge of a few words that are no sentence: «Ірина Бук, 5 травня 2024»."""
    if len(text) > 70 or text[-1] in ".!?:;…":
        return False
    spots = find_dates(western(text), ANY_TIME)
    return (
        len(spots) == 1
        and not spots[0].moment.year_inferred
        and spots[0].moment.precision in ("day", "minute")
        and (_STAMP_REST.fullmatch(text[: spots[0].start]) is not None or spots[0].end == len(text))
        and len(text) - (spots[0].end - spots[0].start) <= _BESIDE
    )


@lru_cache(maxsize=_KEPT)
def is_contact(text: str) -> bool:
    """An address, a telephone or a login, as they stand at the bottom of every page of a site."""
    return len(text) < 160 and _CONTACT.search(text) is not None


@lru_cache(maxsize=_KEPT)
def is_credit(text: str) -> bool:
    """Who took a picture: «Фото: пресслужба», «Ілюстративне фото з відкритих джерел»."""
    return len(text) < 100 and text[-1] not in "!?:;" and _CREDIT.fullmatch(text) is not None


@lru_cache(maxsize=_KEPT)
def is_label(text: str) -> bool:
    """A line above a text with a date and who put it there: «Опубліковано користувачем editor 09.11.2024», or facts
    of the page between bars, however many.
    """
    return (
        (len(text) < 90 or _are_facts(text))
        and text[-1] not in ".!?"
        and _SAYS.search(text) is not None
        and bool(find_dates(western(text), ANY_TIME))
    )


def _are_facts(text: str) -> bool:
    """«Категорія: Соціальний захист | Переглядів: 1156 | admin | 9-11-2026, 09:20»"""
    parts = _BAR.split(text) if "|" in text and len(text) < _FACTS else []
    return len(parts) > 2 and all(len(part) < _WORD or _FIELD.fullmatch(part) for part in parts)
