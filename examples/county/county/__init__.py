"""Generator of an invented county whose totals match a published report."""
