"""Settings from the command line, the environment and one file, and the folder that holds all state.

The only module that reads the environment. What is said on the command line goes before the environment,
the environment before `settings.toml`, and that before the defaults below.
"""

from __future__ import annotations

import ipaddress
import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from scrapers.fetch import FetchLimits
from warehouse.db import MEMORY_LIMIT

VERSION = "0.1.0"


class SettingsError(Exception):
    """A setting that cannot be used; the message says where it stands, what was expected and what came."""


def _network(text: str) -> str:
    try:
        ipaddress.ip_network(text)
    except ValueError as error:
        raise ValueError(f"a network like 127.0.0.0/8 ({error})") from error
    return text


def _contact(text: str) -> str:
    if not text.isascii() or any(not letter.isprintable() for letter in text):
        raise ValueError("an address in Latin letters: it is sent in a header, which knows no others")
    return text


class Settings(BaseModel):
    """Every setting with its default. The environment's name is VISNYK_ and the key in capitals."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    contact: str = Field(
        "", description="mail or web address that sites can write to; part of the user agent"
    )
    allow_private: tuple[Annotated[str, AfterValidator(_network)], ...] = Field(
        (), description="networks that may be fetched from although they are not public, e.g. 127.0.0.0/8"
    )
    sources: tuple[Path, ...] = Field(
        (),
        description="folders of source files beside the built-in ones, as `--sources`; in settings.toml relative to"
        " its folder, in the environment parted by `:`",
    )
    only_sources: bool = Field(False, description="leave the built-in sources out, as `--only-sources`")
    hosts_at_once: int = Field(8, ge=1, le=64, description="sources that are read at the same time")
    connect_timeout: float = Field(10, gt=0, description="seconds until a connection must stand")
    read_timeout: float = Field(20, gt=0, description="seconds between two pieces of an answer")
    total_timeout: float = Field(60, gt=0, description="seconds for one whole request")
    attempts: int = Field(4, ge=1, le=10, description="requests for one URL before it counts as failed")
    backoff: float = Field(
        0.5, ge=0, description="seconds of the first pause between two attempts; it doubles"
    )
    max_body_mb: float = Field(20, gt=0, description="megabytes a body may have, counted after decompression")
    max_redirects: int = Field(5, ge=0, le=20, description="hops that are followed")
    look_again: int = Field(
        60,
        ge=0,
        description="requests a visit may spend on articles that its lists name no more, each once a day at most: were"
        " they edited, are they still there",
    )
    warc_mb: int = Field(512, ge=1, description="megabytes after which a WARC file is closed")
    keep_snapshots: int = Field(10, ge=1, description="published snapshots that are kept")
    memory_limit: str = Field(MEMORY_LIMIT, description="memory DuckDB may use in a load and a publish")

    @property
    def user_agent(self) -> str:
        return f"Visnyk/{VERSION} (archive of municipal news; {self.contact or 'contact not set'})"

    @property
    def networks(self) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
        return tuple(ipaddress.ip_network(text) for text in self.allow_private)

    @property
    def limits(self) -> FetchLimits:
        return FetchLimits(
            connect_timeout=self.connect_timeout,
            read_timeout=self.read_timeout,
            total_timeout=self.total_timeout,
            max_body=int(self.max_body_mb * 2**20),
            max_redirects=self.max_redirects,
            attempts=self.attempts,
            backoff=self.backoff,
        )


@dataclass(frozen=True, slots=True)
class Home:
    """The one folder of all state; `named` is what it was named by, for messages."""

    root: Path
    named: str = "--home"

    def make(self) -> None:
        """For a command that writes. Raises SettingsError."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            writable = os.access(self.root, os.W_OK | os.X_OK)
        except OSError as error:
            raise SettingsError(
                f"{self.named}: expected a folder that is there or can be made, came {self.root}: {error.strerror}"
            ) from error
        if not writable:
            raise SettingsError(f"{self.named}: expected a folder that may be written to, came {self.root}")

    @property
    def settings(self) -> Path:
        return self.root / "settings.toml"

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    @property
    def staging(self) -> Path:
        return self.root / "staging"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        return self.root / "published"

    @property
    def database(self) -> Path:
        """What analysts open."""
        return self.published / "latest" / "visnyk.duckdb"

    @property
    def prefect(self) -> Path:
        return self.root / "prefect"

    @property
    def reparse(self) -> Path:
        """What is made anew, until it is put in place; left by a kill it is of no use."""
        return self.root / "reparse"

    @property
    def runs(self) -> Path:
        return self.root / "runs"


