"""``python -m quaranta`` is the program ``quaranta``."""

import sys

from quaranta._cli import main

sys.exit(main())
