"""A draft with everything the checks ask of it, each worked out once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from amends.language.normalise import fold
from amends.playbook.contract import ReviewContext
from amends.playbook.patterns import patterns
from amends.playbook.people import Person, people
from amends.playbook.policy import Policy
from amends.playbook.sentences import Sentence, split
from amends.playbook.times import Time, find_times
from amends.playbook.words import FACTS, Word, words_of_text


_WORD: Final = re.compile(r"[^\W\d_]{3,}|\d{2,}")
_ANY_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
# The newest turns decide; a thread of five hundred must not cost more than one of five.
_TURNS_READ: Final = 12
_CHARACTERS_READ: Final = 2000


@dataclass(frozen=True)
class Draft:
    """The words someone is about to send, and the case they belong to."""

    text: str
    context: ReviewContext
    policy: Policy

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Cut the draft into sentences."""
        return split(self.text, self.context.lang)

    @cached_property
    def times(self) -> tuple[Time, ...]:
        """Find the times the draft names, in the customer's zone."""
        try:
            zone = ZoneInfo(self.context.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            zone = ZoneInfo("UTC")
        return find_times(self.text, self.context.now, zone)

    @property
    def promises_a_time(self) -> bool:
        """Tell whether the draft names any bounded time."""
        return any(time.bounded for time in self.times)

    @property
    def answers_complaint(self) -> bool:
        """Tell whether the draft answers a complaint for the first time."""
        return (
            self.context.fault != "none"
            and self.context.stage == "first"
            and not self.context.safety
        )

    def has(self, *names: str) -> bool:
        """Tell whether any sentence holds any of the building blocks."""
        return any(sentence.has(*names) for sentence in self.sentences)

    def spans(self, *names: str) -> Iterator[tuple[int, int]]:
        """Yield where the building blocks stand, sentence by sentence."""
        for sentence in self.sentences:
            for name in names:
                yield from sentence.spans(name)

    @cached_property
    def customer_texts(self) -> tuple[str, ...]:
        """Give what customers wrote in the thread, newest last, cut to what is worth reading."""
        texts = [turn.text for turn in self.context.conversation if turn.who != "shop"]
        return tuple(text[:_CHARACTERS_READ] for text in texts[-_TURNS_READ:])

    def customer_says(self, name: str) -> bool:
        """Tell whether the customers' words hold a building block of the case's language."""
        pattern = patterns(self.context.lang if self.context.lang in {"ar", "fa"} else "en")[
            name
        ]
        return any(pattern.search(fold(text)) for text in self.customer_texts)

    @cached_property
    def heard(self) -> frozenset[str]:
        """Give every folded word of the thread and of what customer and colleagues are called."""
        turns = [
            turn.text[:_CHARACTERS_READ] for turn in self.context.conversation[-_TURNS_READ:]
        ]
        context = self.context
        names = (*context.shown_names, *context.customer_names, *context.colleague_names)
        said = " ".join((*turns, *context.published, *names))
        return frozenset(_ANY_WORD.findall(fold(said)))

    @cached_property
    def colleague(self) -> re.Pattern[str]:
        """Find the folded name of any colleague the desk knows; nothing where it knows none."""
        names = [re.escape(fold(name)) for name in self.context.colleague_names if name.strip()]
        return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)" if names else r"(?!)")

    @cached_property
    def heard_stems(self) -> frozenset[str]:
        """Give the stems of the words heard."""
        return frozenset(_stem(word) for word in self.heard)

    def words_in(self, sentence: Sentence) -> tuple[Word, ...]:
        """Cut a sentence into words with their classes."""
        known = self._words.get(sentence.start)
        if known is None:
            known = words_of_text(sentence.folded, sentence.text, sentence.lang)
            self._words[sentence.start] = known
        return known

    @cached_property
    def _words(self) -> dict[int, tuple[Word, ...]]:
        return {}

    def classes_in(self, sentence: Sentence) -> frozenset[str]:
        """Give the classes of words in a sentence; facts the customer has told are left out."""
        return frozenset(
            name
            for word in self.words_in(sentence)
            for name in word.classes
            if name not in FACTS or _stem(word.text) not in self.heard_stems
        )

    def people_in(self, sentence: Sentence) -> tuple[Person, ...]:
        """Find the persons a sentence names."""
        known = self._people.get(sentence.start)
        if known is None:
            words = self.words_in(sentence)
            known = tuple(people(words, sentence.folded.text, sentence.lang, self.heard))
            self._people[sentence.start] = known
        return known

    @cached_property
    def _people(self) -> dict[int, tuple[Person, ...]]:
        return {}

    @cached_property
    def shared_words(self) -> frozenset[str]:
        """Give the words with content that the draft shares with the customer's messages."""
        heard = content_words(" ".join(self.customer_texts))
        return content_words(self.text) & heard


def content_words(text: str) -> frozenset[str]:
    """Reduce a text to the stems that say what it is about.

    Small words and words of every letter to a shop are left out. The stem is the first four
    letters after the article and the conjunctions, which joins most forms of one word.
    """
    return frozenset(_stem(word) for word in _WORD.findall(fold(text))) - _EMPTY


def _stem(word: str) -> str:
    for lead in ("وال", "بال", "فال", "كال", "لل", "ال"):
        if word.startswith(lead) and len(word) > len(lead) + 2:
            word = word[len(lead) :]
            break
    return word[:4]


_SMALL: Final = """
the and you your our for with that this have has was were are not but will can from they she him her what when
about would could should there here just been very please sorry thank thanks dear customer order service hello
من في على الى عن هذا هذه ذلك التي الذي كان كانت لكن انا نحن انت هو هي لم لن ما لا كل بعد قبل مع عند لك لنا
شكرا نعتذر اسف عزيزي العميل طلب طلبك طلبي خدمه متجر مرحبا السلام عليكم اهلا اللي حضرتك عشان احنا انتو
از به با در که را این ان است بود شد برای شما ما من هم یا اگر ولی اما تا بر هر چه های می نمی شود کنید کنیم
سلام ممنون متاسف عذرخواهی مشتری گرامی سفارش سفارشتون خدمات فروشگاه لطفا خیلی
"""
_EMPTY: Final = frozenset(_stem(fold(word)) for word in _SMALL.split())
