"""Find what a person newly wrote in the text of a reply, whatever the language of his mail program.

The uncut text is always kept beside it: these rules decide what is read first, not what is kept.
"""

import re

from amends.connectors.mail.wordings import FROM, OPENING, SENT, SEPARATOR, SUBJECT, TO, WROTE


_INVISIBLE = re.compile(
    r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u064b-\u0652\u0640\u1427*]"
)
_ATTRIBUTION = re.compile(
    rf"^(?:{OPENING}.*|.*<[^<>\s]+@[^<>\s]+>.*){WROTE}.*:$"
    # Gmail in some languages: a date with its zone and a name, no verb.
    r"|^\d{4}-\d\d-\d\d \d?\d:\d\d GMT[+-]\d\d:\d\d \S.{0,80}$",
    re.IGNORECASE,
)
_OPENS = re.compile(rf"^{OPENING}", re.IGNORECASE)
_OPENS_WITH_A_NAME = re.compile(rf"^.*<[^<>\s]+@[^<>\s]+>.*{WROTE}", re.IGNORECASE)
_ENDS_IN_WROTE = re.compile(rf"{WROTE}.{{0,60}}:$", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9٠-٩۰-۹]")
_FROM = re.compile(rf"^{FROM}\s*:", re.IGNORECASE)
_KEYS = tuple(re.compile(rf"^{key}\s*:", re.IGNORECASE) for key in (SENT, TO, SUBJECT))
_SEPARATOR = re.compile(
    rf"^-{{2,}}\s*{SEPARATOR}\s*-{{2,}}$|^begin forwarded message:$", re.IGNORECASE
)
_MOBILE = re.compile(
    r"^(?:sent (?:from|via|with)\b(?!.*[.!?,]\s).{1,40}|get outlook for .{1,20}|ارسال شده از.{1,40}"
    r"|أ?رسلت من.{1,40}|مرسل من.{1,40}|تم الإرسال من.{1,40}|از طرف گوشی.{0,40}"
    r"|از .{1,20} من ارسال شد)$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^--\s?$")
_RULE = re.compile(r"^[_\-=*#~+]{3,}$")
_END_OF_ADDRESS = ">:"  # a line was folded within <name@shop.example>
_LONGEST_SIGNATURE = 6
_FEWEST_DIGITS = 4
_ATTRIBUTION_LINES = 3
_HEADER_LINES = 7
_FEWEST_HEADERS = 3


def new_text(text: str) -> str:
    """Return what the person newly wrote; the whole text when nothing else would be left.

    A quotation under nobody's name stays: he put it there himself. A mail that holds nothing but
    the quotation of a mail says nothing new.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    plain = [_for_matching(line) for line in lines]
    if _is_quoted_mail(plain):
        return ""
    kept, is_attributed = _written(plain)
    if not is_attributed:
        kept = list(range(len(lines)))
    answer = "\n".join(lines[i] for i in _without_signature(kept, plain)).strip()
    return answer or text.strip()


def _written(plain: list[str]) -> tuple[list[int], bool]:
    """Return the lines that are not somebody else's, and whether anything named him."""
    kept: list[int] = []
    at, is_attributed = 0, False
    while at < len(plain):
        length = _attribution_length(plain, at)
        if _starts_rest(plain, at) or (length and not _is_inline(plain, at + length)):
            return kept, True
        if length:
            at, is_attributed = at + length, True
            continue
        is_gap = kept and not plain[at] and not plain[kept[-1]] and _is_quoted(plain[at - 1])
        if not _is_quoted(plain[at]) and not is_gap:
            kept.append(at)
        # Below what a telephone adds stands what it answers.
        is_attributed |= bool(_MOBILE.match(plain[at]))
        at += 1
    return kept, is_attributed


def _is_quoted_mail(plain: list[str]) -> bool:
    """Tell a mail of which every line is quoted, under the name of who wrote it."""
    said = [line for line in plain if line]
    if not said or not all(map(_is_quoted, said)):
        return False
    return _is_attribution(said[0].lstrip("> "))


def _for_matching(line: str) -> str:
    """Drop what is invisible; a zero-width non-joiner counts as a space."""
    return _INVISIBLE.sub("", line).replace("\u200c", " ").replace("\xa0", " ").strip()


def _is_quoted(line: str) -> bool:
    return line.startswith(">")


def _attribution_length(plain: list[str], at: int) -> int:
    """Return over how many lines "On … wrote:" runs from here, 0 if it does not start here."""
    if _is_attribution(plain[at]) or (
        _ENDS_IN_WROTE.search(plain[at]) and _is_quoted(_next_line(plain, at + 1))
    ):
        return 1
    joined = ""
    for length, line in enumerate(plain[at : at + _ATTRIBUTION_LINES], start=1):
        starts_again = length > 1 and _OPENS.match(line)
        is_cut = length > 1 and line == _END_OF_ADDRESS
        if not line or starts_again or (_is_quoted(line) and not is_cut):
            return 0
        joined = f"{joined}{line}" if is_cut else f"{joined} {line}".strip()
        if (_OPENS.match(joined) or _OPENS_WITH_A_NAME.match(plain[at])) and _is_attribution(
            joined
        ):
            return length
    return 0


def _is_attribution(line: str) -> bool:
    return bool(_ATTRIBUTION.match(line)) and _names_someone(line)


def _names_someone(line: str) -> bool:
    """Tell an attribution from a sentence about somebody who wrote: it has an address or a date."""
    return "@" in line or len(_DIGIT.findall(line)) >= _FEWEST_DIGITS


def _next_line(plain: list[str], at: int) -> str:
    return next((line for line in plain[at:] if line), "")


def _is_inline(plain: list[str], at: int) -> bool:
    """Tell whether the person wrote below or between the quoted lines."""
    rest = [line for line in plain[at:] if line]
    quoted = [i for i, line in enumerate(rest) if _is_quoted(line)]
    return bool(quoted) and quoted[0] == 0 and len(quoted) < len(rest)


def _starts_rest(plain: list[str], at: int) -> bool:
    """Tell whether everything from here on is somebody else's mail."""
    line = plain[at]
    if _SEPARATOR.match(line):
        return True
    if not any(key.match(line) for key in (_FROM, *_KEYS)):
        return False
    block = plain[at : at + _HEADER_LINES]
    found = [any(key.match(one) for one in block) for key in (_FROM, *_KEYS)]
    return found[0] and sum(found) >= _FEWEST_HEADERS


def _without_signature(kept: list[int], plain: list[str]) -> list[int]:
    """Drop a signature, a phone's advertisement and ruled lines from the end."""
    kept = _stripped(kept, plain)
    lines_after = 0
    for place in range(len(kept) - 1, -1, -1):
        if _SIGNATURE.match(plain[kept[place]]):
            return _stripped(kept[:place], plain)
        lines_after += bool(plain[kept[place]])
        if lines_after > _LONGEST_SIGNATURE:
            break
    return kept


def _stripped(kept: list[int], plain: list[str]) -> list[int]:
    end = len(kept)
    while end and _says_nothing(plain[kept[end - 1]]):
        end -= 1
    return kept[:end]


def _says_nothing(line: str) -> bool:
    return not line or bool(_MOBILE.match(line) or _RULE.match(line))
