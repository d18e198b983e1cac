"""The program ``quaranta``: the same as the one that CMake builds."""

from __future__ import annotations

import sys

from quaranta import _core
from quaranta._foreign import reader


def main() -> int:
    """Run the command line; return its exit code."""
    code, out, err = _core.main(sys.argv[1:], reader())
    for stream, text in ((sys.stdout, out), (sys.stderr, err)):
        stream.flush()
        # Reports are UTF-8, whatever the terminal's own encoding is.
        stream.buffer.write(text)
        stream.buffer.flush()
    return code


if __name__ == "__main__":
    sys.exit(main())
