"""Pages, tables and other forms that texts for people take."""
