"""Item pipelines, in order: cleaning, judging, storing."""
