"""Truth, numbers and intervals, the calendar, and what is unknown."""
