from amends.playbook.verdict import Verdict


def test_verdicts_are_equal_when_value_and_reasons_are():
    assert Verdict("refuse", ("S4c-01",)) == Verdict("refuse", ("S4c-01",))
    assert Verdict("refuse", ("S4c-01",)) != Verdict("refuse")
