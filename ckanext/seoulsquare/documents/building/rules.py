"""What a dataset type accepts, compiled once from its schema: a record costs microseconds, not milliseconds.

The validators are the schema's own, called in CKAN's order; what is saved is CKAN's machinery around them
(flattening, copies of the schema, a walk over every field for every record) and repeated calls: a validator's
answer to one value of one field is remembered while the rules live.

Rules say yes or nothing. A record that they do not take, because something is wrong with it or because it has
parts that are rare, is to go through CKAN's actions, which then speak for themselves.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import plugins as lib_plugins
from ckan.lib.navl import dictization_functions as navl
from ckan.lib.navl.validators import unicode_safe
from ckan.logic.schema import default_create_package_schema
from ckan.types import Context

ABSENT: Any = object()
"""The value of a field that a record does not have."""

FAULT: Any = object()
_REMEMBERED = 20_000
_PLANS = 1000
"""Combinations of fields of which the order of rules is remembered."""
_PACKAGE_COLUMNS = frozenset(model.package_table.c.keys())

# Who may set these, or what they do beyond their own field, is for CKAN to say.
_RARE = frozenset(
    [
        "id",
        "state",
        "private",
        "plugin_data",
        "metadata_modified",
        "metadata_created",
        "tag_string",
        "tags",
        "groups",
        "extras",
        "save",
        "return_to",
        "type",
        "relationships_as_subject",
        "relationships_as_object",
        "creator_user_id",
        "resources",
    ]
)

_RARE_OF_RESOURCES = frozenset({"id", "package_id", "state", "position"})


class _ElsewhereError(Exception):
    """A validator looked beyond its own field."""


class _Own(dict[Any, Any]):
    """Flat data of one field; a look at any other field is noticed."""

    def __init__(self, key: tuple[Any, ...], value: Any) -> None:
        super().__init__({key: value})
        self.key = key

    def _check(self, key: Any) -> None:
        if key != self.key:
            raise _ElsewhereError

    def get(self, key: Any, default: Any = None) -> Any:
        self._check(key)
        return super().get(key, default)

    def __getitem__(self, key: Any) -> Any:
        self._check(key)
        return super().__getitem__(key)

    def __contains__(self, key: Any) -> bool:
        self._check(key)
        return super().__contains__(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._check(key)
        super().__setitem__(key, value)

    def __iter__(self) -> Any:
        raise _ElsewhereError

    def pop(self, key: Any, *default: Any) -> Any:
        self._check(key)
        return super().pop(key, *default)

    def keys(self) -> Any:
        raise _ElsewhereError

    def items(self) -> Any:
        raise _ElsewhereError


@dataclass(frozen=True)
class Accepted:
    """A record as CKAN would store it: columns of `package`, `extras`, and resources as flat dicts."""

    columns: dict[str, Any]
    extras: dict[str, str]
    resources: list[dict[str, Any]]


def _leaves_text() -> tuple[frozenset[Any], frozenset[Any]]:
    """Validators that leave a text as it is which is not empty and has no blanks at its ends.

    The second are the code of those that a schema makes anew for each field.
    """
    names = ("ignore_missing", "ignore_empty", "not_empty", "not_missing", "unicode_safe", "strip_value")
    plain = {tk.get_validator(name) for name in (*names, "remove_whitespace")}
    filled: Any = tk.get_validator("seoulsquare_filled")
    same: Any = tk.get_validator("if_empty_same_as")
    return frozenset(plain), frozenset((filled({}, {}).__code__, same("name").__code__))


class FieldRule:
    """The validators of one field."""

    def __init__(
        self, key: tuple[Any, ...], validators: Sequence[Callable[..., Any]], context: Context
    ) -> None:
        plain, made = _leaves_text()
        to_extras = tk.get_converter("convert_to_extras")
        unique = tk.get_validator("package_name_validator")
        self.key = key
        self.context = context
        self.is_extra = to_extras in validators
        # Whether a name is taken is decided when rows are written: a known name is an update.
        self.steps = [
            (step, step.__code__.co_argcount) for step in validators if step not in (to_extras, unique)
        ]
        # What is left to do for a text that is not empty and has no blanks at its ends.
        self.text_steps = list(
            dropwhile(lambda step: step[0] in plain or step[0].__code__ in made, self.steps)
        )
        self.text_functions = [step for step, arguments in self.text_steps if arguments == 1]
        self.alone = True
        self.remembered: dict[Any, Any] = {}
        self.absent: Any = ABSENT
        self.absent_alone = True

    def learn_absence(self, blank: Mapping[Any, Any]) -> FieldRule:
        """Find out what becomes of the field when it is not given; `blank` is flat data without values."""
        try:
            self.absent = self._run(_Own(self.key, navl.missing), self.steps)
        except _ElsewhereError:
            self.absent = self._run(dict(blank), self.steps)
            self.absent_alone = False
        return self

    def outcome(self, value: Any, around: Callable[[], dict[Any, Any]]) -> Any:
        """The value to store, ABSENT or FAULT. `around` gives flat data to who looks at other fields."""
        steps = self.steps
        if type(value) is str:
            filled = value and value == value.strip()
            if filled and not self.text_steps:
                return value
            if value in self.remembered:
                return self.remembered[value]
            if filled:
                steps = self.text_steps
        if self.alone and value is not navl.missing:
            try:
                if steps is self.text_steps and len(self.text_functions) == len(steps):
                    result = self._call(value)
                else:
                    result = self._run(_Own(self.key, value), steps)
            except _ElsewhereError:
                self.alone = False
            else:
                if type(value) is str and len(self.remembered) < _REMEMBERED:
                    self.remembered[value] = result
                return result
        flat = around()
        flat[self.key] = value
        return self._run(flat, steps)

    def _call(self, value: str) -> Any:
        """What validators make of a text that ask for nothing but the value."""
        try:
            for function in self.text_functions:
                value = function(value)
        except navl.StopOnError:
            pass
        except navl.Invalid:
            return FAULT
        return ABSENT if value is navl.missing else value

    def _run(self, data: dict[Any, Any], steps: list[tuple[Callable[..., Any], int]]) -> Any:
        key, errors = self.key, _Errors()
        try:
            for step, arguments in steps:
                if arguments == 1:
                    data[key] = step(data.get(key))
                elif arguments == 2:
                    data[key] = step(data.get(key), self.context)
                else:
                    step(key, data, errors, self.context)
        except navl.StopOnError:
            pass
        except navl.Invalid:
            return FAULT
        if any(errors.values()):
            return FAULT
        value = data.get(key, ABSENT)
        return ABSENT if value is navl.missing else value


class _Errors(dict[Any, list[Any]]):
    def __missing__(self, key: Any) -> list[Any]:
        self[key] = []
        return self[key]


class PartRule:
    """A field of repeating parts, which is stored as JSON."""

    is_extra = True
    absent = ABSENT
    absent_alone = True

    def __init__(self, name: str, schema: dict[str, Any], context: Context) -> None:
        self.key = (name,)
        self.schema = {name: schema}
        self.context = context

    def outcome(self, value: Any, _around: Any) -> Any:
        """The parts, checked by CKAN's own walk: they are few and deep."""
        name = self.key[0]
        if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
            return FAULT
        data, errors = navl.validate({name: value}, self.schema, self.context)
        if errors or "__junk" in data or not data.get(name):
            return FAULT
        return json.dumps(data[name], default=lambda held: None if held is navl.missing else held)


