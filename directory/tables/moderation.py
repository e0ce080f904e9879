"""Who may moderate, and what readers told moderators."""

from datetime import datetime

from sqlmodel import SQLModel

from directory.tables import fields


class OperatorKeyRow(SQLModel, table=True):
    """A moderator's key for the API, hashed."""

    __tablename__ = "operator_key"
    id: str = fields.key()
    name: str = fields.text()
    secret_hash: str = fields.text()
    created_at: datetime = fields.moment()
    revoked_at: datetime | None = fields.moment(nullable=True)


class ReportRow(SQLModel, table=True):
    """Somebody's word that something is wrong with a listing."""

    __tablename__ = "problem_report"
    id: str = fields.key()
    listing_id: str = fields.text(index=True)
    kind: str = fields.text()
    text: str = fields.text()
    state: str = fields.text()
    reported_at: datetime = fields.moment()


OPERATOR_KEY = fields.table_of(OperatorKeyRow)
REPORT = fields.table_of(ReportRow)
