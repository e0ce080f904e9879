"""Required document: what one must bring to be served."""

from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.shape import Shape
from schema.values import Maybe, WebAddress


class RequiredDocument(Shape):
    """A paper that the service asks for."""

    id: UUID = Field(
        description="Identifies this entry.", examples=[example_id("required_document")]
    )
    service_id: Maybe[UUID] = Field(
        None, description="The service that asks for it.", examples=[example_id("service")]
    )
    document: Maybe[str] = Field(
        None, description="What to bring.", examples=["A food bank voucher"]
    )
    uri: Maybe[WebAddress] = Field(
        None,
        description="Where the paper is to be had.",
        examples=["https://foodbank.example/vouchers"],
    )
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this entry."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this entry."
    )
