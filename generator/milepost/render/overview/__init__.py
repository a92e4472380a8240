"""The overview and its parts: key dates, this week, our word beside the rules, and the closing report."""
