"""The mark of the product, as text: it needs no request for a file."""

MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">'
    '<path d="M7 25V7L25 25V7" fill="none" stroke="#4A93D3" stroke-width="2.5" stroke-linejoin="round"/>'
    '<g fill="#1F78C1"><circle cx="7" cy="7" r="4"/><circle cx="25" cy="25" r="4"/>'
    '<circle cx="7" cy="25" r="4"/><circle cx="25" cy="7" r="4"/></g></svg>'
)
