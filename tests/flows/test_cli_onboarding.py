"""`visnyk sources probe|new|check|record` on the demo web, as a person and as a program call them."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from flows.cli import app
from flows.demo.messages import Answer
from flows.demo.web import truth
from scrapers.source_files import read_source
from tests.flows.conftest import Place
from tests.flows.visitor import SLUGS

SLUG = "verbivska_hromada"
ALLOW = ("--allow-private", "127.0.0.0/8", "--delay", "0")


def visnyk(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["sources", *map(str, arguments)])


def told(done: Result) -> Any:
    return json.loads(done.stdout)


def on(place: Place) -> tuple[object, ...]:
    return ("--home", place.home.root, "--sources", place.folder, "--only-sources", *ALLOW)


def test_probe_recognises_all_sites_of_the_demo(place: Place) -> None:
    for slug in SLUGS:
        done = visnyk("probe", place.web.url(slug), "--home", place.home.root, *ALLOW, "--json")
        assert done.exit_code == 0, done.output
        found = told(done)
        assert found["platform"] == "vlada_ua"
        assert found["slug"].startswith(slug.partition("_")[0][:5])
        assert {row["name"]: row["found"] for row in found["fields"]}["title"] == 3
        assert len(found["toml"].splitlines()) <= 8
        assert not found["problems"]
    assert not place.home.root.exists()  # a look keeps nothing


def test_probe_tells_a_person_marks_fields_and_the_file(one_site: Place) -> None:
    done = visnyk("probe", one_site.web.url(SLUG), "--home", one_site.home.root, *ALLOW)
    assert done.exit_code == 0
    for words in (
        "platform: vlada_ua",
        "for 0.9  styles of a theme",
        "3 of 3 alike",
        'name = "Вербівська громада"',
        "next:",
    ):
        assert words in done.output


def test_a_site_that_is_read_already_is_named(one_site: Place) -> None:
    done = visnyk("probe", one_site.web.url(SLUG), "--json", *on(one_site))
    assert told(done)["known_as"] == [SLUG]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["probe", "ftp://rada.example/"], 2, "an address like https://"),
        (["probe", "http://127.0.0.1:9/"], 1, "If it is meant: --allow-private"),
        (["probe", "http://127.0.0.1:9/", "--allow-private", "127.0.0.0/8"], 1, "could not be read"),
        (["probe", "https://rada.example/", "--platform", "tilda"], 2, "expected one of bissoft, dle"),
        (["probe", "https://rada.example/", "--region", "Lviv"], 2, "expected one of UA-05"),
        (["new", "https://rada.example/", "--slug", "Рада"], 2, "a slug: 2 to 61 signs"),
        (["new", "https://rada.example/", "--slug", "lviv_rada"], 2, "there is a source lviv_rada already"),
        (["new", "https://rada.example/", "--no-probe"], 2, "expected --platform and --name"),
        (["check", "no_such_rada"], 2, "a file or folder; came no_such_rada, which is neither"),
        (["check", "lviv_ada"], 2, "the nearest: lviv_rada, lviv_oda"),
        (["check", "lviv_rada", "./sources"], 2, "came both"),
        (["check", "lviv_rada", "--from", "cases", "--cases", "/no/such"], 2, "a folder of golden cases"),
        (["record", "lviv_rada", "--case", "x"], 2, "expected one URL with it"),
        (["record", "lviv_rada", "https://x.example/", "--from", "archive"], 2, "does not hold https://x.example/"),
    ],
)  # fmt: skip
def test_mistakes_and_failures_say_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int, said: str
) -> None:
    monkeypatch.setenv("VISNYK_HOME", str(tmp_path))
    done = visnyk(*arguments)
    shown = " ".join(f"{done.output} {done.exception or ''}".replace("│", " ").split())
    assert said in shown
    assert done.exit_code == status or type(done.exception).__name__ == "UnknownSource"


def test_the_next_command_can_be_pasted_into_a_shell(one_site: Place, tmp_path: Path) -> None:
    url = one_site.web.url(SLUG, "/news/?page=1&x=2")
    done = visnyk("probe", url, "--home", one_site.home.root, *ALLOW)
    line = next(line for line in done.output.splitlines() if line.startswith("next: "))
    assert shlex.split(line)[1:5] == ["visnyk", "sources", "new", url]
    into = tmp_path / "my sources"
    new = visnyk("new", url, "--into", into, *ALLOW)
    lines = new.output[new.output.index("next: ") :].splitlines()
    assert [shlex.split(line)[-3] for line in lines] == [str(into)] * 2


def test_a_site_that_refuses_us_is_said_to(one_site: Place) -> None:
    """Its address is right, so that no other is asked for."""
    one_site.web.faults(SLUG, lambda request: Answer(403) if request.path == "/" else None)
    done = visnyk("probe", one_site.web.url(SLUG), "--home", one_site.home.root, "--json", *ALLOW)
    assert done.exit_code == 1
    problem, remedy = told(done)["problems"]
    assert problem.startswith("Blocked: ")
    assert "the site refuses this visitor" in remedy
    assert "--contact" in remedy


def test_new_writes_a_file_that_reads_the_whole_site(one_site: Place, tmp_path: Path) -> None:
    into = tmp_path / "mine"
    done = visnyk("new", one_site.web.url(SLUG), "--into", into, "--slug", "nova", *ALLOW, "--json")
    assert done.exit_code == 0, done.output
    file = into / "nova.toml"
    assert told(done)["written"] is True
    assert file.read_text("utf-8") == told(done)["toml"]
    source = read_source(file)
    assert (source.name, source.platform, source.region) == ("Вербівська громада", "vlada_ua", "UA-18")
    assert [path.name for path in into.iterdir()] == ["nova.toml"]


def test_new_overwrites_nothing_and_a_dry_run_writes_nothing(one_site: Place, tmp_path: Path) -> None:
    into = tmp_path / "mine"
    shown = visnyk("new", one_site.web.url(SLUG), "--into", into, "--slug", "nova", "--dry-run", *ALLOW)
    assert shown.exit_code == 0
    assert "would be written" in shown.output
    assert not into.exists()
    into.mkdir()
    (into / "nova.toml").write_text('name = "Моя"\nplatform = "legacy"\nurl = "http://x.example/"\n', "utf-8")
    before = (into / "nova.toml").read_bytes()
    done = visnyk("new", one_site.web.url(SLUG), "--into", into, "--slug", "nova", *ALLOW)
    assert done.exit_code == 2
    assert (into / "nova.toml").read_bytes() == before


def test_new_without_looking_asks_nobody(tmp_path: Path) -> None:
    given = ("--platform", "wordpress", "--name", "Вербівська рада", "--region", "UA-18", "--no-probe")
    done = visnyk("new", "https://rada.example", "--into", tmp_path / "mine", *given)
    assert done.exit_code == 0, done.output
    assert read_source(tmp_path / "mine" / "verbivska_rada.toml").url == "https://rada.example/"


def test_check_reads_files_strictly(tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text(
        'name = "Рада"\nurl = "rada.example"\nplatform = "vlada_ua"\n', "utf-8"
    )
    done = visnyk("check", tmp_path, "--json")
    assert done.exit_code == 1
    assert "wrong.toml: url: expected an address" in next(iter(told(done)["problems"].values()))
    assert visnyk("check", tmp_path / "wrong.toml").exit_code == 1
    assert visnyk("check").exit_code == 0
    (tmp_path / "wrong.toml").unlink()
    assert visnyk("check", tmp_path).exit_code == 2


def test_check_shows_what_a_first_visit_would_store(one_site: Place) -> None:
    done = visnyk("check", SLUG, "--pages", 4, "--json", *on(one_site))
    assert done.exit_code == 0, done.output
    (found,) = told(done)
    assert (found["from"], found["stored"]) == ("live", False)
    assert {page["state"] for page in found["pages"]} <= {"new", "no article"}
    titles = {each.title for each in truth(SLUG)}
    assert {article["title"] for page in found["pages"] for article in page["articles"]} <= titles
    assert not one_site.home.root.exists()


def test_check_of_an_empty_archive_names_the_remedy(one_site: Place) -> None:
    done = visnyk("check", SLUG, "--from", "archive", *on(one_site))
    assert done.exit_code == 1
    assert "0 pages: none read" in done.output
    assert f"remedy: `visnyk run {SLUG}`, or --from live" in done.output


def test_check_shows_the_difference_to_what_is_stored(one_site: Place) -> None:
    one_site.run()
    stored = one_site.ask("select count(*), max(content_hash) from article_versions")
    article = one_site.web.truth(SLUG)[0]
    one_site.web.edit(SLUG, article.path, title="Зовсім інший заголовок")
    same = told(visnyk("check", SLUG, "--pages", 100, "--json", *on(one_site)))[0]
    assert same["from"] == "archive"
    states = [page["state"] for page in same["pages"]]
    assert (states.count("same"), states.count("no article"), len(states)) == (20, 1, 21)
    live = visnyk("check", SLUG, "--from", "live", "--pages", 100, *on(one_site))
    assert live.exit_code == 0
    assert "+title: Зовсім інший заголовок" in live.output.replace("+ ", "+")
    changed = visnyk("check", SLUG, "--from", "live", "--pages", 100, "--fail-on-change", *on(one_site))
    assert changed.exit_code == 1
    lost = Answer(200, (("Content-Type", "text/html; charset=utf-8"),), b"<title>Error 404</title>")
    one_site.web.faults(SLUG, lambda request: lost if request.target == article.path else None)
    gone = visnyk("check", SLUG, "--from", "live", "--pages", 100, "--json", *on(one_site))
    assert gone.exit_code == 1
    assert [page["state"] for page in told(gone)[0]["pages"]].count("gone") == 1
    assert one_site.ask("select count(*), max(content_hash) from article_versions") == stored


def test_check_of_the_archive_shows_what_another_source_file_would_change(one_site: Place) -> None:
    one_site.run()
    file = one_site.folder / f"{SLUG}.toml"
    layout = (
        '[[layouts]]\ntitle = "h1.post-creative-title"\npublished = "ul.post-creative-meta time"\n'
        'body = "article.post-creative > main"\n'
    )
    file.write_text(file.read_text("utf-8") + layout, "utf-8")
    done = visnyk("check", SLUG, "--pages", 100, "--json", *on(one_site))
    (found,) = told(done)
    assert found["from"] == "archive"
    assert all(page["diff"] for page in found["pages"] if page["state"] == "changed")
    assert {page["state"] for page in found["pages"]} == {"changed", "no article"}
    lost = {line.partition(":")[0] for page in found["pages"] for line in page["diff"]}
    assert lost == {"-category", "-source_tags", "-region_hint", "-community_names"}
    file.write_text(file.read_text("utf-8").replace('"h1.post-creative-title"', '"h1.nova"'), "utf-8")
    broken = visnyk("check", SLUG, "--pages", 100, *on(one_site))
    assert broken.exit_code == 1
    assert "title: nothing matched 'h1.nova'" in " ".join(broken.output.split())


def test_recorded_pages_are_golden_cases_that_show_another_reading(one_site: Place, tmp_path: Path) -> None:
    one_site.run()
    into = tmp_path / "cases"
    article = one_site.web.truth(SLUG)[0]
    url = one_site.web.url(SLUG, article.path)
    done = visnyk("record", SLUG, url, "--into", into, "--case", "persha", "--json", *on(one_site))
    assert done.exit_code == 0, done.output
    (case,) = told(done)
    assert case["note"]["origin"] == "recorded"
    assert case["expected"]["title"] == article.title
    again = visnyk("record", SLUG, url, "--into", into, "--case", "persha", *on(one_site))
    assert again.exit_code == 2
    assert "stays as it is" in " ".join(again.output.split())
    cases = ("check", SLUG, "--from", "cases", "--cases", into, *on(one_site))
    assert visnyk(*cases).exit_code == 0
    expected = into / SLUG / "persha" / "expected.json"
    expected.write_text(expected.read_text("utf-8").replace(article.title, "Інший заголовок"), "utf-8")
    other = visnyk(*cases)
    assert other.exit_code == 1
    assert "-title: Інший заголовок" in other.output
    update = visnyk("record", SLUG, "--update", "--into", into, *on(one_site))
    assert f"+title: {article.title}" in update.output
    assert visnyk(*cases).exit_code == 0


def test_record_chooses_pages_and_takes_them_from_the_site_where_the_archive_has_none(
    one_site: Place, tmp_path: Path
) -> None:
    done = visnyk("record", SLUG, "--into", tmp_path / "cases", "--pages", 2, "--json", *on(one_site))
    assert done.exit_code == 0, done.output
    assert len(told(done)) == 2
    assert len(list((tmp_path / "cases" / SLUG).iterdir())) == 2
    assert not one_site.home.root.exists()
    shutil.rmtree(tmp_path / "cases")
    none = visnyk("record", SLUG, "--into", tmp_path / "cases", "--from", "archive", *on(one_site))
    assert none.exit_code == 1
