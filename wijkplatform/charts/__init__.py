"""Pictures of results as SVG, for a page and for paper alike: data in, a drawing out."""
