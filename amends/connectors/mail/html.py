"""Make text of a mail's HTML, with or without what the mail client quoted.

The cut follows the markup that mail clients put around quotes, so it needs no language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3


_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "wbr",
    ]
)
_UNREAD = {"script", "style", "title", "template", "noscript"}
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]
)
_PARAGRAPHS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"])
# Decoded text holds no control characters of this kind, so they can mark edges while joining.
_BLOCK_EDGE = "\0"
_PARAGRAPH_EDGE = "\1"
_BREAKS = re.compile(r"[ \t]*[\0\1][\0\1 \t]*")
_STRUCTURE = {*_BLOCKS, "br", "img", "td", "th", "tbody"}
_READ_ATTRIBUTES = {"class", "id", "style", "type", "alt"}
_DEEPEST = 100
_LONGEST_EMOJI = 8
_QUOTED_CLASSES = frozenset(["gmail_attr", "yahoo_quoted", "protonmail_quote"])
_REST_IDS = frozenset(
    ["divRplyFwdMsg", "appendonsend", "mail-editor-reference-message-container"]
)
_OUTLOOK_RULE = re.compile(r"border-top:\s*solid\s+#(?:e1e1e1|b5c4df)", re.IGNORECASE)
_ATTRIBUTES = {**nh3.ALLOWED_ATTRIBUTES, "*": {"dir", "lang"}}


@dataclass(slots=True)
class Node:
    """One element; children are elements and texts in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        """Return the element's classes."""
        return set(self.attributes.get("class", "").split())


def html_to_text(html: str) -> str:
    """Return everything a reader of this HTML sees, as plain lines."""
    return read_html(html)[0]


def read_html(html: str) -> tuple[str, str]:
    """Return everything a reader sees, and of it what was written outside the quotes."""
    root = _tree(html)
    shown = _as_text(root)
    _drop_rest(root)
    _drop_quotes(root, in_quote_container=False)
    return shown, _as_text(root)


def clean(html: str) -> str:
    """Return HTML that is safe to show: no scripts, no remote pictures, no styles."""
    return nh3.clean(
        html,
        attributes=_ATTRIBUTES,
        attribute_filter=_without_remote,
        url_schemes={"http", "https", "mailto", "tel", "cid"},
    )


def _without_remote(tag: str, attribute: str, value: str) -> str | None:
    """Drop addresses of remote pictures: fetching one tells the sender that we read the mail."""
    is_remote = tag == "img" and attribute == "src" and not value.startswith("cid:")
    return None if is_remote else value


class _TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def _tree(html: str) -> Node:
    """Build the tree from HTML put in order first: broken HTML costs the parser minutes."""
    in_order = nh3.clean(
        html,
        tags=_STRUCTURE,
        attributes={"*": _READ_ATTRIBUTES},
        clean_content_tags=_UNREAD,
        link_rel=None,
    )
    builder = _TreeBuilder()
    builder.feed(in_order)
    builder.close()
    return builder.root


def _drop_rest(node: Node) -> bool:
    """Cut at the first mark after which a client puts the earlier mail; tell whether it was found."""
    for place, child in enumerate(node.children):
        if isinstance(child, str):
            continue
        if _starts_rest(child):
            del node.children[place:]
            return True
        if _drop_rest(child):
            del node.children[place + 1 :]
            return True
    return False


def _starts_rest(node: Node) -> bool:
    is_marked = node.attributes.get("id", "").removeprefix("x_") in _REST_IDS
    return is_marked or bool(_OUTLOOK_RULE.search(node.attributes.get("style", "")))


def _drop_quotes(node: Node, *, in_quote_container: bool) -> None:
    node.children = [
        child
        for child in node.children
        if isinstance(child, str) or not _is_quote(child, in_quote_container=in_quote_container)
    ]
    for child in node.children:
        if isinstance(child, Node):
            holds = in_quote_container or "gmail_quote" in child.classes
            _drop_quotes(child, in_quote_container=holds)


def _is_quote(node: Node, *, in_quote_container: bool) -> bool:
    if node.tag == "blockquote":
        is_cited = node.attributes.get("type", "").lower() == "cite"
        return is_cited or in_quote_container or "gmail_quote" in node.classes
    if "gmail_quote" in node.classes:
        # A forward wraps the whole earlier mail; a reply keeps it in a blockquote, and what
        # stands between the blockquotes is the answer.
        return not any(child.tag == "blockquote" for child in _descendants(node))
    return bool(node.classes & _QUOTED_CLASSES)


def _descendants(node: Node) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, Node):
            yield child
            yield from _descendants(child)


def _as_text(root: Node) -> str:
    text = _BREAKS.sub(_break, "".join(_pieces(root)))
    text = re.sub(r"[ \t]+\n|\n (?! )", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _break(run: re.Match[str]) -> str:
    """Make one line break of neighbouring block edges, an empty line if one is a paragraph's."""
    return "\n\n" if _PARAGRAPH_EDGE in run[0] else "\n"


def _pieces(node: Node) -> Iterator[str]:
    edge = _PARAGRAPH_EDGE if node.tag in _PARAGRAPHS else _BLOCK_EDGE
    if node.tag in _BLOCKS:
        yield edge
    for child in node.children:
        if isinstance(child, Node):
            yield from _leaf(child) or _pieces(child)
        else:
            yield child if node.tag == "pre" else re.sub(r"[ \t\r\n\f\xa0]+", " ", child)
    if node.tag in _BLOCKS:
        yield edge


def _leaf(node: Node) -> tuple[str, ...]:
    """Return what a childless element reads as; nothing for elements that hold others."""
    if node.tag == "br":
        return ("\n",)
    if node.tag == "img":
        alternative = node.attributes.get("alt", "")
        is_emoji = 0 < len(alternative) <= _LONGEST_EMOJI and not alternative.isascii()
        return (alternative if is_emoji else "",)
    return ("\t", *_pieces(node)) if node.tag in {"td", "th"} else ()
