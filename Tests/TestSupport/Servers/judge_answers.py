"""Judges answers that tests make up by a forge's published description (Swagger 2).

Input (JSON): {"description": PATH, "answers": [{"definition": NAME, "value": VALUE}, ...], "paths": [PATH, ...]}
Output (JSON): {"answers": for each null if it fits, else what is wrong first; "paths": those that the description doesn't know}

A description doesn't say what may be null, and forges give null for much: it is taken anywhere. A key that it doesn't name is wrong.
"""

import json
import re
import sys

import jsonschema


def strict(schema):
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: strict(value) for key, value in schema.items()}
    kind = schema.get('type')
    if isinstance(kind, str):
        schema['type'] = [kind, 'null']
        if kind == 'object' and 'properties' in schema:
            schema.setdefault('additionalProperties', False)
    if 'enum' in schema:
        schema['enum'] = schema['enum'] + [None]
    return schema


asked = json.load(sys.stdin)
description = json.load(open(asked['description']))
definitions = {name: strict(schema) for name, schema in description['definitions'].items()}
answers = []
for answer in asked['answers']:
    if answer['definition'] not in definitions:
        answers.append('no definition ' + answer['definition'])
        continue
    schema = {'$ref': '#/definitions/' + answer['definition'], 'definitions': definitions}
    error = next(iter(jsonschema.Draft4Validator(schema).iter_errors(answer['value'])), None)
    answers.append(error and f"{answer['definition']}: {'.'.join(map(str, error.absolute_path))}: {error.message}"[:300])
patterns = [re.compile(re.sub(r'\{[^}]*\}', '[^/]+', path) + r'$') for path in description['paths']]
unknown = [path for path in asked['paths'] if not any(pattern.match(path) for pattern in patterns)]
json.dump({'answers': answers, 'paths': unknown}, sys.stdout)
