# ruff: noqa: E501
"""Markups that councils had made for themselves: cards, a timeline, tables, bare text, a plain list."""

HEAD = """<!DOCTYPE html><html lang="uk"><head><meta charset="{{ charset }}"><title>{{ title }} | {{ s.name }}</title>
<meta name="csrf-token" content="{{ z.token }}"><link rel="stylesheet" href="/css/site.css?v={{ z.build }}"><script nonce="{{ z.nonce }}">window.t="{{ z.token }}";</script>"""
OG = """<meta property="og:title" content="{{ title }}"><meta property="og:type" content="article"></head>"""
MENU = """<li><a href="/pro-nas">Про громаду</a></li><li><a href="/kerivnytstvo">Керівництво</a></li><li><a href="/dokumenty">Документи</a></li>
<li><a href="/biudzhet">Бюджет</a></li><li><a href="/kontakty">Контакти</a></li>"""

TIMELINE_LIST = (
    HEAD
    + """</head><body class="page-news"><header><div class="clock">{{ z.clock }}</div><div class="weather">{{ z.weather }}</div><ul class="menu"><li><a href="/">Головна</a></li>"""
    + MENU
    + """</ul></header>
<main><h1>Новини</h1><div class="timeline"><div class="timeline__list">
{% for a in items %}<div class="timeline__item" data-id="{{ a.n }}"><a class="timeline__item-inner" href="{{ link(a) }}"><div class="timeline__item-inner-title">{{ text(a)[0] }}</div></a><div class="timeline__item-date">{{ day(a) }}</div><div class="timeline__item-views">{{ z.views }}</div></div>
{% else %}<div class="empty">Новин не знайдено</div>{% endfor %}</div>
<nav class="pager">{% for p in pages %}{% if p.here %}<span class="cur">{{ p.n }}</span>{% else %}<a href="{{ p.url }}">{{ p.n }}</a>{% endif %} {% endfor %}</nav></div></main>
<footer>© {{ s.name }}. Зараз на сайті: {{ z.online }}</footer></body></html>"""
)
TIMELINE_PAGE = (
    HEAD
    + OG
    + """<body class="single"><header><div class="clock">{{ z.clock }}</div><div class="weather">{{ z.weather }}</div><ul class="menu"><li><a href="/">Головна</a></li>"""
    + MENU
    + """</ul></header>
<main class="content"><div class="breadcrumb"><a href="/">Головна</a> / <a href="{{ news }}">Новини</a></div><h1>{{ title }}</h1><div class="pub">Опубліковано {{ date }}</div><div class="cnt" data-v="{{ z.views }}">Переглядів: {{ z.views }}</div>
<div class="post-text">{{ body }}</div>
<div class="share" data-id="{{ z.nonce }}">Поділитися: <a href="https://facebook.com/sharer?u={{ z.nonce }}">Facebook {{ z.shares }}</a> <a href="https://t.me/share?u={{ z.nonce }}">Telegram</a></div>
<div class="comments"><h3>Коментарі ({{ z.said|length }})</h3>{% for who, what in z.said %}<div class="comment"><b>{{ who }}</b> <span>{{ z.hour }}</span><p>{{ what }}</p></div>{% endfor %}</div>
<section class="also"><h3>Інші новини</h3><ul>{% for o in z.related %}<li><a href="{{ link(o) }}">{{ text(o)[0] }}</a> <i>{{ day(o) }}</i></li>{% endfor %}</ul></section></main>
<footer>© {{ s.name }}. Зараз на сайті: {{ z.online }}</footer></body></html>"""
)

