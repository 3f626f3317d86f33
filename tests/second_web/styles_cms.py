# ruff: noqa: E501
"""Markups of systems that the docs name, as their sites have them."""

from tests.second_web.styles_own import MENU

WP_HEAD = """<!DOCTYPE html><html lang="uk"><head><meta charset="UTF-8"><title>{{ title }} – {{ s.name }}</title><meta name="generator" content="WordPress 6.6.2"><link rel="https://api.w.org/" href="{{ s.base }}/wp-json/"><link rel="alternate" type="application/rss+xml" href="{{ s.base }}/feed/">
<link rel="stylesheet" href="/wp-content/themes/hromada/style.css?ver={{ z.build }}"><script src="/wp-includes/js/jquery/jquery.min.js?ver=3.7.1"></script><script>var ajax={"nonce":"{{ z.nonce }}"};</script>"""
WP_LIST = (
    WP_HEAD
    + """</head><body class="blog"><header><div class="menu">"""
    + MENU
    + """</div></header><main id="main" class="site-main">
{% for a in items %}<article id="post-{{ a.n }}" class="post-{{ a.n }} post type-post status-publish{% if a.is_pinned(now) %} sticky{% endif %} category-novyny"><header class="entry-header"><h2 class="entry-title"><a href="{{ link(a) }}" rel="bookmark">{{ text(a)[0] }}</a></h2><div class="entry-meta"><time class="entry-date published" datetime="{{ iso(a) }}">{{ day(a) }}</time></div></header><div class="entry-summary"><p>{{ text(a)[1][0] }}</p></div></article>
{% else %}<section class="no-results"><p>Нічого не знайдено.</p></section>{% endfor %}
<nav class="navigation pagination"><div class="nav-links">{% for p in pages %}{% if p.here %}<span class="page-numbers current">{{ p.n }}</span>{% else %}<a class="page-numbers" href="{{ p.url }}">{{ p.n }}</a>{% endif %}{% endfor %}</div></nav></main></body></html>"""
)
WP_PAGE = (
    WP_HEAD
    + """<meta property="og:title" content="{{ title }}"><meta property="article:published_time" content="{{ iso(a) }}"><link rel="canonical" href="{{ s.base }}{{ link(a) }}"><link rel="shortlink" href="{{ s.base }}/?p={{ a.n }}"></head><body class="single single-post postid-{{ a.n }}"><header><div class="menu">"""
    + MENU
    + """</div></header>
<main id="main"><article id="post-{{ a.n }}" class="post-{{ a.n }} post type-post"><header class="entry-header"><h1 class="entry-title">{{ title }}</h1><div class="entry-meta"><time class="entry-date published" datetime="{{ iso(a) }}">{{ date }}</time> <span class="cat-links"><a href="/category/novyny/" rel="category tag">Новини</a></span> <span class="post-views">{{ z.views }}</span></div></header>
<div class="entry-content">{{ body }}<div class="addtoany_share_save_container" data-n="{{ z.nonce }}"><a class="a2a_button_facebook">Facebook</a><a class="a2a_button_telegram">Telegram</a></div></div></article>
<div id="jp-relatedposts"><h3>Схожі записи</h3>{% for o in z.related %}<p><a href="{{ link(o) }}">{{ text(o)[0] }}</a></p>{% endfor %}</div><div id="comments"><h2>Коментарів: {{ z.comments }}</h2></div></main></body></html>"""
)

