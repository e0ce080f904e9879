"""`fingerpost openapi`: the contract of the API, as it is served."""

from api.generate import document
from commands.output import print_json


def run() -> None:
    """Print the OpenAPI document."""
    print_json(document())
