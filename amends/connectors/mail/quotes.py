"""Find what a person newly wrote in the text of a reply, in Arabic, Persian and English.

The uncut text is always kept beside it: these rules decide what is read first, not what is kept.
"""

import re


_INVISIBLE = re.compile(
    r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u064b-\u0652\u0640\u1427*]"
)
_OPENING = r"(?:on|في|فی|بتاريخ|در)\b"
_WROTE = r"(?:\bwrote|كتبت?(?:\s*/\s*كتبت)?|تمت كتابة ما يلي بواسطة|نوشت(?:ه(?:\s*است)?)?|نوشتند)(?!\w)"
_ATTRIBUTION = re.compile(
    rf"^(?:{_OPENING}.*|.*<[^<>\s]+@[^<>\s]+>.*){_WROTE}.*:$"
    r"|^\d{4}-\d\d-\d\d \d?\d:\d\d GMT\S* .*<[^<>\s]+@[^<>\s]+>:$",
    re.IGNORECASE,
)
_OPENS = re.compile(rf"^{_OPENING}", re.IGNORECASE)
_ENDS_IN_WROTE = re.compile(rf"{_WROTE}.{{0,60}}:$", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9٠-٩۰-۹]")
_FROM = re.compile(r"^(?:from|من|از)\s*:", re.IGNORECASE)
_KEYS = (
    re.compile(
        r"^(?:sent|date|تم الإرسال|تاريخ الإرسال|التاريخ|تاریخ|ارسال شده)\s*:", re.IGNORECASE
    ),
    re.compile(r"^(?:to|إلى|الى|به)\s*:", re.IGNORECASE),
    re.compile(r"^(?:subject|الموضوع|موضوع)\s*:", re.IGNORECASE),
)
_SEPARATOR = re.compile(
    r"^-{2,}\s*(?:original message|forwarded message|الرسالة الأصلية|رسالة معاد توجيهها|رسالة محولة"
    r"|پیام اصلی|پیام هدایت شده)\s*-{2,}$|^begin forwarded message:$",
    re.IGNORECASE,
)
_MOBILE = re.compile(
    r"^(?:sent (?:from|via|with)\b(?!.*[.!?,]\s).{1,40}|get outlook for .{1,20}|ارسال شده از.{1,40}"
    r"|أ?رسلت من.{1,40}|مرسل من.{1,40}|تم الإرسال من.{1,40}|از طرف گوشی.{0,40}"
    r"|از .{1,20} من ارسال شد)$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^--\s?$")
_RULE = re.compile(r"^[_\-=*#~+]{3,}$")
_LONGEST_SIGNATURE = 6
_FEWEST_DIGITS = 4
_ATTRIBUTION_LINES = 3
_HEADER_LINES = 7
_FEWEST_HEADERS = 3


def new_text(text: str) -> str:
    """Return what the person newly wrote; the whole text when nothing else would be left."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    plain = [_for_matching(line) for line in lines]
    kept: list[int] = []
    at = 0
    while at < len(lines):
        length = _attribution_length(plain, at)
        if _starts_rest(plain, at) or (length and not _is_inline(plain, at + length)):
            break
        if length:
            at += length
            continue
        is_gap = kept and not plain[at] and not plain[kept[-1]] and _is_quoted(plain[at - 1])
        if not _is_quoted(plain[at]) and not is_gap:
            kept.append(at)
        at += 1
    answer = "\n".join(lines[i] for i in _without_signature(kept, plain)).strip()
    return answer or text.strip()


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
        if not line or _is_quoted(line) or starts_again:
            return 0
        joined = f"{joined} {line}".strip()
        if _OPENS.match(joined) and _is_attribution(joined):
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
