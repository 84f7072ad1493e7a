from drafts import rows

from amends.playbook.contract import LABELS
from amends.playbook.judgement import code_of
from amends.playbook.lessons import part_of, read_drafts, study


EXCUSE = LABELS.index("excuse_third_party")


def test_lesson_keeps_labels_beside_what_they_may_have():
    lesson = study(rows()[:2])

    assert lesson.labels[:, EXCUSE].tolist() == [True, False]
    assert not lesson.admitted[:, LABELS.index("no_next_step")].any()


def test_corpus_of_drafts_knows_every_label_in_every_language():
    for lang in ("ar", "fa", "en"):
        drafts = read_drafts([f"replies_{lang}"])
        assert len(drafts) >= 800
        assert {label for row in drafts for label in row["labels"]} == {*LABELS, "none"}


def test_signs_of_a_lesson_are_columns_in_the_order_of_their_codes():
    lesson = study(rows()[:2])

    assert lesson.signs.tolist() == sorted({*lesson.signs.tolist()})
    assert lesson.seen.shape == (2, len(lesson.signs))
    at = lesson.signs.tolist().index(code_of("w:haulier"))
    assert lesson.seen[:, at].toarray().ravel().tolist() == [1, 0]


def test_sentences_of_each_draft_stand_from_its_start_to_the_next():
    lesson = study(rows()[:3])

    assert lesson.starts.tolist() == [0, 2, 4, 6]
    at = lesson.signs.tolist().index(code_of("w:haulier"))
    assert lesson.sentences[:, at].toarray().ravel().tolist() == [1, 0, 0, 0, 1, 0]
    of_case = lesson.signs.tolist().index(code_of("fault:ours"))
    assert lesson.cases[:, of_case].toarray().ravel().tolist() == [1, 1, 1]
    assert lesson.sentences[:, of_case].nnz == 0


def test_part_of_a_lesson_takes_its_sentences_along():
    lesson = study(rows()[:4])

    part = part_of(lesson, [3, 1])

    assert part.starts.tolist() == [0, 2, 4]
    assert (part.sentences.toarray() == lesson.sentences[[6, 7, 2, 3]].toarray()).all()
    assert (part.cases.toarray() == lesson.cases[[3, 1]].toarray()).all()
