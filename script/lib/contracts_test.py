"""The contracts as others see them: the schemas and the OpenAPI document under validators that know nothing of Aisle.

usage: contracts_test.py AISLE_BINARY SAMPLES_BINARY   (run by script/test, with contracts-requirements.txt installed)
Prints one line a failure and ends with "N passed, N failed".
"""
import copy, json, os, random, subprocess, sys

from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

import checks

AISLE, SAMPLES = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def run(*command, text=None):
    return subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, timeout=600)


def output(*command):
    done = run(*command)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Contracts:
    """All schemas, with a validator each, and all samples."""

    def __init__(self):
        self.schemas = json.loads(output(AISLE, "contracts", "--schemas"))
        self.samples = [json.loads(line) for line in output(SAMPLES).splitlines()]
        self.validators = {}

    def allows(self, document):
        """Whether the schema allows the document."""
        key = document["operation"], side(document)
        if key not in self.validators:
            schema = self.schemas[key[0]][key[1]]
            self.validators[key] = Draft202012Validator(schema, format_checker=FormatChecker())
        return self.validators[key].is_valid(document[key[1]])

    def fields(self, operation, of):
        """The required fields of arguments or of a result, and those that hold words of a set."""
        schema = self.schemas[operation][of]
        record = schema["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        words = []
        for name, field in record["properties"].items():
            references = [part.get("$ref") for part in [field, *field.get("anyOf", [])] if "$ref" in part]
            if references and "enum" in schema["$defs"][references[0].rsplit("/", 1)[1]]:
                words.append(name)
        return record.get("required", []), words


def group(contracts, sample):
    """The fields of which one group at least must be there."""
    schema = contracts.schemas[sample["operation"]][side(sample)]
    record = schema["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    return [option["required"] for option in record.get("anyOf", [])]


def side(document):
    return "arguments" if "arguments" in document else "result"


def swift(documents):
    """What the program itself says of each document: None when it is right, else what is wrong."""
    lines = "".join(json.dumps(document) + "\n" for document in documents)
    answers = run(AISLE, "contracts", "--check", text=lines).stdout.splitlines()
    assert len(answers) == len(documents), f"{len(answers)} answers to {len(documents)} documents"
    return [None if answer == "ok" else answer for answer in answers]


def both_say(contracts, documents, expected=None):
    """The schema and the program agree on each document, and with what is expected of it (None: whatever they say)."""
    for document, fault in zip(documents, swift(documents)):
        allowed = contracts.allows(document)
        said = f"schema: {'allowed' if allowed else 'refused'}, program: {fault or 'ok'}: {json.dumps(document)[:600]}"
        assert allowed == (fault is None), f"they disagree; {said}"
        assert expected is None or allowed == expected, f"should be {'allowed' if expected else 'refused'}; {said}"


def changed(document, **fields):
    """The document with fields of its arguments or result set; those set to ... are taken away."""
    found = copy.deepcopy(document)
    for name, value in fields.items():
        if value is ...:
            del found[side(document)][name]
        else:
            found[side(document)][name] = value
    return found


# Each test is a function of the contracts; the name says what is right.

def schemas_are_schemas(contracts):
    for operation, sides in contracts.schemas.items():
        assert set(sides) == {"arguments", "result"}, operation
        for schema in sides.values():
            assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
            Draft202012Validator.check_schema(schema)


def every_operation_has_samples(contracts):
    found = {(sample["operation"], side(sample)) for sample in contracts.samples}
    assert found == {(name, of) for name in contracts.schemas for of in ("arguments", "result")}


def samples_are_allowed(contracts):
    both_say(contracts, contracts.samples, True)


def what_is_required_must_be_there(contracts):
    both_say(contracts, [
        changed(sample, **{name: gone}) for sample in contracts.samples
        for name in contracts.fields(sample["operation"], side(sample))[0] for gone in (..., None)
    ], False)


def what_is_not_required_may_be_missing_or_null(contracts):
    def needed(sample, name):
        groups = group(contracts, sample)
        left = set(sample[side(sample)]) - {name}
        return name in contracts.fields(sample["operation"], side(sample))[0] or (
            groups and not any(left.issuperset(fields) for fields in groups))

    both_say(contracts, [
        changed(sample, **{name: gone}) for sample in contracts.samples for name in sample[side(sample)]
        if not needed(sample, name) for gone in (..., None)
    ], True)


def what_says_which_one_is_meant_must_be_there(contracts):
    documents = []
    for sample in contracts.samples:
        groups = group(contracts, sample)
        # One of each group taken away, or said with nothing in it, so that none is whole.
        if groups:
            documents += [changed(sample, **{fields[0]: gone for fields in groups if fields[0] in sample[side(sample)]})
                          for gone in (..., None, "")]
    assert len(documents) >= 12
    both_say(contracts, documents, False)


def types_are_kept(contracts):
    wrong = lambda value: {"no": "such"} if not isinstance(value, dict) else ["no such"]
    both_say(contracts, [
        changed(sample, **{name: wrong(value)}) for sample in contracts.samples
        for name, value in sample[side(sample)].items()
    ], False)


def sets_of_words_are_closed(contracts):
    mutants = [
        changed(sample, **{name: "noSuchWord"}) for sample in contracts.samples
        for name in contracts.fields(sample["operation"], side(sample))[1]
    ]
    assert mutants
    both_say(contracts, mutants, False)


def arguments_are_closed(contracts):
    both_say(contracts, [changed(s, noSuchField="x") for s in contracts.samples if side(s) == "arguments"], False)
    # Values in arguments too: a field of an address that nobody knows is a mistake as well.
    nested = [
        changed(sample, **{name: {**value, "noSuchField": "x"}}) for sample in contracts.samples
        if side(sample) == "arguments" for name, value in sample["arguments"].items()
        if isinstance(value, dict) and name != "options"
    ]
    assert nested
    both_say(contracts, nested, False)


def results_are_open(contracts):
    both_say(contracts, [changed(s, noSuchField="x") for s in contracts.samples if side(s) == "result"], True)


def any_change_is_judged_alike(contracts):
    """Every place of every sample changed in several ways: whatever comes out, both say the same of it."""
    chance = random.Random(1)
    values = [True, 0, 1, -1, 10 ** 6, 1.0, 1.5, "", "x", "XX", "USD", "2026-11-21", "2026-02-30", "24:00", "24:01",
              "2026-11-21T09:30:00+01:00", "2026-11-21T25:00:00Z", [], ["x"], [None], {}, {"x": "y"}, {"x": 1}]

    def places(value, path=()):
        yield path
        children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, child in children:
            yield from places(child, (*path, key))

    mutants = []
    for sample in contracts.samples:
        for path in places(sample[side(sample)], (side(sample),)):
            for value in [*chance.sample(values, 3), ...]:
                found = copy.deepcopy(sample)
                parent = found
                for key in path[:-1]:
                    parent = parent[key]
                if value is not ...:
                    parent[path[-1]] = value
                elif len(path) > 1:
                    del parent[path[-1]]
                mutants.append(found)
    both_say(contracts, mutants)
    allowed = sum(contracts.allows(mutant) for mutant in mutants)
    assert min(allowed, len(mutants) - allowed) > len(mutants) / 20, "these changes prove nothing"
    print(f"  {len(mutants)} changed documents, {allowed} of them allowed")


def openapi_is_openapi(contracts):
    document = json.loads(output(AISLE, "contracts", "--openapi"))
    errors = [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()]
    assert not errors, errors[:5]
    offered = {path for path in document["paths"] if path.startswith("/v1/")}
    assert offered == {"/v1/conversations"} | {f"/v1/conversations/{{id}}{more}" for more in ("", "/messages", "/world")}
    posts = {path for path, item in document["paths"].items() if "post" in item and path not in offered}
    assert posts == {f"/operations/{name}" for name in contracts.schemas}
    for name, schema in document["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)


def openapi_says_what_the_schemas_say(contracts):
    """The samples under the OpenAPI document's own schemas."""
    document = json.loads(output(AISLE, "contracts", "--openapi"))
    freshness = {"asOf": "2026-11-21T09:30:00.000Z", "origin": "middleware", "stale": False}
    for sample in contracts.samples:
        post = document["paths"][f"/operations/{sample['operation']}"]["post"]
        if side(sample) == "arguments":
            schema, value = post["requestBody"], sample["arguments"]
        else:
            schema, value = post["responses"]["200"], {"result": sample["result"], "freshness": freshness}
        schema = schema["content"]["application/json"]["schema"]
        Draft202012Validator({**schema, "components": document["components"]}).validate(value)


def committed_documents_are_up_to_date(contracts):
    repair = "run script/generate-contracts and look at the difference"
    with open(os.path.join(ROOT, "docs", "openapi.json")) as file:
        assert file.read() == output(AISLE, "contracts", "--openapi"), f"docs/openapi.json is out of date: {repair}"
    with open(os.path.join(ROOT, "docs", "contracts.md")) as file:
        assert output(AISLE, "contracts") in file.read(), f"the table in docs/contracts.md is out of date: {repair}"
    done = run(sys.executable, "script/generate-descriptions", "--check")
    assert done.returncode == 0, done.stderr


TESTS = [
    schemas_are_schemas, every_operation_has_samples, samples_are_allowed, what_is_required_must_be_there,
    what_is_not_required_may_be_missing_or_null, what_says_which_one_is_meant_must_be_there, types_are_kept,
    sets_of_words_are_closed, arguments_are_closed, results_are_open, any_change_is_judged_alike, openapi_is_openapi,
    openapi_says_what_the_schemas_say, committed_documents_are_up_to_date,
]


checks.run(TESTS, Contracts())
