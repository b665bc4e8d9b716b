"""The usual nightly script that takes access away when its time is up: every user is asked for groups and tags, one
after the other, and whose tag for a group names a day that is over is taken out of that group.

    AWS_ENDPOINT_URL_IAM=... python3 nightly.py

Nothing in it is slowed down on purpose: one client with one kept connection, pages as large as IAM allows.
"""

import datetime

import boto3


def main():
    iam = boto3.client('iam')
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    removed = 0
    for page in iam.get_paginator('list_users').paginate(PaginationConfig={'PageSize': 1000}):
        for user in page['Users']:
            name = user['UserName']
            groups = iam.list_groups_for_user(UserName=name, MaxItems=1000)['Groups']
            tags = {tag['Key']: tag['Value'] for tag in iam.list_user_tags(UserName=name, MaxItems=1000)['Tags']}
            for group in (group['GroupName'] for group in groups):
                end = tags.get(group)
                if end is not None and end[:10] < today:
                    iam.remove_user_from_group(GroupName=group, UserName=name)
                    iam.untag_user(UserName=name, TagKeys=[group])
                    removed += 1
    print(f'{removed} removed')


if __name__ == '__main__':
    main()
