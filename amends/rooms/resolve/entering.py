"""Let in who may resolve a case, with the case locked and as it stands now."""

from amends.casebook import ledger, roles
from amends.casebook.errors import NotAllowed
from amends.casebook.models import Case, User


def enter(case: Case, user: User) -> None:
    """Let in who may, with the case locked and as it stands now."""
    if not roles.may(user, "casebook.resolve", case):
        raise NotAllowed(NotAllowed.__doc__)
    current = ledger.lock(case)
    case.state, case.verdict, case.fault = current.state, current.verdict, current.fault
    case.desired_outcome, case.owner_id = current.desired_outcome, current.owner_id
    case.merged_into_id = current.merged_into_id
