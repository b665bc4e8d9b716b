"""Calls AWS's query APIs as a user with a key would, signed (Signature Version 4), in order.

usage: aws_call.py URL < JSON

Standard input is a list of {"service": "iam", "key": ID, "secret": SECRET, "form": {...}}; a form's value "$NAME" stands for
what an earlier call's "keep": {"NAME": XML element} found. Prints a list of {"status": N, "body": TEXT, "kept": {...}}.
"""
import datetime
import hashlib
import hmac
import json
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

URL = sys.argv[1]
VERSIONS = {"iam": "2010-05-08", "sts": "2011-06-15"}


def signed(service, key, secret, body):
    host = urllib.parse.urlsplit(URL).netloc
    stamp = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    kind = "application/x-www-form-urlencoded; charset=utf-8"
    headers = {"content-type": kind, "host": host, "x-amz-date": stamp}
    names = ";".join(headers)
    lines = "".join("%s:%s\n" % item for item in headers.items())
    canonical = "POST\n/\n\n%s\n%s\n%s" % (lines, names, hashlib.sha256(body).hexdigest())
    scope = "%s/us-east-1/%s/aws4_request" % (stamp[:8], service)
    signing = ("AWS4" + secret).encode()
    for part in scope.split("/"):
        signing = hmac.new(signing, part.encode(), hashlib.sha256).digest()
    text = "AWS4-HMAC-SHA256\n%s\n%s\n%s" % (stamp, scope, hashlib.sha256(canonical.encode()).hexdigest())
    signature = hmac.new(signing, text.encode(), hashlib.sha256).hexdigest()
    credential = "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s" % (key, scope, names, signature)
    return {"Content-Type": kind, "X-Amz-Date": stamp, "Authorization": credential}


kept, answers = {}, []
for call in json.load(sys.stdin):
    form = {"Version": VERSIONS[call["service"]]}
    for name, value in call["form"].items():
        form[name] = kept[value[1:]] if value.startswith("$") else value
    body = urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(URL, body, signed(call["service"], call["key"], call["secret"], body))
    try:
        with urllib.request.urlopen(request) as answer:
            status, text = answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        status, text = error.code, error.read().decode()
    found = {}
    for name, element in call.get("keep", {}).items():
        match = re.search("<%s>([^<]*)</%s>" % (element, element), text)
        found[name] = match.group(1) if match else ""
    kept.update(found)
    answers.append({"status": status, "body": text, "kept": found})
json.dump(answers, sys.stdout)
