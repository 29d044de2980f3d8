"""``python -m app.cli`` does what ``houvast`` does."""

from app.cli import main

if __name__ == "__main__":
    main()
