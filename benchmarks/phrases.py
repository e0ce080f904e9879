"""Words from which made-up listings are put together; `{...}` is filled in by the generator."""

from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of service: what it may be called, what it says, and how often there is one."""

    category: str
    needs: tuple[str, ...]
    weight: int
    names: tuple[str, ...]
    lines: tuple[str, ...]


KINDS = (
    Kind(
        "befriending",
        ("loneliness",),
        5,
        ("{town} Befriending", "{place} Good Neighbours", "Friendly Calls {town}"),
        (
            "Volunteers visit people who see few others, once a week for about an hour.",
            "We match each person with somebody who also likes {hobby} or {other_hobby}.",
            "Telephone befriending is offered where visits are not possible.",
            "Many people feel lonely after a move, an illness or the death of a partner.",
        ),
    ),
    Kind(
        "lunch-club",
        ("loneliness", "food"),
        6,
        ("{place} Lunch Club", "{town} Luncheon Club", "{saint} Wednesday Lunch"),
        (
            "A hot two-course meal is served at noon, followed by {hobby} and a quiz.",
            "Transport can be arranged for people who cannot manage the bus.",
            "Vegetarian, halal and gluten-free dishes are cooked on request.",
        ),
    ),
    Kind(
        "social-group",
        ("loneliness", "purpose"),
        9,
        ("{town} Social Club", "{place} Friendship Group", "{place} Tea and Talk"),
        (
            "A relaxed afternoon of tea, cake, {hobby} and conversation.",
            "New members are met at the door and introduced to the group.",
            "Outings to {town} market and the coast are planned each summer.",
        ),
    ),
    Kind(
        "debt-advice",
        ("debt",),
        4,
        ("{town} Debt Advice", "{place} Money Advice Centre", "{town} Debt Centre"),
        (
            "Free and confidential advice about rent arrears, council tax, loans and bailiffs.",
            "An adviser goes through letters, makes a budget and speaks to creditors.",
            "Fuel vouchers and hardship grants can be applied for with our help.",
        ),
    ),
    Kind(
        "welfare-advice",
        ("benefits",),
        4,
        ("{town} Benefits Advice", "{place} Welfare Rights", "{town} Advice Centre"),
        (
            "Help with claims for universal credit, attendance allowance and pension credit.",
            "We prepare appeals and come along to the tribunal.",
            "Bring your latest award letter and proof of rent.",
        ),
    ),
    Kind(
        "food-bank",
        ("food",),
        6,
        ("{town} Food Bank", "{saint} Food Bank", "{place} Pantry"),
        (
            "Three days of food for households referred with a voucher.",
            "Parcels hold tins, pasta, cereal, fresh vegetables and toiletries.",
            "No voucher is needed for the pantry, where members choose ten items for five pounds.",
        ),
    ),
    Kind(
        "warm-space",
        ("energy", "loneliness"),
        6,
        ("{place} Warm Space", "{saint} Warm Welcome", "{town} Library Warm Hub"),
        (
            "A heated room with hot drinks, wifi, newspapers and board games.",
            "Children are welcome when they come with an adult.",
            "Nobody is asked why they came or how long they stay.",
        ),
    ),
    Kind(
        "bereavement-support",
        ("bereavement",),
        3,
        ("{town} Bereavement Group", "{place} Bereavement Cafe", "Living with Loss {town}"),
        (
            "For anybody whose partner, parent, child or friend has died, however long ago.",
            "Trained volunteers listen; nobody has to speak.",
            "Six weekly evenings on grief, followed by a monthly walk.",
        ),
    ),
    Kind(
        "carers-support",
        ("carers",),
        4,
        ("{town} Carers", "{place} Carers Centre", "Carers Break {town}"),
        (
            "Information, a listening ear and short breaks for people who look after somebody.",
            "A carers assessment can be prepared with a worker who knows the forms.",
            "Young carers aged eight to seventeen have an evening of their own.",
        ),
    ),
    Kind(
        "mental-health-service",
        ("mental-health",),
        5,
        ("{town} Wellbeing Hub", "{place} Talking Space", "Calm Minds {town}"),
        (
            "Support with anxiety, low mood, stress and poor sleep.",
            "Up to eight sessions of talking therapy, in person or online.",
            "A course on managing worry runs each spring and autumn.",
        ),
    ),
    Kind(
        "esol",
        ("english",),
        3,
        ("{town} English Classes", "{place} ESOL", "Conversation Club {town}"),
        (
            "English for speakers of other languages at five levels, from beginners upwards.",
            "A crèche is open during morning classes.",
            "Practise speaking about work, school, health and {hobby}.",
        ),
    ),
    Kind(
        "digital-help",
        ("digital",),
        4,
        ("{town} Computer Help", "{place} Digital Drop-in", "Getting Online {town}"),
        (
            "Bring your own phone, tablet or laptop, or borrow one of ours.",
            "Learn to send e-mail, see photographs, order prescriptions and spot a scam.",
            "Free data cards are given to people without internet at home.",
        ),
    ),
    Kind(
        "walking",
        ("physical-activity", "loneliness"),
        7,
        ("{town} Walking Group", "{place} Health Walk", "{place} Ramblers"),
        (
            "A gentle walk of {number} miles on level paths, led by trained walk leaders.",
            "We stop for coffee afterwards; dogs on leads are welcome.",
            "Sturdy shoes are advised after rain.",
        ),
    ),
    Kind(
        "exercise-class",
        ("physical-activity",),
        8,
        ("{town} Chair Exercise", "{place} Strength and Balance", "{place} Pilates"),
        (
            "Gentle movement to music, seated or standing, to keep joints supple.",
            "Helps to prevent falls and to build confidence after an illness.",
            "The instructor is qualified to work with long-term conditions.",
        ),
    ),
    Kind(
        "arts-and-crafts",
        ("creativity",),
        8,
        ("{place} Craft Group", "{town} Knit and Natter", "{place} Painters"),
        (
            "Try {hobby} or {other_hobby} with materials provided.",
            "Work is shown each year in the foyer of {town} library.",
            "Beginners are shown how to start by other members.",
        ),
    ),
    Kind(
        "music-and-singing",
        ("creativity",),
        5,
        ("{town} Community Choir", "{place} Singers", "Singing for Breathing {town}"),
        (
            "Nobody has to read music or pass an audition.",
            "Songs from folk, film and gospel, with two concerts a year.",
            "Singing is good for breathing, mood and memory.",
        ),
    ),
    Kind(
        "gardening",
        ("purpose", "physical-activity"),
        5,
        ("{place} Community Garden", "{town} Green Gym", "{place} Growers"),
        (
            "Raised beds, a polytunnel and a pond, cared for by volunteers.",
            "Dig, sow and harvest, and take vegetables home.",
            "The path is firm and suits wheelchairs.",
        ),
    ),
    Kind(
        "parent-group",
        ("parenting",),
        9,
        ("{saint} Toddlers", "{place} Stay and Play", "{town} Baby Group"),
        (
            "Toys, songs, snacks and messy play for children under five.",
            "Health visitors drop in on the first session of the month.",
            "Fathers, grandparents and childminders are just as welcome.",
        ),
    ),
    Kind(
        "youth-group",
        ("young-people",),
        7,
        ("{town} Youth Club", "{place} Scouts", "{place} Young People's Project"),
        (
            "Sport, music, cooking and trips for young people aged eleven to eighteen.",
            "Youth workers are there to talk about school, home and worries.",
            "Tuck shop, pool table and a recording studio.",
        ),
    ),
    Kind(
        "library",
        ("learning",),
        6,
        ("{town} Library", "{place} Library", "{town} Central Library"),
        (
            "Books, computers, study space and free wifi.",
            "Rhyme time on Tuesdays, a reading group on the last Thursday.",
            "Staff can help with forms and point to other services.",
        ),
    ),
    Kind(
        "sports-club",
        ("physical-activity",),
        12,
        ("{town} Bowls Club", "{place} Football Club", "{town} Badminton", "{place} Cricket Club"),
        (
            "Training twice a week and friendly matches at weekends.",
            "Equipment can be borrowed; the first session costs nothing.",
            "Teams for women, men, juniors and walking football for over fifties.",
        ),
    ),
    Kind(
        "community-centre",
        ("purpose",),
        9,
        ("{place} Community Centre", "{town} Village Hall", "{place} Hub"),
        (
            "Rooms for hire, a cafe and a full programme of classes.",
            "The hall holds {number}0 people and has a kitchen.",
            "Local groups meet here every day of the week.",
        ),
    ),
    Kind(
        "dementia-support",
        ("dementia", "carers"),
        3,
        ("{town} Memory Cafe", "{place} Dementia Group", "Singing for the Brain {town}"),
        (
            "For people living with memory loss and whoever looks after them.",
            "Activities, music and advice from a dementia adviser.",
            "Come together or have an hour to yourself.",
        ),
    ),
    Kind(
        "housing-advice",
        ("housing", "homelessness"),
        3,
        ("{town} Housing Advice", "{place} Tenants Advice", "{town} Housing Options"),
        (
            "Advice about eviction, repairs, damp, deposits and joining the housing register.",
            "An emergency bed can be found for people with nowhere to sleep tonight.",
            "Ring before coming; bring your tenancy agreement.",
        ),
    ),
    Kind(
        "pharmacy",
        ("health-care",),
        6,
        ("{place} Pharmacy", "{town} Chemist", "{place} Late Pharmacy"),
        (
            "Prescriptions, advice on minor illness and a delivery round.",
            "Blood pressure checks without an appointment.",
            "A private room is there for a quiet word.",
        ),
    ),
)

COMMON_LINES = (
    "Everybody is welcome, and support is there for people who need it.",
    "The group is run by volunteers with the support of {organization}.",
    "We meet at {place} Hall, close to the bus stop on {street}.",
    "There is level access from {street} and parking behind the building.",
    "Please ring first, since dates change in school holidays.",
    "Funding comes from {town} council and from local donations.",
    "The service began in {year} and has helped {number}00 people since.",
    "People come from {town}, {other_town} and the villages around.",
    "If you are nervous about coming alone, somebody will meet you at the door.",
    "Help can be given in other languages when asked for beforehand.",
    "You may refer yourself, or ask your doctor or link worker to do it.",
    "Our office on {street} is staffed on weekday mornings.",
    "Sessions at {other_place} and {place} follow the same programme.",
    "A small charge covers the room; nobody is turned away for want of money.",
)
HOBBIES = (
    "painting", "knitting", "cooking", "chess", "dominoes", "gardening", "dancing", "bingo",
    "photography", "local history", "woodwork", "sewing", "card making", "reading", "baking",
    "model railways", "pottery", "bird watching", "scrabble", "poetry", "family history",
    "ukulele", "crochet", "table tennis", "darts", "astronomy", "upcycling", "calligraphy",
)  # fmt: skip
PLACE_STARTS = (
    "Ash", "Beech", "Birch", "Black", "Bram", "Brook", "Burn", "Clay", "Clough", "Cold", "Crow",
    "Dale", "Dean", "Elm", "Fair", "Fern", "Ford", "Fox", "Glen", "Green", "Hag", "Hart", "Haw",
    "Hazel", "Heath", "High", "Hol", "Ivy", "Kings", "Lang", "Lark", "Lin", "Long", "Mar", "Mill",
    "Moor", "Nether", "Nor", "Oak", "Old", "Orchard", "Over", "Park", "Pear", "Queens", "Raven",
    "Red", "Rose", "Rush", "Sand", "Shaw", "Silver", "Stan", "Stone", "Thorn", "Up", "Wal", "Wel",
    "West", "Whin", "White", "Wick", "Willow", "Win", "Wood", "Wych",
)  # fmt: skip
PLACE_ENDS = (
    "acre", "bank", "borough", "bourne", "bridge", "brook", "bury", "by", "combe", "cote", "croft",
    "dale", "den", "field", "fold", "ford", "gate", "grove", "ham", "hurst", "hill", "holme",
    "lands", "lea", "ley", "low", "mere", "mead", "moor", "ridge", "shaw", "side", "stead",
    "thorpe", "ton", "vale", "view", "well", "wick", "wood", "worth",
)  # fmt: skip
STREETS = ("Road", "Street", "Lane", "Avenue", "Close", "Way", "Terrace", "Drive", "Row", "Green")
SAINTS = (
    "All Saints", "Holy Trinity", "Christ Church", "St Mary's", "St John's", "St Peter's",
    "St Paul's", "St James'", "St Andrew's", "St Michael's", "St Luke's", "Emmanuel", "Bethel",
)  # fmt: skip
ORGANIZATIONS = (
    "{town} Voluntary Action", "{town} Community Trust", "{place} Residents Association",
    "{town} Borough Council", "{saint} Parish", "{place} Neighbours", "{town} Together",
    "{town} and {other_town} Partnership", "Friends of {place}", "{town} Sports Trust",
)  # fmt: skip
