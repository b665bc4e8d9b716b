"""Asks ministack's policy evaluation, as a library, whom a trust policy lets assume its role with a web identity.

usage: judge_trust.py POLICY < JSON

Standard input is a list of {"provider": ARN, "action": "sts:AssumeRoleWithWebIdentity", "claims": {"…:sub": "…"}}; prints
a list of true and false. Not covered: a token's signature, and what an identity provider of AWS checks before any policy.
"""
import json
import sys

from ministack.core.iam_evaluator import EvalContext, evaluate_trust_policy

with open(sys.argv[1], encoding="utf-8") as file:
    policy = json.load(file)
decisions = []
for question in json.load(sys.stdin):
    context = EvalContext(
        principal_arn=question["provider"], principal_type="FederatedUser", principal_account="111111111111",
        action=question["action"], resource_arn="*", region="us-east-1", source_ip="127.0.0.1", secure_transport=True,
        service_context={key.lower(): value for key, value in question["claims"].items()},
    )
    decisions.append(evaluate_trust_policy(policy, question["provider"], context))
json.dump(decisions, sys.stdout)
