"""`python -m commands` is `fingerpost`."""

from commands.main import app

if __name__ == "__main__":
    app()
