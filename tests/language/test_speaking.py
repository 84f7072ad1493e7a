import numpy as np
import pytest

from amends.language.folding import fold_batch
from amends.language.heads import AT, DIALECTS, HEADS, LANGUAGES
from amends.language.speaking import decide


def decided(text, **odds):
    logits = np.zeros((1, len(HEADS)), np.float32)
    for head, value in odds.items():
        logits[0, AT[head.replace("_", ":", 1)]] = value
    found = decide(logits, fold_batch([text]), np.array([text.startswith("http")]))
    dialect = DIALECTS[found.dialect[0]] if found.dialect[0] >= 0 else None
    return LANGUAGES[found.lang[0]], dialect, round(float(found.probability[0]), 2)


@pytest.mark.parametrize(
    ("text", "odds", "expected"),
    [
        ("وصل", {"lang_ar": 9, "dialect_egypt": 1}, ("ar", "egypt", 1.0)),
        ("وصل", {"lang_en": 99, "lang_fa": 9, "dialect_formal": 1}, ("fa", "formal", 1.0)),
        ("box", {"lang_ar": 99, "lang_en": 9, "dialect_uk": 1}, ("en", "uk", 1.0)),
        ("ween", {"lang_arabizi": 9, "dialect_arabizi_lev": 1}, ("ar", "arabizi_lev", 1.0)),
        ("chera", {"lang_finglish": 9}, ("fa", "finglish", 1.0)),
        ("ma commande", {"lang_other": 9}, ("other", None, 1.0)),
        ("Заказ", {"lang_en": 9}, ("other", None, 1.0)),
        ("我的", {}, ("other", None, 1.0)),
        ("😡 12", {"lang_ar": 9}, ("other", None, 0.0)),
        ("", {}, ("other", None, 0.0)),
        ("https://example.com", {"lang_en": 9}, ("other", None, 0.0)),
    ],
)
def test_decide_asks_the_script_first(text, odds, expected):
    assert decided(text, **odds) == expected
