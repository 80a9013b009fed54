"""A report as bytes of a file."""

from components.reports.brand import Brand
from components.reports.deck import pptx_file
from components.reports.document import Document, Form
from components.reports.sheets import pdf_file

_WRITERS = {Form.PDF: pdf_file, Form.PPTX: pptx_file}


def report_file(document: Document, form: Form, brand: Brand, footer: str) -> bytes:
    """The report in that form; `footer` stands on every page."""
    return _WRITERS[form](document, brand, footer)
