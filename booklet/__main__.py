"""`python -m booklet`: the command `booklet`, where its script is not on the path."""

from booklet.cli import run

if __name__ == '__main__':  # a worker process imports this file again
    run()
