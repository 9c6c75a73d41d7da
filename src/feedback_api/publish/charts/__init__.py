"""Pictures of a frozen release, as SVG that needs no script, no style sheet and no other file."""
