"""The only reader of the portal.

It reads publications, their files, the names of regions and facilities, and the standards; of an
inspection nothing else, which a test holds it to.
"""

from inspect_app.services.portal.checking import Answer, Checked, check, digits_of
from inspect_app.services.portal.documents import (
    Count,
    CriterionShown,
    Document,
    DomainShown,
    Measured,
    NormShown,
    Place,
    ReachShown,
    photographs_of,
    read_document,
)
from inspect_app.services.portal.knowing import Unknown, unknown_of
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
from inspect_app.services.portal.standards import NotKept, packs_of
from inspect_app.services.portal.tables import COLUMNS, Row, results_of, rows_of

__all__ = [
    "COLUMNS",
    "Row",
    "results_of",
    "rows_of",
    "Answer",
    "Checked",
    "Count",
    "CriterionShown",
    "Document",
    "DomainShown",
    "Facility",
    "Figures",
    "Measured",
    "NormShown",
    "NotKept",
    "Place",
    "Published",
    "PublishedFile",
    "ReachShown",
    "Region",
    "Unknown",
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
    "packs_of",
    "photographs_of",
    "publication",
    "read_document",
    "region",
    "regions",
    "revisions",
    "state_of_all",
    "state_of_places",
    "unknown_of",
]
