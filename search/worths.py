"""What each reason for finding a listing is worth; the same for every engine.

A part weighs the same in rare words as in common ones and in long texts as in short ones, so that
hits which answer alike are alike and their distance can decide. All words one by one are worth 0.5
together, and so is one reason for all of them: what has half of the words in its name and half in
its need is never as good as what is the kind of help that they name.
"""

from collections.abc import Mapping

from search.parts import NAME, ORGANIZATION, TEXT, TOPIC

SAID: Mapping[str, float] = {NAME: 0.5, TOPIC: 0.45, ORGANIZATION: 0.3, TEXT: 0.25}
"""A word stands in a part."""

READ_AS: Mapping[str, float] = {NAME: 0.4, TOPIC: 0.36, ORGANIZATION: 0.24, TEXT: 0.2}
"""A word that it is read as does."""

INSTEAD: Mapping[str, float] = {NAME: 0.3, TOPIC: 0.25, ORGANIZATION: 0.1, TEXT: 0.05}
"""A phrase that would do instead does."""

BEGUN = 0.01
"""Some word begins so."""

ALONE: Mapping[str, float] = {NAME: 0.5}
TOGETHER: Mapping[str, float] = {**ALONE, TOPIC: 0.4, ORGANIZATION: 0.35, TEXT: 0.3}
"""All words stand in one part; where they name a kind of help, only a name can say it better."""

CALLED, LIKE_IT, NEED, NEED_LIKE_IT = 0.5, 0.35, 0.25, 0.15
"""The listing is of the kind of help that words name, or of one like it, or for such a need."""

ALSO = 0.05
"""How much of every further reason counts beside the best."""
