"""Cuts GitHub's published GraphQL schema down to the types that our queries touch.

    python3 prune_github_schema.py schema.graphql > github_schema.graphql

The published file is octokit/graphql-schema's schema.graphql; a type that a new query needs goes into TYPES. Fields of the
types that are kept are dropped only where their type or an argument's is not kept. Descriptions are left out.
"""

import sys
from dataclasses import replace

from graphql import language as ast
from graphql.language import parse, print_ast

TYPES = set("""
Query Repository RateLimit PageInfo
GitObject Commit Tree Blob Tag GitActor GitActorConnection GitSignature GpgSignature SshSignature SmimeSignature UnknownSignature
Actor User Bot Mannequin Organization EnterpriseUserAccount
PullRequest PullRequestConnection PullRequestState
PullRequestCommit PullRequestCommitConnection
PullRequestReview PullRequestReviewConnection PullRequestReviewState
PullRequestTimelineItems PullRequestTimelineItemsConnection PullRequestTimelineItemsItemType
HeadRefForcePushedEvent HeadRefDeletedEvent HeadRefRestoredEvent BaseRefChangedEvent AutomaticBaseChangeSucceededEvent
AddedToMergeQueueEvent RemovedFromMergeQueueEvent
GitSignatureState PullRequestReviewDecision CommentAuthorAssociation
ID Int String Boolean Float DateTime GitObjectID URI BigInt GitTimestamp HTML Date
""".split())


def named(node):
    while not isinstance(node, ast.NamedTypeNode):
        node = node.type
    return node.name.value


def plain(node, **changes):
    return replace(node, description=None, directives=(), **changes)


def field(node):
    arguments = tuple(plain(a) for a in node.arguments or () if named(a.type) in TYPES)
    return plain(node, arguments=arguments)


def usable(node):
    needed = (a for a in node.arguments or () if isinstance(a.type, ast.NonNullTypeNode))
    return named(node.type) in TYPES and all(named(a.type) in TYPES for a in needed)


def pruned(node):
    if isinstance(node, ast.UnionTypeDefinitionNode):
        return plain(node, types=tuple(t for t in node.types if named(t) in TYPES))
    if isinstance(node, (ast.ObjectTypeDefinitionNode, ast.InterfaceTypeDefinitionNode)):
        return plain(
            node, interfaces=tuple(t for t in node.interfaces or () if named(t) in TYPES),
            fields=tuple(field(f) for f in node.fields or () if usable(f)))
    if isinstance(node, ast.EnumTypeDefinitionNode):
        return plain(node, values=tuple(plain(v) for v in node.values))
    return plain(node)


document = parse(open(sys.argv[1]).read())
kept = [pruned(d) for d in document.definitions if getattr(getattr(d, 'name', None), 'value', None) in TYPES]
missing = TYPES - {d.name.value for d in kept} - {'ID', 'Int', 'String', 'Boolean', 'Float'}
if missing:
    sys.exit(f'the schema has no {", ".join(sorted(missing))}')
print('# A part of GitHub\'s public GraphQL schema, made by prune_github_schema.py. Source and licence: NOTICE.md.')
print('\n\n'.join(print_ast(d) for d in sorted(kept, key=lambda d: d.name.value)))
