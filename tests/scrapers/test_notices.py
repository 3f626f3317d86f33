"""Notices in the place of a page are recognised, and articles about such things stay articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from scrapers.errors import Blocked, Gone
from scrapers.head import Headers
from scrapers.notices import notice_of
from tests.hostile import Hostile, answer
from tests.layouts import made
from tests.scrapers.fetch_tools import Reader, reading
from tests.scrapers.test_generic_layouts import FLOORS

PLAIN = Headers((("Content-Type", "text/html; charset=utf-8"),))
CHALLENGE = (
    "<!DOCTYPE html><html lang='en-US'><head><title>Just a moment...</title></head><body><h1>rada.example</h1>"
    "<noscript>Enable JavaScript and cookies to continue</noscript>"
    "<script>window._cf_chl_opt = {cRay: '8c1'}</script></body></html>"
)


def page(title: str, body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"


def notice(text: str, charset: str = "utf-8") -> tuple[str, str] | None:
    headers = Headers((("Content-Type", f"text/html; charset={charset}"),))
    found = notice_of(headers, text.encode(charset))
    return found and (found.what, found.means)


@pytest.mark.parametrize(
    ("text", "what", "means"),
    [
        pytest.param(CHALLENGE, "a challenge page of Cloudflare", "blocked", id="cloudflare"),
        pytest.param(
            page("Зачекайте…", "<script>window._cf_chl_opt={}</script>"),
            "a challenge page of Cloudflare",
            "blocked",
            id="cloudflare-in-ukrainian",
        ),
        pytest.param(
            page("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1>"),
            "a block page of Cloudflare",
            "blocked",
            id="cloudflare-block",
        ),
        pytest.param(
            page("DDOS-GUARD", "<script src='/.well-known/ddos-guard/js-challenge/index.js'></script>"),
            "a challenge page of DDoS-Guard",
            "blocked",
            id="ddos-guard",
        ),
        pytest.param(
            page("Sucuri WebSite Firewall - Access Denied", "<h2>Access Denied</h2>"),
            "a block page of Sucuri",
            "blocked",
            id="sucuri",
        ),
        pytest.param(
            '<html style="height:100%"><head></head><body><iframe id="main-iframe" src="/_Incapsula_Resource?x=1">'
            "Request unsuccessful. Incapsula incident ID: 1-2</iframe></body></html>",
            "a block page of Imperva (Incapsula)",
            "blocked",
            id="incapsula",
        ),
        pytest.param(
            "<html><body><script src='/_Incapsula_Resource?SWJIYLWA=1'></script></body></html>",
            "a challenge page of Imperva (Incapsula)",
            "blocked",
            id="incapsula-challenge",
        ),
        pytest.param(
            "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to "
            'access "http://rada.example/" on this server.<P>Reference #18.1f2e3d4c.1700000000.abc</BODY></HTML>',
            "a block page of Akamai",
            "blocked",
            id="akamai",
        ),
        pytest.param(
            page("Перевірка", "<script src='https://static.stormwall.pro/x.js'></script>"),
            "a challenge page of StormWall",
            "blocked",
            id="stormwall",
        ),
        pytest.param(
            page("", "<script src='/__qrator/qauth_v2.js'></script>"),
            "a challenge page of Qrator",
            "blocked",
            id="qrator",
        ),
        pytest.param(
            page("Перевірка браузера", "<p>Зачекайте кілька секунд</p>"),
            "a challenge page against programs",
            "blocked",
            id="browser-check",
        ),
        pytest.param(
            page("403 Forbidden", "<center><h1>403 Forbidden</h1></center><hr><center>nginx</center>"),
            "a page that refuses access",
            "blocked",
            id="forbidden-with-200",
        ),
        pytest.param(
            page("Рада", "<h1>Доступ заборонено</h1><p>Ваша адреса в чорному списку</p>"),
            "a page that refuses access",
            "blocked",
            id="refusal",
        ),
        pytest.param(
            page("Вхід | Рада", "<form><input name=login><input type='password' name=p></form>"),
            "a login page",
            "blocked",
            id="login",
        ),
        pytest.param(
            page("Драбівська громада", "<h2>Сайт тимчасово недоступний</h2><p>Вибачте за незручності.</p>"),
            "a notice of maintenance",
            "down",
            id="unavailable",
        ),
        pytest.param(
            page("Рада", "<p>На сайті ведуться технічні роботи. Спробуйте пізніше.</p>"),
            "a notice of maintenance",
            "down",
            id="works",
        ),
        pytest.param(
            page("Технічні роботи | Рада", "<p>Скоро повернемось</p>"),
            "a notice of maintenance",
            "down",
            id="t",
        ),
        pytest.param(
            page("Сайт на реконструкции", "<p>Зайдите позже</p>"),
            "a notice of maintenance",
            "down",
            id="in-russian",
        ),
        pytest.param(
            page(
                "Maintenance",
                "<p>Briefly unavailable for scheduled maintenance. Check back in a minute.</p>",
            ),
            "a notice of maintenance",
            "down",
            id="wordpress",
        ),
        pytest.param(
            page("Account Suspended", "<h1>Account Suspended</h1><p>Contact your provider</p>"),
            "a notice of the host: the account is suspended",
            "down",
            id="suspended",
        ),
        pytest.param(
            page("Хостинг", "<h1>Сайт заблоковано</h1><p>Зверніться до підтримки</p>"),
            "a notice of the host: the account is suspended",
            "down",
            id="suspended-in-ukrainian",
        ),
        pytest.param(
            page("Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>If you see this page …</p>"),
            "a default page of the server",
            "down",
            id="nginx",
        ),
        pytest.param(
            page("rada.example", "<script src='https://sedoparking.com/frmpark/x'></script>"),
            "a page of a parked domain",
            "down",
            id="parked",
        ),
    ],
)
def test_what_stands_in_the_place_of_a_page(text: str, what: str, means: str) -> None:
    assert notice(text) == (what, means)


def test_a_header_alone_tells_a_challenge() -> None:
    headers = Headers((("CF-Mitigated", "challenge"),))
    found = notice_of(headers, b"")
    assert found is not None
    assert (found.what, found.means) == ("a challenge page of Cloudflare", "blocked")


def test_a_notice_in_windows_1251_is_read() -> None:
    text = page("Рада", "<h1>Ведуться технічні роботи</h1>")
    assert notice(text, "windows-1251") == ("a notice of maintenance", "down")


WORDS = "Мешканців просять зробити запас води та не користуватися ліфтами, поки триває ремонт. " * 12
MENU = "".join(f"<li><a href='/{n}'>Розділ {n}</a></li>" for n in range(14))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            page("Ведуться технічні роботи", f"<h1>Ведуться технічні роботи</h1><p>{WORDS}</p>"), id="long"
        ),
        pytest.param(
            page(
                "Ведуться технічні роботи",
                f"<ul>{MENU}</ul><h1>Ведуться технічні роботи</h1><p>На водогоні.</p>",
            ),
            id="with-a-menu",
        ),
        pytest.param(
            page(
                "Ведуться технічні роботи",
                "<h1>Ведуться технічні роботи</h1><p>16.09.2024</p><p>На водогоні.</p>",
            ),
            id="dated",
        ),
        pytest.param(
            page(
                "Ведуться технічні роботи",
                "<h1>Ведуться технічні роботи</h1><time>вчора</time><p>На мосту</p>",
            ),
            id="with-a-time",
        ),
        pytest.param(
            page(
                "Cloudflare блокував сайти громад",
                "<h1>Cloudflare блокував сайти громад</h1><p>Короткий текст</p>",
            ),
            id="about-cloudflare",
        ),
        pytest.param(
            page(
                "Що таке _cf_chl_opt", "<p>У сторінці стоїть window._cf_chl_opt, і її показує Cloudflare.</p>"
            ),
            id="about-its-signs",
        ),
        pytest.param(
            page(
                "Сесія ради",
                "<h1>Сесія ради</h1><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>",
            ),
            id="behind-cloudflare",
        ),
        pytest.param(
            page(
                "Сесія ради",
                f"<h1>Сесія ради</h1><p>{WORDS}</p><script src='/_Incapsula_Resource?SWJIYLWA=1'></script>",
            ),
            id="behind-imperva",
        ),
        pytest.param(
            page("Доступ до укриттів обмежено", f"<h1>Доступ до укриттів обмежено</h1><p>{WORDS}</p>"),
            id="about-access",
        ),
        pytest.param(
            page("Вхід до укриття", "<h1>Вхід до укриття</h1><p>З боку двору.</p>"), id="about-an-entrance"
        ),
        pytest.param(
            page("Рада", "<h1>Сесія ради</h1><p>Текст.</p><form><input type='password'></form>"),
            id="with-a-login",
        ),
        pytest.param(page("Оголошення", ""), id="empty-post"),
        pytest.param('{"title": "Just a moment..."}', id="json"),
        pytest.param("<rss><channel><title>Just a moment...</title></channel></rss>", id="feed"),
    ],
)
def test_an_article_stays_one(text: str) -> None:
    assert notice(text) is None


def test_no_page_of_the_made_layouts_is_a_notice() -> None:
    pages = [each for part in FLOORS for each in made(part)]
    assert [each.name for each in pages if notice_of(PLAIN, each.page)] == []
    assert len(pages) > 900


@pytest.fixture
def web() -> Iterator[Hostile]:
    with Hostile() as site:
        yield site


@pytest.fixture
def reader() -> Iterator[Reader]:
    with reading() as made_in_a_hurry:
        yield made_in_a_hurry


@pytest.mark.parametrize("status", ["200 OK", "403 Forbidden", "503 Service Unavailable"])
def test_a_challenge_is_blocked_by_name_at_once(web: Hostile, reader: Reader, status: str) -> None:
    url = web.on("/news/1", answer(CHALLENGE.encode(), status, headers=["Content-Type: text/html"]))
    with pytest.raises(Blocked, match=re.escape("came a challenge page of Cloudflare")) as raised:
        reader.get(url)
    assert raised.value.capture is not None
    assert len(web.asked("/news/1")) == 1


def test_a_notice_of_maintenance_is_tried_again_as_503_is(web: Hostile, reader: Reader) -> None:
    works = page("Рада", "<h1>Ведуться технічні роботи</h1>").encode()
    url = web.on(
        "/news/1", answer(works, headers=["Content-Type: text/html"]), answer(b"<p>text", headers=[])
    )
    assert reader.get(url).body == b"<p>text"
    assert len(web.asked("/news/1")) == 2


def test_a_status_that_tells_all_is_not_read_further(web: Hostile, reader: Reader) -> None:
    url = web.on("/news/1", answer(CHALLENGE.encode(), "404 Not Found", headers=["Content-Type: text/html"]))
    with pytest.raises(Gone):
        reader.get(url)


def test_a_challenge_in_the_place_of_robots_txt_says_nothing_about_robots(
    web: Hostile, reader: Reader
) -> None:
    """As a 403 does: the pages themselves then say that we are not wanted."""
    web.on("/robots.txt", answer(CHALLENGE.encode(), headers=["Content-Type: text/html"]))
    url = web.on("/news/1", answer(b"<p>text", headers=["Content-Type: text/html"]))
    assert reader.get(url).body == b"<p>text"
