"""Gather the signs of who wrote a mention: keys of its author, numbers in its words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from amends.casebook.models import Author, Identity, IdentityKind, Mention, Order
from amends.casebook.proof import is_forged
from amends.language.entities import find_private_data
from amends.rooms.verify import keys
from amends.rooms.verify.rules import Sign


# Where a person types his own address, nobody has proven that it is his.
TYPED_KINDS = frozenset({"web_form"})
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """What one mention names: order numbers in order, and keys, each with its strongest code."""

    numbers: tuple[str, ...]
    code_by_key: Mapping[Key, str]


def named_in(mention: Mention) -> Named:
    """Read a mention's words, its subject, its form and its author; an empty key speaks for nobody."""
    pieces = list(_pieces(mention))
    numbers = [keys.fold_order(value) for kind, value in pieces if kind == "order_no"]
    code_by_key = {key: code for code, key in _keys(mention, pieces) if key[1]}
    return Named(tuple(number for number in dict.fromkeys(numbers) if number), code_by_key)


class Records:
    """What the shop's own records hold of everything a batch names, asked once for all of it."""

    def __init__(self, named_by_brand: Iterable[tuple[int, Named]]) -> None:
        given = list(named_by_brand)
        brands = {brand for brand, _ in given}
        self._orders = _find_orders(brands, {n for _, named in given for n in named.numbers})
        self._owners = _find_owners(
            brands, {k for _, named in given for k in named.code_by_key}
        )

    def orders(self, brand: int, named: Named) -> list[Order]:
        """Return the brand's orders that are named, in order."""
        found = (self._orders.get((brand, number)) for number in named.numbers)
        return [order for order in found if order is not None]

    def signs(self, mention: Mention, named: Named) -> tuple[Sign, ...]:
        """Return what speaks for which customer."""
        orders = self.orders(mention.brand_id, named)
        owners = ((self._owners.get((mention.brand_id, key)), key) for key in named.code_by_key)
        found = [Sign(named.code_by_key[key], owner) for owner, key in owners if owner]
        code = f"order_in_{mention.visibility}"
        found += [Sign(code, order.customer_id) for order in orders if order.customer_id]
        return (*found, *_names(mention, orders))


def is_proven(mention: Mention) -> bool:
    """Tell whether the channel vouches for its author: not for what was typed, nor for a failed mail."""
    return mention.source.kind not in TYPED_KINDS and not is_forged(mention)


def _find_orders(brands: set[int], numbers: set[str]) -> dict[tuple[int, str], Order]:
    if not numbers:
        return {}
    rows = Order.objects.filter(brand__in=brands, folded_number__in=numbers)
    return {(r.brand_id, r.folded_number): r for r in rows.select_related("customer")}


def _find_owners(brands: set[int], wanted: set[Key]) -> dict[tuple[int, Key], int]:
    if not wanted:
        return {}
    matches = Q()
    for kind in sorted({kind for kind, _ in wanted}):
        matches |= Q(kind=kind, value__in=[value for one, value in wanted if one == kind])
    rows = Identity.objects.filter(matches, brand__in=brands)
    found = rows.values_list("brand", "kind", "value", "customer")
    return {(brand, (kind, value)): customer for brand, kind, value, customer in found}


def _keys(mention: Mention, pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Key]]:
    """Yield code and key, weakest first, so that the strongest code of one key stays."""
    country = mention.brand.country
    for kind, value in pieces:
        if kind == "email":
            yield "email_in_text", (IdentityKind.EMAIL.value, keys.fold_email(value))
        elif kind == "phone":
            yield "phone_in_text", (IdentityKind.PHONE.value, keys.fold_phone(value, country))
    if mention.author:
        yield from _author_keys(mention.author, country, is_proven=is_proven(mention))


def _author_keys(author: Author, country: str, *, is_proven: bool) -> Iterator[tuple[str, Key]]:
    claimed = "" if is_proven else "claimed_"
    handle = keys.fold_handle(author.handle)
    yield "handle", (IdentityKind.HANDLE.value, handle)
    if handle:
        at_platform = f"{author.platform.lower()}:{handle}"
        yield "handle_of_platform", (IdentityKind.HANDLE.value, at_platform)
    phone = keys.fold_phone(author.phone, country)
    yield f"{claimed}phone", (IdentityKind.PHONE.value, phone)
    yield f"{claimed}email", (IdentityKind.EMAIL.value, keys.fold_email(author.email))


def _names(mention: Mention, orders: Sequence[Order]) -> Iterator[Sign]:
    """Yield a name that agrees with an order's customer: never a name alone."""
    known = [order.customer for order in orders if order.customer]
    name = keys.fold_name(mention.author.name) if known and mention.author else ""
    for customer in known:
        if name and keys.fold_name(customer.name) == name:
            yield Sign("name", customer.pk)


def _pieces(mention: Mention) -> Iterator[tuple[str, str]]:
    """Yield kind and words of the private data in a mention, as the reader marked them, and of its form."""
    analysis = getattr(mention, "analysis", None)
    text = mention.text or mention.subject
    for span in analysis.private_data_spans if analysis else ():
        yield span["type"], text[span["start"] : span["end"]]
    if mention.text and mention.subject:
        pattern = mention.brand.order_pattern or None
        for found in find_private_data(mention.subject, pattern):
            yield found.kind, mention.subject[found.start : found.end]
    yield "order_no", str(mention.data.get("order", ""))
