"""Pages become articles: pure functions without network, disk or clock."""
