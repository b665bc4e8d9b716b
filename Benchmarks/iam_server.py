"""The tests' IAM with what a script needs that asks user by user: ListUsers, ListGroupsForUser, ListUserTags.

    python3 iam_server.py PORT      all else as in Tests/TestSupport/Servers/iam_stub.py
"""

import base64
import os
import sys
from xml.sax.saxutils import escape

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../Tests/TestSupport/Servers'))

import iam_stub  # noqa: E402


def page(form, items):
    """One page of a list, as the IAM API reference has it: at most 100 items unless MaxItems says otherwise."""
    start = int(base64.b64decode(form.get('Marker', 'MA==')))
    size = min(int(form.get('MaxItems', 100)), 1000)
    more = start + size < len(items)
    marker = f'<Marker>{base64.b64encode(str(start + size).encode()).decode()}</Marker>' if more else ''
    return items[start:start + size], f'<IsTruncated>{str(more).lower()}</IsTruncated>{marker}'


class World(iam_stub.World):
    def do_ListUsers(self, account, form, key, fault):
        users, end = page(form, list(account.users.values()))
        listed = ''.join(
            f'<member><Path>/</Path><UserName>{escape(user.name)}</UserName><UserId>AIDA{iam_stub.digest(user.name)}</UserId>'
            f'<Arn>arn:aws:iam::{account.number}:user/{escape(user.name)}</Arn><CreateDate>2024-01-01T00:00:00Z</CreateDate></member>'
            for user in users)
        return f'<Users>{listed}</Users>{end}'

    def do_ListGroupsForUser(self, account, form, key, fault):
        groups, end = page(form, account.user(form).groups)
        listed = ''.join(account.group_xml(group) for group in groups)
        return f'<Groups>{listed}</Groups>{end}'

    def do_ListUserTags(self, account, form, key, fault):
        tags, end = page(form, list(account.user(form).tags.items()))
        listed = ''.join(f'<member><Key>{escape(name)}</Key><Value>{escape(value)}</Value></member>' for name, value in tags)
        return f'<Tags>{listed}</Tags>{end}'


if __name__ == '__main__':
    iam_stub.World = World
    iam_stub.main()
