"""``python -m fitscore``."""

import sys

from fitscore.cli import main

if __name__ == "__main__":
    sys.exit(main())