class _Group:
    """The fields of a record, or of one of its resources, in the order in which CKAN looks at them."""

    def __init__(self, rules: Mapping[str, FieldRule | PartRule]) -> None:
        self.rules = dict(sorted(rules.items()))
        self.blank = {rule.key: navl.missing for rule in self.rules.values()}
        self.needed = {
            name for name, rule in self.rules.items() if rule.absent is not ABSENT or not rule.absent_alone
        }
        self.plans: dict[tuple[str, ...], list[tuple[str, FieldRule | PartRule, bool]]] = {}

    def read(self, given: Mapping[str, Any]) -> list[tuple[FieldRule | PartRule, Any]] | None:
        flat: dict[Any, Any] = {}
        read: list[tuple[FieldRule | PartRule, Any]] = []
        left_out: list[tuple[Any, ...]] = []

        def around() -> dict[Any, Any]:
            if not flat:
                flat.update(self.blank)
                flat.update((self.rules[name].key, value) for name, value in given.items())
                flat.update((rule.key, outcome) for rule, outcome in read)
                flat.update(dict.fromkeys(left_out, navl.missing))
            return flat

        for name, rule, is_given in self._plan(given):
            if is_given:
                outcome = rule.outcome(given[name], around)
            else:
                outcome = rule.absent if rule.absent_alone else rule.outcome(navl.missing, around)
            if outcome is FAULT:
                return None
            if flat:
                flat[rule.key] = navl.missing if outcome is ABSENT else outcome
            if outcome is not ABSENT:
                read.append((rule, outcome))
            elif is_given:
                left_out.append(rule.key)
        return read

    def _plan(self, given: Mapping[str, Any]) -> list[tuple[str, FieldRule | PartRule, bool]]:
        """The rules to ask for a record with these fields, in order, each with whether its field is given."""
        names = tuple(given)
        plan = self.plans.get(names)
        if plan is None:
            plan = [(name, self.rules[name], name in given) for name in sorted(self.needed.union(given))]
            if len(self.plans) < _PLANS:
                self.plans[names] = plan
        return plan


