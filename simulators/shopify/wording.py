"""Error texts and codes the API uses where graphql-core words them differently."""

import re

_REWRITES = [
    (re.compile(r"^Cannot query field '(\w+)' on type '(\w+)'"), "Field '{0}' doesn't exist on type '{1}'", "undefinedField",
     lambda g: {"typeName": g[1], "fieldName": g[0]}),
    (re.compile(r"^Field '(\w+)' argument '(\w+)' of type .* is required"), "Field '{0}' is missing required arguments: {1}", "missingRequiredArguments",
     lambda g: {"className": "Field", "name": g[0], "arguments": g[1]}),
    (re.compile(r"^Unknown argument '(\w+)' on field '(\w+)\.(\w+)'"), "Field '{2}' doesn't accept argument '{0}'", "argumentNotAccepted",
     lambda g: {"name": g[2], "typeName": "Field", "argumentName": g[0]}),
    (re.compile(r"^Variable '\$(\w+)' of type '(.+?)' used in position expecting type '(.+?)'"), "Type mismatch on variable ${0} and argument ({1} / {2})",
     "variableMismatch", lambda g: {"variableName": g[0], "typeName": g[1]}),
    (re.compile(r"^Field '(\w+)' of type '(.+)' must have a selection of subfields"), "Field must have selections (field '{0}' returns {1} but has no selections.)",
     "selectionMismatch", lambda g: {"nodeName": f"field '{g[0]}'", "typeName": g[1]}),
    (re.compile(r"^Variable '\$(\w+)' is never used"), "Variable ${0} is declared by anonymous query but not used", "variableNotUsed", lambda g: {"variableName": g[0]}),
    (re.compile(r"^Variable '\$(\w+)' is not defined"), "Variable ${0} is used but not declared", "variableNotDefined", lambda g: {"variableName": g[0]}),
]


def syntax(problem):
    """A document that does not parse."""
    return {"message": problem.message.replace("Syntax Error: ", "syntax error, "), "locations": _locations(problem), "extensions": {"code": "PARSE_ERROR"}}


def validation(problem):
    """A document the schema refuses."""
    for pattern, message, code, facts in _REWRITES:
        match = pattern.match(problem.message)
        if match:
            return {"message": message.format(*match.groups()), "locations": _locations(problem), "extensions": {"code": code, **facts(match.groups())}}
    return {"message": problem.message, "locations": _locations(problem), "extensions": {"code": "argumentLiteralsIncompatible"}}


def variable(problem, variables):
    """A variable whose value does not fit its type."""
    match = re.match(r"^Variable '\$(\w+)'", problem.message)
    value = variables.get(match.group(1)) if match else None
    return {"message": problem.message, "locations": _locations(problem),
            "extensions": {"code": "INVALID_VARIABLE", "value": value, "problems": [{"path": [], "explanation": problem.message}]}}


def execution(problem):
    """A resolver's complaint."""
    answer = {"message": problem.message, "locations": _locations(problem), "path": problem.path}
    if problem.extensions:
        answer["extensions"] = problem.extensions
    elif problem.original_error is not None:
        answer["extensions"] = {"code": "INTERNAL_SERVER_ERROR"}
    return answer


def throttled():
    """Not enough points left."""
    return {"message": "Throttled", "extensions": {"code": "THROTTLED", "documentation": "https://shopify.dev/api/usage/rate-limits"}}


def too_costly(wanted, limit):
    """One query above the single query limit."""
    return {"message": f"Query cost is {wanted}, which exceeds the single query max cost limit ({limit}).",
            "extensions": {"code": "MAX_COST_EXCEEDED", "cost": wanted, "maxCost": limit, "documentation": "https://shopify.dev/api/usage/rate-limits"}}


def _locations(problem):
    return [{"line": place.line, "column": place.column} for place in problem.locations or []]
