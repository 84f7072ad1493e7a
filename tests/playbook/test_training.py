import numpy as np

from amends.playbook.contract import LABELS
from amends.playbook.training import learn, part_of, read_drafts, study, train


EXCUSE = LABELS.index("excuse_third_party")


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


def test_training_is_deterministic_and_bounds_are_within_reach():
    one, other = train(rows()), train(rows())

    assert np.array_equal(one.table, other.table)
    assert np.array_equal(one.bound, other.bound)
    assert one.bound[EXCUSE] < 1
    assert one.bound[LABELS.index("insult_back")] > 1  # nobody taught it: it is never said


def test_lesson_keeps_labels_beside_what_they_may_have():
    lesson = study(rows()[:2])

    assert lesson.labels[:, EXCUSE].tolist() == [True, False]
    assert not lesson.admitted[:, LABELS.index("no_next_step")].any()


def test_part_of_a_lesson_teaches_what_its_drafts_alone_would():
    chosen = [at for at in range(40) if at % 5]
    lesson = study(rows())

    one = learn(part_of(lesson, chosen))
    other = train([row for at, row in enumerate(rows()) if at in chosen])

    assert np.array_equal(one.table, other.table)
    assert np.array_equal(one.bound, other.bound)


def test_corpus_of_drafts_knows_every_label_in_every_language():
    for lang in ("ar", "fa", "en"):
        drafts = read_drafts([f"replies_{lang}"])
        assert len(drafts) >= 800
        assert {label for row in drafts for label in row["labels"]} == {*LABELS, "none"}
