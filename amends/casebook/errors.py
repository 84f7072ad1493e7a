"""What can go wrong in the casebook, each a sentence a person can act on.

CasebookError
├── CannotMove         a case cannot go from its state to that one
├── OwnerRequired      a brand or a case would be left without an owner
├── NotAllowed         this person may not do that
└── Refused            a rule says no; ``because`` holds its codes and rule ids
"""


class CasebookError(Exception):
    """Something in the casebook was refused."""


class CannotMove(CasebookError):
    """The case cannot move to that state from where it is."""


class OwnerRequired(CasebookError):
    """Somebody must own it."""


class NotAllowed(CasebookError):
    """You may not do this."""


class Refused(CasebookError):
    """A rule of the playbook refuses this."""

    def __init__(self, *because: str) -> None:
        super().__init__(", ".join(because))
        self.because = because
