"""The expression language: syntax tree, parser, printer."""
