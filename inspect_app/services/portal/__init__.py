"""The only reader of the portal.

It reads publications, their files, the names of regions and facilities, and the standards; of an
inspection nothing else, which a test holds it to.
"""

from inspect_app.services.portal.checking import Answer, Checked, check, digits_of
from inspect_app.services.portal.places import (
    Facility,
    Region,
    facilities,
    facility,
    named,
    region,
    regions,
    state_of_places,
)
from inspect_app.services.portal.published import (
    Figures,
    Published,
    PublishedFile,
    all_published,
    document_of,
    documents_in_force,
    files_in_force,
    history,
    in_force_instead,
    kept_file,
    latest_documents,
    latest_of_facilities,
    newest,
    publication,
    revisions,
    state_of_all,
)

__all__ = [
    "Answer",
    "Checked",
    "Facility",
    "Figures",
    "Published",
    "PublishedFile",
    "Region",
    "all_published",
    "check",
    "digits_of",
    "document_of",
    "documents_in_force",
    "facilities",
    "facility",
    "files_in_force",
    "history",
    "in_force_instead",
    "kept_file",
    "latest_documents",
    "latest_of_facilities",
    "named",
    "newest",
    "publication",
    "region",
    "regions",
    "revisions",
    "state_of_all",
    "state_of_places",
]
