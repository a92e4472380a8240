"""What drawings are made of: scales, measures, shapes, and milestones in words."""
