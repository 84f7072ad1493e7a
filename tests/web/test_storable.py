import people
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from amends.web.storable import holds_nul, without_nul


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a=1&a=2", "a=1&a=2"),
        ("a=x%00y&a=2", "a=xy&a=2"),
        ("why-%00=%00", "why-="),
        ("a=%2500", "a=%2500"),
        ("", ""),
    ],
)
def test_nul_is_dropped_from_names_and_values(given, kept):
    assert without_nul(QueryDict(given)) == kept
    assert holds_nul(QueryDict(given)) is (given != kept)


@pytest.mark.django_db
def test_what_is_asked_reaches_no_view_with_nul(client):
    client.force_login(people.brand().owner)

    response = client.get("/command/", {"q": "a\0b", "case": "\0"})

    assert response.status_code == 200
    assert response.wsgi_request.GET.dict() == {"q": "ab", "case": ""}


@pytest.mark.django_db
def test_what_is_typed_reaches_no_view_with_nul(client):
    client.force_login(people.brand().owner)

    response = client.post("/me/language/", {"language": "f\0a", "next\0": "/"})

    assert response.wsgi_request.POST.dict() == {"language": "fa", "next": "/"}


@pytest.mark.django_db
def test_files_come_with_what_is_typed(client):
    client.force_login(people.brand().owner)
    file = SimpleUploadedFile("a.txt", b"a\0")

    response = client.post("/me/language/", {"language": "fa\0", "files": file})

    assert response.wsgi_request.POST.dict() == {"language": "fa"}
    assert response.wsgi_request.FILES["files"].size == 2