VLADA_HEAD = (
    """<!DOCTYPE html><html class="wide wow-animation" lang="uk"><head><title>{{ title }} | {{ s.name }}</title><meta charset="utf-8"><meta property="og:title" content="{{ title }}"><meta property="og:url" content="{{ s.base }}{{ here }}"><link rel="stylesheet" href="https://gromada.org.ua/themes/ukraine/css/62999/style.css?v={{ z.build }}"></head>
<body><input type="hidden" name="gromada_id" value="62999"><input type="hidden" name="object_id" value="62999"><a class="rd-navbar-brand" href="/"><span>{{ s.name }}<small>Вінницька область, Гайсинський район</small></span></a><ul class="rd-navbar-nav">"""
    + MENU
    + """</ul>"""
)
VLADA_LIST = (
    VLADA_HEAD
    + """<section class="section"><ul class="breadcrumbs-custom-path"><li><a href="/">Головна</a></li><li class="active">Новини</li></ul><h1>Новини</h1>
{% for a in items %}<article class="post post-modern"><div class="post-modern-main"><h4 class="post-modern-title"><a href="{{ link(a) }}">{{ text(a)[0] }}</a></h4><ul class="post-modern-meta"><li><time datetime="{{ a.when.year }}">{{ day(a) }}</time></li><li>Переглядів: {{ z.views }}</li></ul><p>{{ text(a)[1][0][:120] }}...</p></div></article>
{% else %}<p>Записів не знайдено</p>{% endfor %}<ul class="pagination">{% for p in pages %}<li class="page-item{% if p.here %} active{% endif %}"><a class="page-link" href="{{ p.url }}">{{ p.n }}</a></li>{% endfor %}{% if pages %}<li class="page-item"><a class="page-link" href="{{ pages[-1].url }}">»</a></li>{% endif %}</ul></section><footer>Розроблено на платформі Vlada.UA. Весь контент доступний за ліцензією CC BY 4.0</footer></body></html>"""
)
VLADA_PAGE = (
    VLADA_HEAD
    + """<section class="section"><ul class="breadcrumbs-custom-path"><li><a href="/">Головна</a></li><li><a href="/news/">Новини</a></li><li class="active">{{ title[:40] }}</li></ul><article class="post post-creative"><h1 class="post-creative-title">{{ title }}</h1><ul class="post-creative-meta"><li><time datetime="{{ a.when.year }}">{{ date }}</time></li><li><span class="icon"></span>Переглядів: {{ z.views }}</li></ul><main>{{ body }}</main></article>
<div class="share">Сподобалась новина? Поширте: <a href="https://facebook.com/?{{ z.nonce }}">{{ z.shares }}</a></div><aside><h3>Інші новини</h3>{% for o in z.related %}<article class="post post-classic"><a href="{{ link(o) }}">{{ text(o)[0] }}</a><time datetime="{{ o.when.year }}">{{ day(o) }}</time></article>{% endfor %}</aside></section><footer>Розроблено на платформі Vlada.UA. Весь контент доступний за ліцензією CC BY 4.0</footer></body></html>"""
)
VLADA_GONE = """<!DOCTYPE html><html lang="uk"><head><title>Error 404</title><meta charset="utf-8"><link rel="stylesheet" href="https://gromada.org.ua/themes/ukraine/css/62999/style.css"></head><body><h1>Помилка 404. Сторінки не існує</h1><p>Можливо, її було видалено або переміщено. <a href="/">На головну</a></p></body></html>"""

