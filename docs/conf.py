"""How Sphinx builds this documentation: `make docs`."""

from policyrules.version import __version__

project = "policyrules"
author = "The policyrules authors"
copyright = author  # noqa: A001 - the name that Sphinx looks for
release = __version__

extensions = ["myst_parser"]
exclude_patterns = ["_build"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"policyrules {release}"
# The console and sample blocks of the pages are neither Python nor YAML throughout.
highlight_language = "text"
suppress_warnings = ["misc.highlighting_failure"]
