from drafts import rows as drafts

from amends.language.corpus import fold_of
from amends.playbook.contract import LABELS
from amends.playbook.grafting import FLAWS, grafted
from amends.playbook.lessons import FOLDS, study, taught


CONTEXT = {
    "lang": "en",
    "public": True,
    "fault": "ours",
    "stage": "follow_up",
    "conversation": [],
}
KIND = (
    "You waited two weeks for the lamp. We packed it badly and we are sorry. It comes by 5 pm."
)
SNEER = "Learn to read before you shop."


def row(group, text, *labels, **more):
    return {
        **CONTEXT,
        "id": group,
        "group": group,
        "reply_draft": text,
        "labels": [*labels],
        **more,
    }


def many(text, *labels, called="g", **more):
    return [row(f"{called}{n}", text, *labels, **more) for n in range(60)]


def test_a_flaw_is_put_behind_the_first_sentence_of_a_clean_draft():
    made = grafted([*many(KIND, "none"), *many(SNEER, "insult_back", called="s")], FOLDS)

    flawed = [one for one in made if one["labels"] == ["insult_back"]]
    assert flawed
    assert all(SNEER in one["reply_draft"] for one in flawed)
    assert all(
        one["reply_draft"].startswith("You waited two weeks for the lamp.") for one in flawed
    )
    assert {len(one["reply_draft"]) for one in flawed} == {len(KIND) + len(SNEER) + 1}


def test_clean_clauses_are_grafted_beside_flawed_ones():
    made = grafted(many(KIND, "none"), FOLDS)

    assert made
    assert all(one["labels"] == ["none"] for one in made)


def test_no_draft_leaves_its_fold():
    made = grafted([*many(KIND, "none"), *many(SNEER, "insult_back", called="s")], FOLDS)

    for one in made:
        stock, scion = one["id"].split("+")
        assert fold_of(f"en {stock}", FOLDS) == fold_of(f"en {scion}", FOLDS)


def test_only_what_a_clause_brings_along_is_known_of_a_graft():
    made = grafted([*many(KIND, "none"), *many("You bought a red lamp.", "no_empathy",
                   "discloses_private_data", called="s")], FOLDS)  # fmt: skip

    told = [one for one in made if one["labels"] != ["none"]]
    clean = [one for one in made if one["labels"] == ["none"]]
    assert {tuple(one["labels"]) for one in told} == {("discloses_private_data",)}
    assert {tuple(one["asked"]) for one in told} == {FLAWS}
    assert all("discloses_private_data" not in one["asked"] for one in clean)


def test_nothing_is_grafted_across_languages_or_situations_or_from_long_drafts():
    stock = many(KIND, "none")
    for other in ({"lang": "fa"}, {"public": False}, {"fault": "unknown"}, {"stage": "first"}):
        made = grafted([*stock, *many(SNEER, "insult_back", called="s", **other)], FOLDS)
        assert {tuple(one["labels"]) for one in made} == {("none",)}
    long = "It is late. We know. Learn to read."
    made = grafted([*stock, *many(long, "insult_back", called="s")], FOLDS)
    assert {tuple(one["labels"]) for one in made} == {("none",)}


def test_two_apologies_never_come_together():
    clause = "Sorry, learn to read before you shop."
    made = grafted([*many(KIND, "none"), *many(clause, "insult_back", called="s")], FOLDS)

    assert all(one["labels"] == ["none"] for one in made)
    assert all(
        "We packed it badly and we are sorry. We packed" not in one["reply_draft"]
        for one in made
    )


def test_grafts_are_the_same_every_time():
    corpus = [*many(KIND, "none"), *many(SNEER, "insult_back", called="s")]

    assert grafted(corpus, FOLDS) == grafted(corpus, FOLDS)


def test_lesson_knows_of_a_graft_what_it_is_asked():
    asked = ["argues", "insult_back"]
    lesson = study([row("a", "Soon. The haulier was slow.", "insult_back", asked=asked)])

    known = [label for at, label in enumerate(LABELS) if lesson.admitted[0, at]]
    assert known == [label for label in LABELS if label in asked]
    assert not lesson.ruled[0].any()


def test_drafts_stand_before_what_else_is_taught():
    given = [{**one, "id": str(at)} for at, one in enumerate(drafts())]

    assert taught(given)[: len(given)] == given
