"""What keeps the house in shape and no other tool counts. import-linter holds the direction of imports."""

from __future__ import annotations

import ast
import re
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import is_loopback

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for name in ("flows", "scrapers", "warehouse") for path in (ROOT / name).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MOST_LINES_OF_A_FUNCTION = 50
MOST_LINES_OF_A_MODULE = 300

# «TODO» and the like are put together so that this file does not hold them
UNFINISHED = re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
IGNORED = re.compile(
    r"#\s*type:\s*" + "ignore|pytest\\.mark\\.(?:skip|x" + "fail)|pytest\\.(?:skip|x" + r"fail)\("
)
MACHINE_PATH = re.compile(r"(?<![\w.:])/(?:work|home/\w+|root|Users/\w+)/")
REGISTRY = re.compile(r"https?://[\w.-]*(?:pypi|pythonhosted|artifactory|nexus|devpi|npmjs)[\w.-]*", re.I)
MADE_BY = re.compile(
    r"\b(?:sub-?agents?|helper (?:session|agent)s?|AI (?:agent|assistant)s?|language models?|LLMs?|ChatGPT|Claude)\b",
    re.I,
)
TEXT = {".py", ".toml", ".md", ".sql", ".yaml", ".yml", ".html", ".json", ".tsv", ".lock", ".txt", ".cfg", ""}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Every text file that is, or is about to be, part of the project."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    files = [ROOT / name for name in listed if name and Path(name).suffix in TEXT]
    return {name_of(path): path.read_text(encoding="utf-8") for path in files if path.is_file()}


def read(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES_OF_A_MODULE


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_functions_are_short(path: Path) -> None:
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions(read(path))}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_OF_A_FUNCTION} == {}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_say_what_they_are_for(path: Path) -> None:
    tree = read(path)
    assert not tree.body or ast.get_docstring(tree)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_errors_are_caught_by_name(path: Path) -> None:
    """BaseException may be caught to undo something, if it is raised again."""
    handlers = [node for node in ast.walk(read(path)) if isinstance(node, ast.ExceptHandler)]
    broad = [
        node for node in handlers if node.type is None or "Exception" in ast.unparse(node.type).split(".")
    ]
    silent = [
        node
        for node in handlers
        if node.type is not None
        and ast.unparse(node.type) == "BaseException"
        and not any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
    ]
    assert [node.lineno for node in broad + silent] == []


@pytest.mark.parametrize(
    "path", [path for path in MODULES if not name_of(path).startswith("flows")], ids=name_of
)
def test_only_flows_read_the_environment(path: Path) -> None:
    """By whatever way it is reached: `os.environ`, `os.getenv`, `from os import environ`."""
    names = {"environ", "environb", "getenv", "getenvb"}
    used = {node.attr for node in ast.walk(read(path)) if isinstance(node, ast.Attribute)}
    used |= {
        name.name for node in ast.walk(read(path)) if isinstance(node, ast.ImportFrom) for name in node.names
    }
    assert used & names == set()


@pytest.mark.parametrize("path", TESTS, ids=name_of)
def test_tests_do_not_sleep(path: Path) -> None:
    calls = {ast.unparse(node.func) for node in ast.walk(read(path)) if isinstance(node, ast.Call)}
    assert calls & {"time.sleep", "sleep"} == set()


@pytest.mark.parametrize(
    ("pattern", "what"),
    [
        pytest.param(UNFINISHED, "an unfinished spot", id="unfinished"),
        pytest.param(IGNORED, "a check switched off", id="switched-off"),
        pytest.param(MACHINE_PATH, "a path of one machine", id="machine-path"),
        pytest.param(REGISTRY, "the address of a package registry", id="registry"),
        pytest.param(MADE_BY, "talk about who wrote it", id="authors"),
    ],
)
def test_files_hold_nothing_that_belongs_elsewhere(
    texts: dict[str, str], pattern: re.Pattern[str], what: str
) -> None:
    here = name_of(Path(__file__))
    found = [
        f"{name}: {m[0]}" for name, text in texts.items() if name != here for m in pattern.finditer(text)
    ]
    assert found == [], what


def test_lock_names_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--hash=sha256:" in lock
    assert re.findall(r"^.*(?:https?://|--(?:extra-)?index-url|--find-links|@ file:).*$", lock, re.M) == []


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_readme_shows_how_to_begin(command: str) -> None:
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


def test_top_level_holds_what_it_may(texts: dict[str, str]) -> None:
    allowed = {
        "flows",
        "scrapers",
        "warehouse",
        "tests",
        "docs",
        "pyproject.toml",
        "README.md",
        "Makefile",
        "prefect.yaml",
    }
    allowed |= {".ci", "CHANGELOG.md", "LICENSE", "requirements.lock", ".gitignore"}
    assert {name.split("/")[0] for name in texts} - allowed == set()


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.0.3.1", True),
        ("::1", True),
        ("localhost", True),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
        ("rada.example", False),
        ("", False),
    ],
)
def test_loopback_is_told_from_the_rest(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_no_test_leaves_this_machine(method: str) -> None:
    with (
        socket.socket() as sock,
        pytest.raises(pytest.fail.Exception, match=r"wanted to connect to 192\.0\.2\.1"),
    ):
        getattr(sock, method)(("192.0.2.1", 80))
