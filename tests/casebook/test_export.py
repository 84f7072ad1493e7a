import json
import zipfile

import people
import pytest

from amends.casebook import files
from amends.casebook.brands import NoSuchBrand
from amends.casebook.export import export_brand
from amends.casebook.models import Attachment, Reply


pytestmark = pytest.mark.django_db


def lines(archive, name):
    return [json.loads(line) for line in archive.read(name).decode().splitlines()]


def test_export_holds_everything_of_one_brand_and_nothing_of_another(tmp_path):
    brand, other = people.brand(), people.brand("javaneh")
    people.mention(people.source(brand), "لم يصل", raw=files.keep(b"mail", ".eml"))
    people.mention(people.source(other), "نرسید")
    people.case(brand)

    export_brand("rabwa", tmp_path / "out.zip")

    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert [row["text"] for row in lines(archive, "mention.jsonl")] == ["لم يصل"]
        assert [row["number"] for row in lines(archive, "case.jsonl")] == [1]
        assert [n for n in archive.namelist() if n.startswith("files/")] != []


def test_export_leaves_secrets_behind(tmp_path):
    people.source(people.brand(), settings="sealed")

    export_brand("rabwa", tmp_path / "out.zip")

    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        row = lines(archive, "source.jsonl")[0]
    assert {"settings", "token"} & set(row) == set()


def test_export_of_no_brand_names_those_there_are(tmp_path):
    people.brand()

    with pytest.raises(NoSuchBrand, match="rabwa"):
        export_brand("nobody", tmp_path / "out.zip")


def test_export_holds_the_files_that_went_out(tmp_path):
    case = people.case(people.brand())
    reply = Reply.objects.create(
        case=case, user=case.owner, source=case.source, visibility="private",
        written_at=people.NOW,
    )  # fmt: skip
    name = files.keep(b"OggS of an answer")
    Attachment.objects.create(reply=reply, name="a.ogg", size_bytes=4, sha256="0", file=name)

    export_brand("rabwa", tmp_path / "out.zip")

    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert [row["name"] for row in lines(archive, "attachment.jsonl")] == ["a.ogg"]
        assert f"files/{name}" in archive.namelist()
