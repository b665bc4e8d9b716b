"""Judges YAML files by JSON Schemas, typing values as editors do: by the core schema of YAML 1.2.

Input (JSON): {"schemas": {name: schema}, "files": [{"schema": name, "text": yaml}]}
Output (JSON): for each file null if it fits, else what is wrong first.
"""

import json
import re
import sys

import jsonschema
import yaml


class Core(yaml.SafeLoader):
    yaml_implicit_resolvers = {}

    def construct_mapping(self, node, deep=False):
        # Keys are names, whatever they look like.
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


Core.add_constructor("tag:yaml.org,2002:map", lambda loader, node: loader.construct_mapping(node))
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: number(node.value))
for tag, pattern, first in [
    ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", list("-+0123456789")),
    ("float", r"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$", list("-+0123456789.")),
]:
    Core.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), first)


def number(text):
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


asked = json.load(sys.stdin)
validators = {}
for name, schema in asked["schemas"].items():
    jsonschema.Draft202012Validator.check_schema(schema)
    validators[name] = jsonschema.Draft202012Validator(schema)
answers = []
for file in asked["files"]:
    try:
        value = yaml.load(file["text"], Loader=Core)
        error = next(validators[file["schema"]].iter_errors(value), None)
        answers.append(error and f"{error.json_path}: {error.message}"[:300])
    except (yaml.YAMLError, ValueError) as error:
        answers.append("YAML: " + str(error)[:300])
json.dump(answers, sys.stdout)
