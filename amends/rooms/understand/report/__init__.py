"""The findings of a file as one page. In: Totals. Out: HTML."""

from amends.rooms.understand.report.page import write_report


__all__ = ["write_report"]
