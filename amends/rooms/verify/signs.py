"""Gather the signs of who wrote a mention: keys of its author, numbers in its words."""

from collections.abc import Iterator, Sequence

from django.db.models import Q

from amends.casebook.models import Author, Identity, IdentityKind, Mention, Order
from amends.casebook.proof import is_forged
from amends.language.entities import find_private_data
from amends.rooms.verify import keys
from amends.rooms.verify.rules import Sign


# Where a person types his own address, nobody has proven that it is his.
TYPED_KINDS = frozenset({"web_form"})
Key = tuple[str, str]


def signs_of(mention: Mention, orders: Sequence[Order]) -> tuple[Sign, ...]:
    """Return what speaks for which customer; an empty key speaks for nobody."""
    code_by_key = {key: code for code, key in _keys(mention) if key[1]}
    found = [
        Sign(code_by_key[key], customer) for key, customer in _owners(mention, code_by_key)
    ]
    code = f"order_in_{mention.visibility}"
    found += [Sign(code, order.customer_id) for order in orders if order.customer_id]
    return (*found, *_names(mention, orders))


def orders_in(mention: Mention) -> list[Order]:
    """Return the brand's orders named in a mention's words, its subject or its form, in order."""
    numbers = [
        keys.fold_order(number)
        for kind, number in (
            *_pieces(mention),
            ("order_no", str(mention.data.get("order", ""))),
        )
        if kind == "order_no"
    ]
    wanted = [number for number in dict.fromkeys(numbers) if number]
    if not wanted:
        return []
    rows = Order.objects.filter(brand=mention.brand_id, folded_number__in=wanted)
    by_number = {row.folded_number: row for row in rows.select_related("customer")}
    return [by_number[number] for number in wanted if number in by_number]


def is_proven(mention: Mention) -> bool:
    """Tell whether the channel vouches for its author: not for what was typed, nor for a failed mail."""
    return mention.source.kind not in TYPED_KINDS and not is_forged(mention)


def _keys(mention: Mention) -> Iterator[tuple[str, Key]]:
    """Yield code and key, weakest first, so that the strongest code of one key stays."""
    country = mention.brand.country
    for kind, value in _pieces(mention):
        if kind == "email":
            yield "email_in_text", (IdentityKind.EMAIL, keys.fold_email(value))
        elif kind == "phone":
            yield "phone_in_text", (IdentityKind.PHONE, keys.fold_phone(value, country))
    if mention.author:
        yield from _author_keys(mention.author, country, is_proven=is_proven(mention))


def _author_keys(author: Author, country: str, *, is_proven: bool) -> Iterator[tuple[str, Key]]:
    claimed = "" if is_proven else "claimed_"
    handle = keys.fold_handle(author.handle)
    yield "handle", (IdentityKind.HANDLE, handle)
    if handle:
        at_platform = f"{author.platform.lower()}:{handle}"
        yield "handle_of_platform", (IdentityKind.HANDLE, at_platform)
    yield f"{claimed}phone", (IdentityKind.PHONE, keys.fold_phone(author.phone, country))
    yield f"{claimed}email", (IdentityKind.EMAIL, keys.fold_email(author.email))


def _owners(mention: Mention, wanted: dict[Key, str]) -> list[tuple[Key, int]]:
    if not wanted:
        return []
    matches = Q()
    for kind, value in wanted:
        matches |= Q(kind=kind, value=value)
    rows = Identity.objects.filter(matches, brand=mention.brand_id)
    return [((row.kind, row.value), row.customer_id) for row in rows]


def _names(mention: Mention, orders: Sequence[Order]) -> Iterator[Sign]:
    """Yield a name that agrees with an order's customer: never a name alone."""
    name = keys.fold_name(mention.author.name) if mention.author else ""
    for order in orders:
        if name and order.customer and keys.fold_name(order.customer.name) == name:
            yield Sign("name", order.customer.pk)


def _pieces(mention: Mention) -> Iterator[tuple[str, str]]:
    """Yield kind and words of the private data in a mention, as the reader marked them."""
    analysis = getattr(mention, "analysis", None)
    text = mention.text or mention.subject
    for span in analysis.private_data_spans if analysis else ():
        yield span["type"], text[span["start"] : span["end"]]
    if mention.text and mention.subject:
        pattern = mention.brand.order_pattern or None
        for found in find_private_data(mention.subject, pattern):
            yield found.kind, mention.subject[found.start : found.end]
