"""`python -m booklet`: the command `booklet`, where its script is not on the path."""

import sys

from booklet.cli import main

if __name__ == '__main__':  # a worker process imports this file again
    sys.exit(main())
