"""The first floor: what is remembered. The only floor that speaks SQL."""
