"""What listings say of one word that was asked for, as a few bits of each."""

from collections.abc import Iterable

import numpy as np

from search.asked import Asked
from search.facts.columns import Numbers
from search.facts.fact import LONGEST_WORD
from search.whole.answers import Answers, Looked
from search.whole.arrays import Codes, Entries, Small
from search.whole.postings import BITS, few, lay
from search.whole.segment import Segment

OWN, OTHERS, INSTEAD, BEGUN = 0, BITS, 2 * BITS, 3 * BITS
"""From which bit on it is told in which of PARTS the word itself stands, one that it is read as, a
phrase that would do instead; and at which bit whether some word begins so."""

_MANY = 3


def looked_for(segment: Segment, one: Asked) -> Looked:
    """What of a word is looked for in a segment; one that no listing says is told by those that it
    is read as, however it was misspelt."""
    own, *others = (stemmed[:LONGEST_WORD] for stemmed in one.stems())
    said = own if segment.lexicon.of_stem(own) else ""
    return Looked(said, tuple(others), one.word.instead, one.beginnings)


def evidence(segment: Segment, one: Asked, looked: Looked) -> Answers:
    """Of the listings of a segment, not to be changed."""
    said = (*one.word.text.split(), *one.beginnings)
    return segment.answers.of(looked, said, lambda: _found(segment, looked), _bytes)


def told_at(answers: Answers, size: int, places: Numbers) -> Small:
    """Which of `codes` each place has, as its number; 0 where nothing answers the word."""
    if answers.places is None:
        return answers.numbers.take(places)
    if few(len(places), len(answers.places), size):
        return _looked_up(answers.places, answers.numbers, places.astype(np.uint32))
    of_all = np.zeros(size, answers.numbers.dtype)
    of_all[answers.places] = answers.numbers
    return of_all.take(places)


def _looked_up(known: Entries, numbers: Small, places: Entries) -> Small:
    if not len(known):
        return np.zeros(len(places), numbers.dtype)
    at = np.searchsorted(known, places)
    at[at == len(known)] = 0
    found: Small = numbers.take(at) * (known.take(at) == places)
    return found


def _found(segment: Segment, looked: Looked) -> Answers:
    """Of all places where many are not 0, else of these."""
    laid = np.zeros(segment.size, np.uint16)
    _lay(segment, looked, laid)
    places = np.flatnonzero(laid != 0)
    if len(places) * _MANY > segment.size:
        return Answers(None, *_numbered(laid))
    return Answers(places.astype(np.uint32), *_numbered(laid[places]))


def _numbered(laid: Codes) -> tuple[Small, Codes]:
    """Each as the number of its code, and the codes: 0, then those that there are."""
    seen = np.zeros(2 << BEGUN, bool)
    seen[laid] = True
    seen[0] = True
    codes = np.flatnonzero(seen).astype(np.uint16)
    numbers = np.zeros(len(seen), np.min_scalar_type(len(codes)))
    numbers[codes] = np.arange(len(codes))
    return numbers[laid], codes


def _bytes(found: Answers) -> int:
    return sum(0 if one is None else one.nbytes for one in found)


def _lay(segment: Segment, looked: Looked, into: Codes) -> None:
    _lay_stems(segment, filter(None, (looked.own,)), into, OWN)
    _lay_stems(segment, looked.others, into, OTHERS)
    for phrase in looked.instead:
        if len(phrase) == 1:
            _lay_stems(segment, phrase, into, INSTEAD)
        else:
            lay(segment.phrases.of(phrase), into, INSTEAD)
    for begun in looked.beginnings:
        places = segment.words.of(*segment.lexicon.begun(begun)) >> BITS
        into[places] |= np.uint16(1 << BEGUN)


def _lay_stems(segment: Segment, stems: Iterable[str], into: Codes, shift: int) -> None:
    for stemmed in stems:
        for rank in segment.lexicon.of_stem(stemmed[:LONGEST_WORD]):
            segment.words.lay(rank, into, shift)


def read_in(codes: Codes) -> Codes:
    """In which of PARTS the word stands, or one that it is read as, a bit for each."""
    found: Codes = (codes | codes >> np.uint16(OTHERS)) & np.uint16(15)
    return found
