"""What listings say of one word that was asked for, as a few bits of each."""

from collections.abc import Iterable

import numpy as np

from search.asked import Asked
from search.meilisearch import shape
from search.meilisearch.whole.postings import BITS, lay
from search.meilisearch.whole.segment import Answers, Codes, Segment
from search.meilisearch.whole.state import Whole

OWN, OTHERS, INSTEAD, BEGUN = 0, BITS, 2 * BITS, 3 * BITS
"""From which bit on it is told in which of PARTS the word itself stands, one that it is read as, a
phrase that would do instead; and at which bit whether some word begins so."""

_MANY = 3


def evidence(whole: Whole, one: Asked) -> Codes:
    """Of every place, not to be changed; 0 where nothing answers the word."""
    told = [_of_segment(segment, one) for segment in whole.segments]
    return np.concatenate(told) if len(told) > 1 else told[0]


def _of_segment(segment: Segment, one: Asked) -> Codes:
    said = (*one.word.text.split(), *one.beginnings)
    places, codes = segment.answers.get(one, said, lambda: _found(segment, one), _bytes)
    if places is None:
        return codes
    found = np.zeros(segment.size, np.uint16)
    found[places] = codes
    return found


def _found(segment: Segment, one: Asked) -> Answers:
    """All codes where many are not 0, else the places and the codes of these."""
    codes = np.zeros(segment.size, np.uint16)
    _lay(segment, one, codes)
    places = np.flatnonzero(codes != 0)
    if len(places) * _MANY > segment.size:
        return None, codes
    return places.astype(np.uint32), codes[places]


def _bytes(found: Answers) -> int:
    places, codes = found
    return codes.nbytes + (0 if places is None else places.nbytes)


def _lay(segment: Segment, one: Asked, into: Codes) -> None:
    own, *others = (stemmed[: shape.LONGEST_WORD] for stemmed in one.stems())
    _lay_stems(segment, (own,), into, OWN)
    _lay_stems(segment, others, into, OTHERS)
    for phrase in one.word.instead:
        if len(phrase) == 1:
            _lay_stems(segment, phrase, into, INSTEAD)
        else:
            lay(segment.phrases.of(phrase), into, INSTEAD)
    for begun in one.beginnings:
        places = segment.words.of(*segment.lexicon.begun(begun)) >> BITS
        into[places] |= np.uint16(1 << BEGUN)


def _lay_stems(segment: Segment, stems: Iterable[str], into: Codes, shift: int) -> None:
    for stemmed in stems:
        for rank in segment.lexicon.of_stem(stemmed[: shape.LONGEST_WORD]):
            segment.words.lay(rank, into, shift)


def read_in(codes: Codes) -> Codes:
    """In which of PARTS the word stands, or one that it is read as, a bit for each."""
    found: Codes = (codes | codes >> np.uint16(OTHERS)) & np.uint16(15)
    return found
