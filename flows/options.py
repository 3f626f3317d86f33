"""Options that several commands share, each explained once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home", help="Folder of all state [VISNYK_HOME or ~/.local/share/visnyk]", show_default=False
    ),
]
SourcesOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--sources", help="Folder of source files, or one, beside the built-in ones; may be repeated"
    ),
]
OnlySourcesOption = Annotated[bool, typer.Option("--only-sources", help="Leave the built-in sources out")]
AllowOption = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-private", help="Network that may be fetched from, e.g. 127.0.0.0/8; may be repeated"
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for machines")]
WaitOption = Annotated[
    float | None,
    typer.Option("--wait", min=0, help="Seconds to wait for another run on this home; for ever if not given"),
]
NowOption = Annotated[
    str | None,
    typer.Option(
        "--now",
        help="For tests: the day to replay, an ISO time with its zone, in the past and after each source's last visit;"
        " all that is archived and stored bears it",
    ),
]
