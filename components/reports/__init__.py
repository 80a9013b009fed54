"""Reports as files: a document of slides, described once, written as PDF and as PPTX."""