def find_home(given: Path | None) -> Home:
    """`--home`, else VISNYK_HOME, else the place the desktop standard names. SettingsError where it is no folder."""
    named = "--home"
    if given is None and (told := os.environ.get("VISNYK_HOME")):
        given, named = Path(told), "VISNYK_HOME"
    if given is None:
        data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
        given, named = Path(data) / "visnyk", "home"
    root = given.expanduser().absolute()
    if root.exists() and not root.is_dir():
        raise SettingsError(f"{named}: expected a folder, came {root}, which is none")
    return Home(root, named)


def load_settings(home: Home, given: dict[str, Any] | None = None) -> Settings:
    """Raises SettingsError."""
    told: dict[str, tuple[Any, str]] = {}
    if home.settings.is_file():
        try:
            told |= {
                key: (_beside(home, value) if key == "sources" else value, str(home.settings))
                for key, value in tomllib.loads(home.settings.read_text(encoding="utf-8")).items()
            }
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"{home.settings}: expected TOML in UTF-8, came something else: {error}"
            ) from error
    told |= dict(_from_environment())
    told |= {key: (value, "command line") for key, value in (given or {}).items() if value is not None}
    try:
        return Settings.model_validate({key: value for key, (value, _) in told.items()})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = str(first["loc"][0])
        if first["type"] == "extra_forbidden":
            raise SettingsError(
                f"{told[key][1]}: {key}: no such setting; known: {', '.join(Settings.model_fields)}"
            ) from error
        expected = first["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
        expected = "a list in [ ]" if first["type"] == "tuple_type" else expected
        raise SettingsError(f"{told[key][1]}: {key}: expected {expected}, came {first['input']!r}") from error


def _beside(home: Home, value: Any) -> Any:
    """Paths as the settings file means them; what is no list of texts is left to the check."""
    if not isinstance(value, list) or not all(isinstance(path, str) for path in value):
        return value
    return [home.root / Path(path).expanduser() for path in value]


def _from_environment() -> list[tuple[str, tuple[Any, str]]]:
    """Raises SettingsError for a name that begins with VISNYK_ and is no setting: it would be a typo."""
    known = ["VISNYK_HOME", *(f"VISNYK_{key.upper()}" for key in Settings.model_fields)]
    for name in os.environ:
        if name.startswith("VISNYK_") and name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.0)
            raise SettingsError(
                f"environment: {name}: no such setting; the nearest: {near[0]}. Remedy: unset it, or name a setting"
                " of docs/operate.md"
            )
    found: list[tuple[str, tuple[Any, str]]] = []
    for key in Settings.model_fields:
        name = f"VISNYK_{key.upper()}"
        if (value := os.environ.get(name)) is not None:
            found.append((key, (_LISTS[key](value) if key in _LISTS else value, name)))
    return found


def _paths(text: str) -> list[Path]:
    return [Path(path).expanduser().absolute() for path in text.split(os.pathsep) if path]


_LISTS: dict[str, Callable[[str], Any]] = {"allow_private": str.split, "sources": _paths}


# Prefect reads these when it is imported; what the user has set stays
_PREFECT = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",  # each line would be a row of the API
    # the recorders' default is one row a transaction: 42 CPU ms a task instead of 12
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "100",
}
# the embedded server lives for one run only: no page to look at, and nobody's schedules and automations wait there
_EMBEDDED = {
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_UI_ENABLED": "0",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
}


def configure_prefect(home: Home, *, quiet: bool) -> None:
    """Keeps Prefect's state under our home, without account and telemetry. Call before Prefect is imported."""
    defaults = {"PREFECT_HOME": str(home.prefect), **_PREFECT}
    if quiet:
        defaults["PREFECT_LOGGING_LEVEL"] = "WARNING"
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
    # Prefect makes this folder but not the ones above it, and its server then dies without a word
    Path(os.environ["PREFECT_HOME"]).expanduser().mkdir(parents=True, exist_ok=True)


def prefect_server() -> str | None:
    """The address of a Prefect server the user runs, or None for the embedded one."""
    return os.environ.get("PREFECT_API_URL") or None


def embedded_environment() -> dict[str, str]:
    """The environment of an embedded server's process; what the user has set stays."""
    return {**_EMBEDDED, **os.environ}


def use_server(home: Home, url: str) -> None:
    """What this process and its children shall work with: one Prefect server and one home."""
    os.environ["PREFECT_API_URL"] = url
    os.environ["VISNYK_HOME"] = str(home.root)
