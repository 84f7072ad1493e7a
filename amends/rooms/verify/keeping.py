"""Look a customer up in any spelling, and keep what people know of him."""

from django.db import transaction

from amends.casebook import ledger, roles
from amends.casebook.errors import NotAllowed
from amends.casebook.models import Customer, User
from amends.casebook.queries import Known
from amends.rooms.verify import keys


SHORTEST_ORDER = 3
CHANNEL_LENGTH = 40


def looked_for(words: str, countries: list[str]) -> Known:
    """Turn what somebody typed into a name, an address, a number or an order, whichever it can be.

    A number without a country code is tried from each of the brands' countries (ISO 3166).
    """
    order = keys.fold_order(words)
    has_digit = any(sign.isdigit() for sign in order)
    values = [keys.fold_email(words)]
    values += [keys.fold_phone(words, country) for country in sorted(set(countries))]
    values += [keys.fold_handle(words)]
    return Known(
        words=keys.searchable(words).split(),
        values=[value for value in dict.fromkeys(values) if value],
        order=order if has_digit and len(order) >= SHORTEST_ORDER else "",
    )


@transaction.atomic
def remember(
    customer: Customer, *, is_vip: bool, may_survey: bool, preferred_channel: str, user: User
) -> None:
    """Keep whether a customer is important, may be asked, and where he likes to be answered.

    An opt-out from surveys is honoured by every ask from now on (C-26); the channel is S4c-09.
    """
    if not roles.may(user, "casebook.answer", customer):
        raise NotAllowed(NotAllowed.__doc__)
    Customer.objects.filter(pk=customer.pk).update(
        is_vip=is_vip,
        may_survey=may_survey,
        preferred_channel=preferred_channel.strip()[:CHANNEL_LENGTH],
    )
    ledger.touch(customer.brand_id)