CARDS_LIST = (
    HEAD
    + """</head><body><nav class="navbar"><ul>"""
    + MENU
    + """</ul></nav><div class="alert alert-info">{{ z.banner }}</div><div class="container"><h1 class="h2">{{ heading }}</h1>{% if s.slug == "total" %}<p class="sum">Усього новин: <b>{{ total }}</b></p>{% endif %}<div class="row">
{% for a in items %}<div class="col-md-4"><div class="card h-100" id="c{{ a.n }}"><img class="card-img-top" src="/img/{{ a.n }}.jpg" alt=""><div class="card-body"><small class="text-muted">{{ day(a) }}</small><h5 class="card-title"><a href="{{ link(a) }}" class="stretched-link">{{ text(a)[0] }}</a></h5><p class="card-text">{{ text(a)[1][0][:90] }}…</p></div></div></div>
{% else %}<p class="lead">Записів немає.</p>{% endfor %}</div>
<ul class="pagination">{% for p in pages %}<li class="page-item{% if p.here %} active{% endif %}"><a class="page-link" href="{{ p.url }}">{{ p.n }}</a></li>{% endfor %}</ul></div><footer class="bg-dark">Курс євро: {{ z.euro }}</footer></body></html>"""
)
CARDS_PAGE = (
    HEAD
    + OG
    + """<body><nav class="navbar"><ul>"""
    + MENU
    + """</ul></nav><div class="alert alert-info">{{ z.banner }}</div><div class="container"><div class="row"><div class="col-lg-8">
<article class="news-single"><h1 class="news-title">{{ title }}</h1><div class="meta"><time class="news-date">{{ date }}</time> <span class="views">👁 {{ z.views }}</span> <span class="comm">Коментарів: {{ z.comments }}</span></div>
<div class="news-body">{{ body }}</div><div class="upd">Оновлено {{ z.hour }}</div></article></div><aside class="col-lg-4"><h4>Популярне</h4>{% for o in z.popular %}<div class="media"><a href="{{ link(o) }}">{{ text(o)[0] }}</a><small>{{ day(o) }}</small></div>{% endfor %}</aside></div></div><footer class="bg-dark">Курс євро: {{ z.euro }}</footer></body></html>"""
)

GRID_LIST = (
    HEAD
    + """</head><body><div id="app"><header class="top"><ul>"""
    + MENU
    + """</ul></header><section class="feed"><h2>Стрічка</h2>
{% for a in items %}<article class="tile"><a class="tile__link" href="{{ link(a) }}"><span class="tile__time">{{ day(a) }}</span><h3 class="tile__head">{{ text(a)[0] }}</h3></a></article>
{% endfor %}</section><div class="paging">{% for p in pages %}<a class="paging__n{% if p.here %} is-on{% endif %}" href="{{ p.url }}">{{ p.n }}</a>{% endfor %}</div></div></body></html>"""
)
GRID_PAGE = (
    HEAD
    + OG
    + """<body><div id="app"><header class="top"><ul>"""
    + MENU
    + """</ul></header><div class="reader"><span class="reader__time">{{ date }}</span><h1 class="reader__head">{{ title }}</h1>
<div class="reader__text">{{ body }}</div><div class="reader__foot">Кількість переглядів: {{ z.views }} · Вподобань: {{ z.likes }}</div></div>
<section class="more"><h2>Читайте також</h2>{% for o in z.related %}<article class="tile"><a class="tile__link" href="{{ link(o) }}"><span class="tile__time">{{ day(o) }}</span><h3 class="tile__head">{{ text(o)[0] }}</h3></a></article>{% endfor %}</section></div></body></html>"""
)

