"""`python -m tests.second_web`: serve the second web, play its days, and say what was right and what was not."""

import argparse
import sys
import tempfile
import threading
from pathlib import Path

from tests.second_web import cast, judge, product, script, sites
from tests.second_web.serve import Web


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.second_web", description=__doc__)
    parser.add_argument(
        "--days", type=int, default=28, help="simulated days, 25 at least for the whole script"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=18650)
    parser.add_argument(
        "--home", type=Path, help="an empty folder for the product's state; kept (default: a temporary one)"
    )
    parser.add_argument("--only", nargs="*", help="these sites only")
    parser.add_argument("--judge-only", action="store_true", help="play nothing, judge what --home holds")
    parser.add_argument(
        "--serve", type=int, metavar="DAY", help="only serve the web of noon of this day, until stopped"
    )
    return parser.parse_args()


def main() -> int:
    options = asked()
    web_sites = sites.made(options.seed, options.days, options.port)
    if options.only:
        web_sites = [s for s in web_sites if s.slug in options.only]
    plan = script.visits(web_sites, options.days, cast.IDLE, options.seed)
    web = Web(web_sites, options.seed)
    if options.serve is not None:
        web.set(script.at(options.serve, 12))
        print("\n".join(f"{s.slug}: {s.base}{s.path}" for s in web_sites), flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return 0
    home = options.home or Path(tempfile.mkdtemp(prefix="second-web-"))
    user = product.Product(home, web_sites)
    if not options.judge_only:
        try:
            user.play(web, plan)
        finally:
            web.end()
    return judge.judge(web_sites, plan, user)


if __name__ == "__main__":
    sys.exit(main())
