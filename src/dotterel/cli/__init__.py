"""The `dotterel` command. Importing this package imports nothing heavy; each command does when it runs."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and end the process with its exit status: 0 done, 1 some documents failed, 2 bad call."""
    from dotterel.cli.app import run

    sys.exit(run())
