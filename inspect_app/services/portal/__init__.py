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
    Photograph,
    Place,
    ReachShown,
    Recommendation,
)
from inspect_app.services.portal.knowing import Unknown, unknown_of
from inspect_app.services.portal.lasting import Before, before, earlier_documents
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
from inspect_app.services.portal.reading_documents import photographs_of, read_document
from inspect_app.services.portal.standards import NotKept, packs_of
from inspect_app.services.portal.tables import COLUMNS, Row, results_of, rows_of

__all__ = [
    "COLUMNS",
    "Answer",
    "Before",
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
    "Photograph",
    "Place",
    "Published",
    "PublishedFile",
    "ReachShown",
    "Recommendation",
    "Region",
    "Row",
    "Unknown",
    "all_published",
    "before",
    "check",
    "digits_of",
    "document_of",
    "documents_in_force",
    "earlier_documents",
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
    "results_of",
    "revisions",
    "rows_of",
    "state_of_all",
    "state_of_places",
    "unknown_of",
]
