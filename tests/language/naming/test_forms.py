import pytest

from amends.language.naming.forms import Form, form_at
from amends.language.normalise import fold


def form_of(text, name):
    folded, sought = fold(text), fold(name)
    start = folded.index(sought)
    return form_at(folded, start, start + len(sought))


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("طلبت من نخيل أمس", "نخيل", Form.ALONE),
        ("نخيل", "نخيل", Form.ALONE),
        ("«نخيل»!", "نخيل", Form.ALONE),
        ("وبالنخيل", "نخيل", Form.JOINED),
        ("از نخیل‌ها", "نخیل", Form.JOINED),
        ("NAKHEEL's van", "nakheel", Form.ALONE),
        ("two nakheels", "nakheel", Form.JOINED),
        ("#نخيل_سيء", "نخيل", Form.HASHTAG),
        ("أكره #متجر_نخيل", "نخيل", Form.HASHTAG),
        ("@nakheel_ksa hello", "nakheel", Form.HANDLE),
        ("(@nakheel) hello", "nakheel", Form.HANDLE),
        ("info@nakheel.example", "nakheel", Form.LINK),
        ("https://nakheel.example/lamp", "nakheel", Form.LINK),
        ("www.nakheel.example", "nakheel", Form.LINK),
        ("#boycottnakheel", "nakheel", Form.PART),
        ("boycottnakheel", "nakheel", None),
        ("منخيلهم", "نخيل", None),
        ("see @nakheel", "@nakheel", Form.HANDLE),
        ("@nakheel.", "@nakheel", Form.HANDLE),
        ("@nakheel.store", "@nakheel", None),
        ("@nakheel_store", "@nakheel", None),
        ("info@nakheel", "@nakheel", None),
        ("#نخيل", "#نخيل", Form.HASHTAG),
        ("#نخيل_الرياض", "#نخيل", None),
    ],
)
def test_form_of_a_name_in_a_text(text, name, form):
    assert form_of(text, name) == form


@pytest.mark.parametrize(("name", "form"), [("nakh", None), ("nakhe", Form.PART)])
def test_only_a_name_of_five_letters_counts_inside_a_longer_tag(name, form):
    assert form_of(f"#boycott{name}q", name) == form
