import sys

from amends.language import making
from amends.language.examples import Example
from amends.language.heads import HEADS
from amends.language.reading import Reader


def test_main_writes_weights_that_can_be_read(monkeypatch, tmp_path, capsys):
    rows = [
        Example(f"{word} {at}", {"complaint": side}, "own en", fold=at % 5)
        for at in range(20)
        for side, word in enumerate(("fine", "bad"))
    ]
    rows += [Example("bad box", {"lang:ar": 0, "complaint": 1}, "own en", fold=1)] * 3
    out = tmp_path / "reader.bin"
    monkeypatch.setattr(making, "gather", lambda *_: rows)
    monkeypatch.setenv("AMENDS_SHARED", str(tmp_path))
    monkeypatch.setattr(
        sys, "argv", ["making", "--out", str(out), "--out-of-fold", f"{tmp_path}/o.npz"]
    )

    making.main()

    taught = Reader.load(out).weights.taught
    assert [head for head, known in zip(HEADS, taught, strict=True) if known] == ["complaint"]
    assert (tmp_path / "o.npz").exists()
    assert capsys.readouterr().out.startswith("no training sets in")
