"""`python -m policyrules` is the command line."""

import sys

from policyrules.cli.main import main

sys.exit(main())
