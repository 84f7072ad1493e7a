"""What is named at a monitor: kinds of spellings, and the signs by which a text may be about us."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


Names = Mapping[str, Any]

TELLS: Names = {
    "at_once": pgettext_lazy("how often we tell", "At once"),
    "hourly": pgettext_lazy("how often we tell", "Each hour, what was found in it"),
    "daily": pgettext_lazy("how often we tell", "Each morning, what was found since"),
}
SPELLINGS: Names = {
    "article": pgettext_lazy("why a spelling", "With or without the article"),
    "latin": pgettext_lazy("why a spelling", "In Latin letters"),
    "arabic_script": pgettext_lazy("why a spelling", "In Arabic letters"),
    "persian_script": pgettext_lazy("why a spelling", "In Persian letters"),
    "spaced": pgettext_lazy("why a spelling", "As two words"),
    "sounds_alike": pgettext_lazy("why a spelling", "A letter that sounds alike"),
    "dropped": pgettext_lazy("why a spelling", "A letter is missing"),
    "swapped": pgettext_lazy("why a spelling", "Two letters change places"),
    "doubled": pgettext_lazy("why a spelling", "A letter twice"),
    "neighbour": pgettext_lazy("why a spelling", "The key beside it"),
}
SIGNS: Names = {
    "handle": pgettext_lazy("why it may be us", "Named as an account"),
    "hashtag": pgettext_lazy("why it may be us", "Named in a hashtag"),
    "link": pgettext_lazy("why it may be us", "Named in a link"),
    "part": pgettext_lazy("why it may be us", "Only a part of a longer tag"),
    "capital": pgettext_lazy("why it may be us", "Written with a capital"),
    "quoted": pgettext_lazy("why it may be us", "In quotation marks"),
    "two_names": pgettext_lazy("why it may be us", "Two of our names together"),
    "whole_name": pgettext_lazy("why it may be us", "The whole name"),
    "long_name": pgettext_lazy("why it may be us", "A name that is hardly a word"),
    "short_name": pgettext_lazy("why it may be us", "A very short name"),
    "commerce": pgettext_lazy("why it may be us", "Words of buying beside it"),
    "commerce_twice": pgettext_lazy("why it may be us", "Several words of buying"),
    "complaint": pgettext_lazy("why it may be us", "It is a complaint"),
    "problem": pgettext_lazy("why it may be us", "The problem is one of a shop"),
    "own_word": pgettext_lazy("why it may be us", "A word of yours beside it"),
    "searched": pgettext_lazy("why it may be us", "Found by a search for our words"),
    "known_author": pgettext_lazy("why it may be us", "A customer of ours wrote it"),
    "other_language": pgettext_lazy("why it may be us", "In a language we do not speak"),
}
LEARNT_SIGNS: Names = {
    "name": _("Your answers about “%(name)s”"),
    "place": _("Your answers about this place"),
    "language": _("Your answers about this language"),
}
