"""Facts become text: pages, charts, feeds, data."""
