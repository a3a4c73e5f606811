"""``python -m exercise``."""

from exercise.cli import main

if __name__ == "__main__":
    main()
