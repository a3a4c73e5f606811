"""What the panes say: pure functions from views to rows of text."""
