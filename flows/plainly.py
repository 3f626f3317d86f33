"""All sources of a run in threads of this process, without Prefect."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from flows.pipeline import Run
from flows.room import DiskFull
from flows.waiting import as_they_end


def visit_all(work: Run) -> None:
    """As many sources at a time as the settings say, each loaded when it has ended; what broke is in its result."""
    with ThreadPoolExecutor(work.settings.hosts_at_once) as pool:
        futures = {slug: pool.submit(work.visit, slug) for slug in work.sources}
        try:
            for slugs in as_they_end(futures):
                broken = {slug: error for slug in slugs if (error := futures[slug].exception())}
                work.result.errors |= {
                    slug: str(error) if isinstance(error, DiskFull) else f"{type(error).__name__}: {error}"
                    for slug, error in broken.items()
                }
                work.load(futures[slug].result() for slug in slugs if slug not in broken)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            work.stop()  # or Ctrl-C would wait for the end of every visit
            raise
