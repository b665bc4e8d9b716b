"""Signs requests as botocore does: reads a JSON list of requests, writes the list of their Authorization headers."""

import datetime
import json
import sys
import urllib.parse

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

signed = []
for case in json.load(sys.stdin):
    instant = datetime.datetime.fromtimestamp(case['instant'], datetime.timezone.utc)
    botocore.auth.get_current_datetime = lambda remove_tzinfo=True: instant.replace(tzinfo=None) if remove_tzinfo else instant
    query = urllib.parse.urlencode([tuple(pair) for pair in case['query']], quote_via=urllib.parse.quote, safe='-_.~')
    request = AWSRequest(
        method=case['method'], url='https://' + case['host'] + case['path'] + ('?' + query if query else ''),
        data=bytes(case['body']), headers=dict(case['headers']))
    request.context['payload_signing_enabled'] = True
    credentials = Credentials(case['key'], case['secret'], case.get('token'))
    botocore.auth.SigV4Auth(credentials, case['service'], case['region']).add_auth(request)
    signed.append(request.headers['Authorization'])
json.dump(signed, sys.stdout)
