"""Whether the one who wrote is the one he says he is, as far as our own mail server could tell."""

from amends.casebook.models import Mention


def is_forged(mention: Mention) -> bool:
    """Tell whether the sender of a mail failed the checks of our own server: he is a stranger.

    A guessed reference in a forged mail must open nothing.
    """
    results = mention.data.get("authentication") or {}
    if results.get("dmarc"):
        return bool(results["dmarc"] == "fail")
    return results.get("spf") in {"fail", "softfail"} and results.get("dkim") != "pass"