JOOMLA_HEAD = (
    """<!DOCTYPE html><html lang="uk-ua" dir="ltr"><head><base href="{{ s.base }}{{ here }}"><meta charset="utf-8"><meta name="generator" content="Joomla! - Open Source Content Management"><title>{{ title }} - {{ s.name }}</title><link href="/media/system/css/joomla-fontawesome.min.css?{{ z.nonce }}" rel="stylesheet"><script src="/media/system/js/core.min.js?{{ z.build }}"></script><script type="application/json" class="joomla-script-options new">{"csrf.token":"{{ z.token }}"}</script></head><body class="site com_content"><ul class="mod-menu">"""
    + MENU
    + """</ul>"""
)
JOOMLA_LIST = (
    JOOMLA_HEAD
    + """<div class="com-content-category-blog blog" itemscope itemtype="https://schema.org/Blog"><div class="page-header"><h1>Події</h1></div><div class="blog-items">
{% for a in items %}<div class="blog-item item" itemprop="blogPost" itemscope itemtype="https://schema.org/BlogPosting"><div class="item-content"><div class="page-header"><h2 itemprop="name"><a href="{{ link(a) }}" itemprop="url">{{ text(a)[0] }}</a></h2></div><dl class="article-info text-muted"><dd class="published"><time datetime="{{ iso(a) }}" itemprop="datePublished">Дата публікації: {{ day(a) }}</time></dd></dl><p>{{ text(a)[1][0] }}</p><p class="readmore"><a class="btn btn-secondary" href="{{ link(a) }}">Детальніше...</a></p></div></div>
{% endfor %}</div><div class="com-content-category-blog__navigation w-100"><p class="counter">Сторінка {{ number }} із {{ pages|length }}</p><nav class="pagination__wrapper"><ul class="pagination">{% for p in pages %}<li class="page-item{% if p.here %} active{% endif %}">{% if p.here %}<span class="page-link">{{ p.n }}</span>{% else %}<a class="page-link" href="{{ p.url }}">{{ p.n }}</a>{% endif %}</li>{% endfor %}</ul></nav></div></div></body></html>"""
)
JOOMLA_PAGE = (
    JOOMLA_HEAD
    + """<div class="com-content-article item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h1 itemprop="headline">{{ title }}</h1></div><dl class="article-info text-muted"><dt class="article-info-term">Деталі</dt><dd class="published"><time datetime="{{ iso(a) }}" itemprop="datePublished">Дата публікації: {{ date }}</time></dd><dd class="hits"><meta itemprop="interactionCount" content="UserPageVisits:{{ z.views }}">Перегляди: {{ z.views }}</dd></dl>
<div itemprop="articleBody" class="com-content-article__body">{{ body }}</div></div><div class="mod-articlesnews newsflash"><h3>Останні новини</h3>{% for o in z.newest %}<div class="mod-articlesnews__item"><h4><a href="{{ link(o) }}">{{ text(o)[0] }}</a></h4></div>{% endfor %}</div></body></html>"""
)

DRUPAL_HEAD = (
    """<!DOCTYPE html><html lang="uk" dir="ltr"><head><meta charset="utf-8"><meta name="Generator" content="Drupal 10 (https://www.drupal.org)"><title>{{ title }} | {{ s.name }}</title><link rel="stylesheet" href="/sites/default/files/css/css_{{ z.nonce }}.css"><script data-drupal-selector="drupal-settings-json" type="application/json">{"user":{"uid":0,"permissionsHash":"{{ z.token }}"}}</script></head><body><ul class="menu">"""
    + MENU
    + """</ul><div class="region-highlight">{{ z.banner }}</div>"""
)
DRUPAL_LIST = (
    DRUPAL_HEAD
    + """<main><h1 class="page-title">Новини</h1><div class="view view-news view-id-news"><div class="view-content">
{% for a in items %}<div class="views-row"><div class="views-field views-field-created"><span class="field-content">{{ day(a) }}</span></div><div class="views-field views-field-title"><span class="field-content"><a href="{{ link(a) }}" hreflang="uk">{{ text(a)[0] }}</a></span></div></div>
{% endfor %}</div>{% if not items %}<div class="view-empty"><p>Наразі матеріалів немає.</p></div>{% endif %}<nav class="pager"><ul class="pager__items">{% for p in pages %}<li class="pager__item{% if p.here %} is-active{% endif %}"><a href="{{ p.url }}">{{ p.n }}</a></li>{% endfor %}</ul></nav></div></main></body></html>"""
)
DRUPAL_PAGE = (
    DRUPAL_HEAD
    + """<main><h1 class="page-title"><span class="field field--name-title">{{ title }}</span></h1><article class="node node--type-news" data-history-node-id="{{ a.n }}"><footer class="node__meta"><span class="field--name-created">{{ date }}</span></footer><div class="node__content"><div class="field field--name-body field--type-text-with-summary">{{ body }}</div>
<div class="statistics">{{ z.views }} переглядів</div></div></article><section class="related"><h2>Читайте також</h2>{% for o in z.related %}<div><a href="{{ link(o) }}">{{ text(o)[0] }}</a></div>{% endfor %}</section></main></body></html>"""
)
