"""Asks ministack's policy evaluation, as a library, what a policy allows.

usage: judge_policy.py POLICY < JSON

Standard input is a list of {"action": "iam:TagUser", "resource": ARN, "tag-keys": [...]}; prints a list of decisions:
Allow, Deny or ImplicitDeny. Without "tag-keys" the request has none, and the condition key is absent, as in AWS.
"""
import json
import sys

from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document

with open(sys.argv[1], encoding="utf-8") as file:
    policy = parse_policy_document(json.load(file))
decisions = []
for question in json.load(sys.stdin):
    context = EvalContext(
        principal_arn="arn:aws:sts::111111111111:assumed-role/Daypass/run", principal_type="AssumedRole",
        principal_account="111111111111", action=question["action"], resource_arn=question["resource"], region="us-east-1",
        source_ip="127.0.0.1", secure_transport=True, tag_keys=question.get("tag-keys", []),
        service_context={} if "tag-keys" in question else {"aws:tagkeys": None},
    )
    decisions.append(evaluate(context, [policy]).decision)
json.dump(decisions, sys.stdout)
