"""Pages as they come: kinds, limits before parsing, elements, visible lines, notices and walls."""
