"""Files that came or went out: always a download, never shown by the browser itself."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from amends.casebook.models import Attachment
from amends.web.doors import desk_brands, person
from amends.web.reader import tame


@login_required
@require_safe
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out one attachment inside the person's own walls."""
    brands = desk_brands(person(request)).values("pk")
    is_own = Q(mention__brand__in=brands) | Q(reply__case__brand__in=brands)
    return handed_out(Attachment.objects.filter(is_own, pk=pk).first())


def handed_out(found: Attachment | None) -> FileResponse:
    """Return a file as a download that no browser runs; 404 when there is none."""
    if found is None:
        raise Http404
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=tame(found.name),
        content_type="application/octet-stream",
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
