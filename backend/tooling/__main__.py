"""python -m tooling COMMAND"""

import sys

# The one file that an older Python reads to the end, so that it can say what is wrong.
if sys.version_info < (3, 11):  # noqa: UP036
    this = ".".join(map(str, sys.version_info[:2]))
    sys.exit(f"Omnipresence needs Python 3.11 or newer; this is {this}. Name another one: make PYTHON=python3.12 run")

from tooling import commands

sys.exit(commands.main(sys.argv[1:]))