TABLE_LIST = """<html><head><meta http-equiv="Content-Type" content="text/html; charset={{ charset }}"><title>{{ s.name }} - Новини</title></head><body bgcolor="#ffffff"><table width="980" border="0" cellpadding="4"><tr><td colspan="2" align="center"><b>{{ s.name }}</b><br>{{ z.clock }}</td></tr><tr><td width="180" valign="top">
<a href="index.php">Головна</a><br><a href="rada.php">Рада</a><br><a href="rishennya.php">Рішення</a><br><a href="kontakty.php">Контакти</a></td><td valign="top"><h1>Новини</h1>
{% for a in items %}<table width="100%" cellspacing="0"><tr><td class="nd" width="90">{{ day(a) }}</td><td class="nt"><a href="{{ link(a) }}">{{ text(a)[0] }}</a></td></tr></table>
{% else %}<p>Немає записів</p>{% endfor %}<div align="center">Сторінки: {% for p in pages %}{% if p.here %}<b>{{ p.n }}</b>{% else %}<a href="{{ p.url }}">{{ p.n }}</a>{% endif %} {% endfor %}</div></td></tr></table><center><small>Відвідувачів: {{ z.views }}</small></center></body></html>"""
TABLE_PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset={{ charset }}"><title>{{ title }} - {{ s.name }}</title></head><body bgcolor="#ffffff"><table width="980" border="0" cellpadding="4"><tr><td colspan="2" align="center"><b>{{ s.name }}</b><br>{{ z.clock }}</td></tr><tr><td width="180" valign="top">
<a href="index.php">Головна</a><br><a href="rada.php">Рада</a><br><a href="rishennya.php">Рішення</a><br><a href="kontakty.php">Контакти</a></td><td valign="top" class="main"><h1>{{ title }}</h1><div class="nd">{{ date }}</div>
<div class="txt">{{ body }}</div><p align="right"><a href="print.php?id={{ a.n }}&amp;s={{ z.nonce }}">Версія для друку</a> | Переглядів: {{ z.views }}</p></td></tr></table><center><small>Відвідувачів: {{ z.views }}</small></center></body></html>"""

BARE_LIST = (
    HEAD
    + """</head><body><div id="wrap"><div id="menu"><ul>"""
    + MENU
    + """</ul></div><div id="news"><h1>{{ heading }}</h1>
{% for a in items %}<div class="news_line_item"><div class="date">{{ day(a) }}</div><a href="{{ link(a) }}">{{ text(a)[0] }}</a></div>{% endfor %}
<div class="page_split_bar">{% for p in pages %}{% if p.here %}<b>{{ p.n }}</b>{% else %}<a href="{{ p.url }}">{{ p.n }}</a>{% endif %} {% endfor %}</div></div></div></body></html>"""
)
BARE_PAGE = (
    HEAD
    + OG
    + """<body><div id="wrap"><div id="menu"><ul>"""
    + MENU
    + """</ul></div><div id="text"><h1>{{ title }}</h1><div class="date">{{ date }}</div>
{{ body }}
<div class="soc">Сподобалась новина? Поширте: <a href="https://facebook.com/?{{ z.nonce }}">f {{ z.shares }}</a></div></div><div id="right"><b>Останні новини</b>{% for o in z.newest %}<p><a href="{{ link(o) }}">{{ text(o)[0] }}</a></p>{% endfor %}</div></div></body></html>"""
)

PLAIN_LIST = (
    HEAD
    + """</head><body><h2>{{ s.name }}</h2><ul id="nav">"""
    + MENU
    + """</ul><div id="list"><h1>Новини громади</h1><ul class="items">
{% for a in items %}<li><a href="{{ link(a) }}">{{ text(a)[0] }}</a></li>{% endfor %}</ul><p>{% for p in pages %}{% if p.here %}{{ p.n }}{% else %}<a href="{{ p.url }}">{{ p.n }}</a>{% endif %} {% endfor %}</p></div></body></html>"""
)
PLAIN_PAGE = (
    HEAD
    + OG
    + """<body><h2>{{ s.name }}</h2><ul id="nav">"""
    + MENU
    + """</ul><div id="one"><h1>{{ title }}</h1>{% if date %}<p class="d">{{ date }}</p>{% endif %}<div class="t">{{ body }}</div><p class="v">Переглядів: {{ z.views }}</p></div></body></html>"""
)
FRONT = (
    HEAD
    + """</head><body><header><div class="clock">{{ z.clock }}</div><ul>"""
    + MENU
    + """</ul></header><h1>{{ s.name }}</h1><p>Ласкаво просимо на офіційний сайт. {{ z.banner }}</p>
<section class="last"><h2>Останні новини</h2>{% for o in z.newest %}<div class="n"><a href="{{ link(o) }}">{{ text(o)[0] }}</a> <span>{{ day(o) }}</span></div>{% endfor %}<a class="all" href="{{ news }}">Усі новини</a></section>
<footer>© {{ s.name }}</footer></body></html>"""
)
