"""How one joins, how it is given, for whom alone, and what a place offers."""

import pytest

from harvesters.cleaning.access_modes import clean_access_modes
from harvesters.cleaning.accessibility import accessibility_features
from harvesters.cleaning.gender import clean_gender_only, gender_in_text
from harvesters.cleaning.joining import clean_joining


@pytest.mark.parametrize(
    ("said", "ways"),
    [
        ("Self referral", ("self",)),
        ("self-refer", ("self",)),
        ("Refer yourself by phone", ("self",)),
        ("Open door", ("self",)),
        ("drop-in", ("self",)),
        ("First come first served", ("self",)),
        ("No referral needed", ("self",)),
        ("GP referral", ("professional",)),
        ("by referral only", ("professional",)),
        ("Referral", ("professional",)),
        ("Agency referral for up to 4 weeks", ("professional",)),
        ("Referred by a health professional", ("professional",)),
        ("Call to refer a client", ("professional",)),
        ("no self referrals, GP referral only", ("professional",)),
        ("Foodbank Voucher", ("voucher",)),
        ("Voucher or referral", ("professional", "voucher")),
        ("Referral or self-refer", ("self", "professional")),
        ("Self-referral or GP", ("self", "professional")),
        ("professional", ("professional",)),
        ("Through a solicitor or social worker", ("professional",)),
        ("Ring, or just come", ("self",)),
        ("Book by e-mail; walk-ins if there is a gap", ("self",)),
    ],
)
def test_ways_of_joining(said: str, ways: tuple[str, ...]) -> None:
    assert clean_joining(said, "joining") == (ways, ())


@pytest.mark.parametrize("said", ["Contact us to book", "£2 membership", "At their discretion"])
def test_words_that_name_no_way_are_reported(said: str) -> None:
    ways, issues = clean_joining(said, "joining")
    assert ways is None
    assert [one.code for one in issues] == ["joining-unreadable"]


@pytest.mark.parametrize(
    ("said", "modes"),
    [
        ("venue", ("in_person",)),
        ("Face to face", ("in_person",)),
        ("in_person", ("in_person",)),
        ("home visit", ("at_home",)),
        ("in your own home", ("at_home",)),
        ("phone", ("phone",)),
        ("Online via Zoom", ("online",)),
        ("in person and by phone", ("in_person", "phone")),
        ("by phone, not online", ("phone",)),
    ],
)
def test_ways_of_giving(said: str, modes: tuple[str, ...]) -> None:
    assert clean_access_modes(said, "access_modes") == (modes, ())


def test_words_that_name_no_mode_are_reported() -> None:
    assert [one.code for one in clean_access_modes("various", "access_modes")[1]] == [
        "access-mode-unreadable"
    ]


@pytest.mark.parametrize(
    ("said", "only"),
    [
        ("Women", "women"),
        ("Ladies only", "women"),
        ("female", "women"),
        ("Men only", "men"),
        ("male", "men"),
    ],
)
def test_a_column_on_gender(said: str, only: str) -> None:
    assert clean_gender_only(said, "gender_only") == (only, ())


@pytest.mark.parametrize("said", ["Mixed", "All", "men and women", "", None, "No"])
def test_no_limit_by_gender(said: str | None) -> None:
    assert clean_gender_only(said, "gender_only") == (None, ())


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("A women-only swim", "women"),
        ("This group is for men only", "men"),
        ("only for women over 60", "women"),
        ("Tea for women and men", None),
        ("men only on Mondays, women only on Tuesdays", None),
        ("Women’s Institute", None),
    ],
)
def test_free_text_counts_only_when_it_is_outright(text: str, only: str | None) -> None:
    assert gender_in_text(text) == only


@pytest.mark.parametrize(
    ("said", "features"),
    [
        ("Wheelchair accessible", ("step_free",)),
        ("Level access, accessible toilets and induction loop",
         ("accessible_toilet", "hearing_loop", "step_free")),
        ("1x disabled parking bay available.", ("accessible_parking",)),
        ("Changing Places toilet", ("changing_places",)),
        ("no steps", ("step_free",)),
        ("Quiet room. BSL on request. Guide dogs welcome",
         ("quiet_space", "bsl", "assistance_dogs")),
        ("No step-free access. Hearing loop.", ("hearing_loop",)),
        ("Not suitable for wheelchair users", ("other",)),
        ("Gym upstairs", ("other",)),
    ],
)  # fmt: skip
def test_features_of_a_place(said: str, features: tuple[str, ...]) -> None:
    assert accessibility_features(said) == features
