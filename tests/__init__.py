"""The tests: the tree of the project, mirrored."""
