"""Adds a folder to a case with a reader that needs no model, in this process: what the kill tests kill.

python -m tests.adding.run_add CASE FOLDER [LIMIT]     LIMIT: no file may grow beyond so many bytes
"""

from __future__ import annotations

import sys

from tests.adding import reports

reports.install()

from gestae.cli.main import run  # noqa: E402 - after the fake reader


def main() -> int:
    case, folder, *limit = sys.argv[1:]
    if limit:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit[0]), resource.RLIM_INFINITY))
    return run(["add", case, folder, "--workers", "0", "--no-progress"])


if __name__ == "__main__":
    raise SystemExit(main())
