"""Makes SSHSIG signatures that ssh-keygen doesn't make here: by a security key, and by RSA in other ways.

usage: sign_ssh.py < JSON

Standard input: {"key": FILE, "algorithm": NAME, "namespace": TEXT, "hash": "sha512", "message": TEXT} and for a security key
"application", "flags" and "counter". FILE is a private key of OpenSSH's format without a passphrase, of type ed25519, ecdsa (P-256)
or rsa. Prints {"public": "TYPE BASE64", "signature": ARMOR}. Sources: OpenSSH's PROTOCOL.sshsig and PROTOCOL.u2f, RFC 8332.
"""
import base64
import hashlib
import json
import struct
import sys

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

order = json.load(sys.stdin)


def string(data):
    data = data.encode() if isinstance(data, str) else data
    return struct.pack(">I", len(data)) + data


def mpint(number):
    return string(number.to_bytes(number.bit_length() // 8 + 1, "big") if number else b"")


with open(order["key"], "rb") as file:
    key = serialization.load_ssh_private_key(file.read(), password=None)
encoding, form = serialization.Encoding, serialization.PublicFormat
algorithm = order["algorithm"]
digest = hashlib.new(order["hash"], order["message"].encode()).digest()
signed = b"SSHSIG" + string(order["namespace"]) + string("") + string(order["hash"]) + string(digest)
tail = b""
if algorithm.startswith("sk-"):
    tail = struct.pack(">BI", order["flags"], order["counter"])
    signed = hashlib.sha256(order["application"].encode()).digest() + tail + hashlib.sha256(signed).digest()
if algorithm == "sk-ssh-ed25519@openssh.com":
    public = string(algorithm) + string(key.public_key().public_bytes(encoding.Raw, form.Raw)) + string(order["application"])
    signature = key.sign(signed)
elif algorithm == "sk-ecdsa-sha2-nistp256@openssh.com":
    point = key.public_key().public_bytes(encoding.X962, form.UncompressedPoint)
    public = string(algorithm) + string("nistp256") + string(point) + string(order["application"])
    r, s = decode_dss_signature(key.sign(signed, ec.ECDSA(hashes.SHA256())))
    signature = mpint(r) + mpint(s)
else:
    numbers = key.public_key().public_numbers()
    public = string("ssh-rsa") + mpint(numbers.e) + mpint(numbers.n)
    hasher = {"ssh-rsa": hashes.SHA1, "rsa-sha2-256": hashes.SHA256, "rsa-sha2-512": hashes.SHA512}[algorithm]
    signature = key.sign(signed, padding.PKCS1v15(), hasher())
inner = string(algorithm) + string(signature) + tail
blob = b"SSHSIG" + struct.pack(">I", 1) + string(public) + string(order["namespace"]) + string("") + string(order["hash"]) + string(inner)
text = base64.b64encode(blob).decode()
armor = ["-----BEGIN SSH SIGNATURE-----"] + [text[i : i + 70] for i in range(0, len(text), 70)] + ["-----END SSH SIGNATURE-----", ""]
name = struct.unpack(">I", public[:4])[0]
json.dump({"public": f"{public[4:4 + name].decode()} {base64.b64encode(public).decode()}", "signature": "\n".join(armor)}, sys.stdout)
