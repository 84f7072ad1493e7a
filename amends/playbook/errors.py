"""What can be wrong with a brand's rules or with a ready-made text.

PlaybookError
├── PolicyError     a setting: unknown, not editable, outside its bounds
└── MessageError    a slot is missing, unknown or fails the review
"""


class PlaybookError(ValueError):
    """A table or a value of the playbook is wrong."""


class PolicyError(PlaybookError):
    """A setting is wrong; the message begins with its key."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"{key}: {why}")
        self.key = key
        self.why = why


class MessageError(PlaybookError):
    """A ready-made text cannot be filled or sent."""
