"""What `from __future__ import …` finds: all of it is so already."""


class _Feature:
    def __init__(self, name, optional, mandatory):
        self.name = name
        self.optional = optional
        self.mandatory = mandatory

    def getOptionalRelease(self):
        return self.optional

    def getMandatoryRelease(self):
        return self.mandatory

    def __repr__(self):
        return "_Feature(%r, %r, 0)" % (self.optional, self.mandatory)


all_feature_names = [
    "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
    "unicode_literals", "barry_as_FLUFL", "generator_stop", "annotations",
]  # fmt: skip
nested_scopes = generators = division = absolute_import = with_statement = print_function = unicode_literals = (
    _Feature("print_function", (2, 6, 0, "alpha", 2), (3, 0, 0, "alpha", 0))
)
barry_as_FLUFL = generator_stop = annotations = _Feature("annotations", (3, 7, 0, "beta", 1), None)
