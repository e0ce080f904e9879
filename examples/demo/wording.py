"""How the directories word what the catalogue keeps as short codes."""

LANGUAGES = {
    "am": "Amharic",
    "ar": "Arabic",
    "bfi": "British Sign Language",
    "en": "English",
    "fa": "Farsi",
    "gu": "Gujarati",
    "hi": "Hindi",
    "pa": "Punjabi",
    "pl": "Polish",
    "ru": "Russian",
    "so": "Somali",
    "ti": "Tigrinya",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "yue": "Cantonese",
}
ACCESS = {
    "step_free": "Step-free entrance",
    "accessible_toilet": "Accessible toilet",
    "hearing_loop": "Hearing loop",
    "accessible_parking": "Blue badge parking",
    "quiet_space": "Quiet space",
    "changing_places": "Changing Places toilet",
}
