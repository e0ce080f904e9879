"""Schedule: when something takes place, as a rule that repeats."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from schema.attribute import Attribute
from schema.example_ids import example_id
from schema.metadata import Metadata
from schema.shape import Shape
from schema.values import ClockTime, Day, Maybe, Number, WebAddress

WeekDay = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


class Schedule(Shape):
    """Days and times, told with the parts of an iCalendar repetition rule (RFC 5545)."""

    id: UUID = Field(description="Identifies the schedule.", examples=[example_id("schedule")])
    service_id: Maybe[UUID] = Field(
        None, description="The service that keeps these times.", examples=[example_id("service")]
    )
    location_id: Maybe[UUID] = Field(
        None,
        description="The place that is open at these times.",
        examples=[example_id("location")],
    )
    service_at_location_id: Maybe[UUID] = Field(
        None,
        description="The service in one place that keeps these times.",
        examples=[example_id("service_at_location")],
    )
    valid_from: Maybe[Day] = Field(
        None, description="The first day on which these times hold.", examples=["2026-09-01"]
    )
    valid_to: Maybe[Day] = Field(
        None,
        description="The last day for which these times were checked.",
        examples=["2027-07-31"],
    )
    dtstart: Maybe[Day] = Field(
        None, description="The first day of all; counting starts here.", examples=["2026-09-07"]
    )
    timezone: Maybe[Number] = Field(
        None,
        description="Hours from UTC; times without it are local to Europe/London.",
        examples=[0],
    )
    until: Maybe[Day] = Field(
        None, description="The day on which the repetition ends.", examples=["2027-07-31"]
    )
    count: Maybe[Number] = Field(
        None, description="How many times it takes place in all.", examples=[6]
    )
    wkst: Maybe[WeekDay] = Field(None, description="The day on which weeks begin.", examples=["MO"])
    freq: Maybe[Literal["WEEKLY", "MONTHLY"]] = Field(
        None, description="Whether the rule repeats by weeks or by months.", examples=["WEEKLY"]
    )
    interval: Maybe[Number] = Field(
        None, description="Every how many weeks or months; 2 is every other one.", examples=[1]
    )
    byday: Maybe[str] = Field(
        None,
        description="Days with commas between; by months a number says which: `2MO`, `-1FR`.",
        examples=["TU,TH"],
    )
    byweekno: Maybe[str] = Field(
        None, description="Weeks of the year, by ISO 8601 number.", examples=["1,27"]
    )
    bymonthday: Maybe[str] = Field(
        None,
        description="Days of the month; negative ones count back from its end.",
        examples=["1,15"],
    )
    byyearday: Maybe[str] = Field(None, description="Days of the year.", examples=["1,183"])
    description: Maybe[str] = Field(
        None,
        description="The times in words, as they were given.",
        examples=["Tuesdays and Thursdays, 10am to noon, term time"],
    )
    opens_at: Maybe[ClockTime] = Field(
        None, description="When it opens or begins, `HH:MM`.", examples=["10:00"]
    )
    closes_at: Maybe[ClockTime] = Field(
        None, description="When it closes or ends, `HH:MM`.", examples=["12:00"]
    )
    schedule_link: Maybe[WebAddress] = Field(
        None,
        description="A page that lists the dates.",
        examples=["https://befriending.example/dates"],
    )
    attending_type: Maybe[str] = Field(
        None, description="How one takes part at these times.", examples=["in person"]
    )
    notes: Maybe[str] = Field(
        None, description="Exceptions and remarks.", examples=["Closed on bank holidays"]
    )
    attributes: list[Attribute] = Field(
        default_factory=list, description="Terms that describe this schedule."
    )
    metadata: list[Metadata] = Field(
        default_factory=list, description="Changes made to this schedule."
    )
