"""A report as bytes of a file."""

from components.reports.brand import Brand
from components.reports.document import Document, Form


def report_file(document: Document, form: Form, brand: Brand, footer: str) -> bytes:
    """The report in that form; `footer` stands on every page.

    What writes it takes a second and 45 MB to import, so that only a process that is asked for a file has it.
    """
    if form is Form.PDF:
        from components.reports.sheets import pdf_file

        return pdf_file(document, brand, footer)
    from components.reports.deck import pptx_file

    return pptx_file(document, brand, footer)
