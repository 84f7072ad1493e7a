"""A small corpus of drafts for tests of what learns from one."""


def rows():
    """Return forty drafts of forty contexts: every second one hides behind the haulier."""
    texts = ("The haulier was slow again.", "We packed it badly and we are sorry.")
    return [
        {
            "lang": "en",
            "group": f"g{n}",
            "public": True,
            "fault": "ours",
            "stage": "follow_up",
            "conversation": [{"who": "customer", "text": "late"}],
            "reply_draft": f"{texts[n % 2]} Case number {n} of today.",
            "labels": ["none"] if n % 2 else ["excuse_third_party"],
        }
        for n in range(40)
    ]
