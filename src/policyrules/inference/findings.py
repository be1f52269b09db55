"""What the expressions of a rule refer to, and what is known of their values (docs: language, expressions)."""

from __future__ import annotations

from attrs import field, frozen

from policyrules.policy.types import AnyType, FlagType, NumberType, Type

ANY = AnyType()
FLAG = FlagType()
NUMBER = NumberType()


@frozen
class Typed:
    """The type of an expression, and whether its value is computed from a sensitive fact."""

    type: Type
    sensitive: bool = False
    #: Of a variable: the facts and names that tell what it stands for.
    origin: frozenset[str] = frozenset()


@frozen
class Findings:
    """What the expressions of one rule refer to."""

    #: Paths of facts that are read, such as `sanctions[].date`.
    facts: set[str] = field(factory=set)
    #: Names of parameters, definitions and tables, and results as `group.name`.
    names: set[str] = field(factory=set)
    #: Facts and names by which variables were read: lists whose elements they stand for, mostly.
    elements: set[str] = field(factory=set)
    #: What is asked about: by `is known`, `otherwise` or an `unknown` cell; elements as `reports[]`.
    asked: set[str] = field(factory=set)
    #: The nodes (by identity: equal nodes may differ in this) computed from sensitive facts.
    sensitive: set[int] = field(factory=set)

    @property
    def read(self) -> frozenset[str]:
        """All facts and names that are read, by themselves or by their elements."""
        return frozenset(self.facts | self.names | self.elements)

    def add(self, other: Findings) -> None:
        """Take over what another part refers to."""
        for mine, others in (
            (self.facts, other.facts),
            (self.names, other.names),
            (self.elements, other.elements),
            (self.asked, other.asked),
        ):
            mine.update(others)


Variables = dict[str, Typed]