def _compiled(
    schema: Mapping[str, Any], place: tuple[Any, ...], without: frozenset[str], context: Context
) -> dict[str, FieldRule | PartRule]:
    names = [name for name in schema if not name.startswith("__") and name not in without]
    blank = {(*place, name): navl.missing for name in names}
    return {
        name: PartRule(name, schema[name], context)
        if isinstance(schema[name], dict)
        else FieldRule((*place, name), schema[name], context).learn_absence(blank)
        for name in names
    }


class Rules:
    """The rules of one dataset type for `action`, which is `package_create` or `package_update`."""

    def __init__(self, kind: str, action: str, user: str) -> None:
        self.kind = kind
        plugin = lib_plugins.lookup_package_plugin(kind)
        schema = getattr(plugin, action.replace("package_", "") + "_package_schema")()
        context = Context(user=user, ignore_auth=True, session=model.Session)
        context["auth_user_obj"] = model.User.get(user)
        # A scheming type fills the schema in when it validates; an almost empty record will do.
        lib_plugins.plugin_validate(plugin, context.copy(), {"type": kind}, schema, action)
        context["schema_keys"] = list(schema)
        self.compilable = "__after" not in schema and schema.get("__before") == _core_before()
        self.fields = _Group(_compiled(schema, (), _RARE, context))
        self.resources = _Group(_compiled(schema["resources"], ("resources", 0), _RARE_OF_RESOURCES, context))

    def read(self, fields: Mapping[str, Any], resources: Sequence[Mapping[str, Any]]) -> Accepted | None:
        """The record as it would be stored, or None where CKAN itself is to judge it."""
        if not self.compilable or not self.fields.rules.keys() >= fields.keys():
            return None
        read = self.fields.read(fields)
        if read is None:
            return None
        columns: dict[str, Any] = {"type": self.kind}
        extras: dict[str, str] = {}
        for rule, value in read:
            name = rule.key[0]
            if rule.is_extra:
                extras[name] = value if type(value) is str else unicode_safe(value)
            elif name in _PACKAGE_COLUMNS:
                columns[name] = value
        read_resources = [self._resource(resource) for resource in resources]
        if any(resource is None for resource in read_resources):
            return None
        return Accepted(columns, extras, read_resources)  # type: ignore[arg-type]

    def _resource(self, given: Mapping[str, Any]) -> dict[str, Any] | None:
        known, others = given, {}
        if not self.resources.rules.keys() >= given.keys():
            known = {name: value for name, value in given.items() if name in self.resources.rules}
            others = {name: value for name, value in given.items() if name not in known}
        if not all(name.isidentifier() and type(value) is str for name, value in others.items()):
            return None
        if "upload" in others or not _RARE_OF_RESOURCES.isdisjoint(others):
            return None
        read = self.resources.read(known)
        return None if read is None else {**{rule.key[-1]: value for rule, value in read}, **others}


def _core_before() -> Any:
    return default_create_package_schema()["__before"]
