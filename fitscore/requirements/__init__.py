"""What a posting asks: one requirement from one item, its priority, its criteria tree."""
