import desk_rows
import people
import pytest
from django.urls import reverse

from amends.casebook.models import Mention


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("reach", "visibility", "is_shown"),
    [(12000, "public", True), (1, "public", True), (0, "public", False),
     (12000, "private", False), ("12000", "public", False)],
)  # fmt: skip
def test_case_says_how_many_read_a_public_post_s3_01(client, reach, visibility, is_shown):
    brand = people.brand(owner=people.person("Alice", language="en"))
    case = desk_rows.complaint(people.source(brand), visibility=visibility)
    Mention.objects.update(data={"reach": reach})
    client.force_login(brand.owner)

    page = client.get(reverse("case", args=["rabwa", case.number])).content.decode()

    assert (" reader" in page) is is_shown
    assert ("about 12,000 readers" in page) is (is_shown and reach > 1)
