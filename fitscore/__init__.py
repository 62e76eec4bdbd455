"""fitscore: which of your saved job postings you fit, requirement by requirement, with proof."""
