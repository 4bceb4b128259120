"""Publishers: layouts that several outlets of one house have in common."""
