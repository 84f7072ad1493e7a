import people
import pytest
from people import NOW

from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Call
from amends.rooms.triage.tidy.noting import see_calls, write_note


def test_note_calls_colleagues_by_name_and_by_choice(opened):
    case = opened()
    bob, mina = people.member(case.brand), people.member(case.brand, "Mina")

    note = write_note(
        case, " @bob please look ", actor=case.owner, now=NOW, called=[mina.pk, case.owner_id]
    )

    assert note.text == "@bob please look"
    assert set(note.calls.values_list("user", flat=True)) == {bob.pk, mina.pk}
    assert case.entries.get(kind="noted").facts == {
        "note": note.pk,
        "called": [bob.pk, mina.pk],
    }


def test_note_calls_nobody_behind_another_wall(opened):
    case = opened()
    charlie = people.brand("other", owner=people.person("Charlie")).owner

    write_note(case, "@Charlie", actor=case.owner, now=NOW, called=[charlie.pk])

    assert Call.objects.count() == 0


def test_call_is_seen_by_the_one_it_called(opened):
    case = opened()
    bob = people.member(case.brand)
    write_note(case, "@Bob", actor=case.owner, now=NOW)

    assert see_calls(case, case.owner, now=NOW) == 0
    assert see_calls(case, bob, now=NOW) == 1
    assert see_calls(case, bob, now=NOW) == 0


def test_note_of_nothing_is_refused(opened):
    with pytest.raises(Refused, match="note_empty"):
        write_note(case := opened(), " ", actor=case.owner, now=NOW)


def test_note_of_an_analyst_is_welcome_and_of_a_stranger_not(opened):
    case = opened()

    write_note(case, "look", actor=people.member(case.brand, role="analyst"), now=NOW)
    with pytest.raises(NotAllowed):
        write_note(case, "look", actor=people.person("Charlie"), now=NOW)

    assert case.notes.count() == 1
