"""Which listings answer a word at all, told apart from how well: few postings to look at."""

from tantivy import Query as Clause

from search.asked import Asked
from search.embedded.clauses import begun_by, one_of, phrase_in, shortest, term, worth
from search.embedded.schema import ALL
from search.embedded.vocabulary import Vocabulary
from search.forgiving import MOST_COMPLETIONS
from search.parts import PARTS


def answering(vocabulary: Vocabulary, one: Asked) -> Clause:
    """Rows that answer one word in whatever part, none better than another.

    Where few words begin as it does all are known, and who has one has its stem.
    """
    sought = shortest([*((stemmed,) for stemmed in one.stems()), *one.word.instead])
    single = dict.fromkeys(phrase[0] for phrase in sought if len(phrase) == 1)
    several = [phrase for phrase in sought if len(phrase) > 1]
    found = [
        *(term(ALL, stemmed) for stemmed in vocabulary.standing(ALL, single)),
        *(phrase_in(part, p) for part in PARTS for p in vocabulary.phrases_in(part, several)),
        *map(begun_by, one.beginnings if len(one.completed) >= MOST_COMPLETIONS else ()),
    ]
    return worth(one_of(found), 0.0)
