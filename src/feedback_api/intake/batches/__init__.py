"""Files of many items, in four formats, as plain rows; read in memory, none of it trusted."""
