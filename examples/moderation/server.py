"""A moderation model behind HTTP, as Foureyes asks one.

    python3 server.py --port 9000
    foureyes prediction set rekognition --url http://127.0.0.1:9000/

It needs nothing but Python's standard library. Its "model" is a stand-in that looks at
the colours of a PNG: put yours into judge().

What it is asked is Rekognition's DetectModerationLabels: a POST with a JSON body,

    {"Image": {"Bytes": "<base64>"}, "MinConfidence": 50}

and what it answers is Rekognition's too. An error has a status other than 200 and says
in __type which of Rekognition's errors it is.
"""

import argparse
import base64
import binascii
import hmac
import http.server
import json
import os
import struct
import zlib

MODEL_VERSION = "colours-1"
MAX_BODY = 21 << 20

# Which colour stands for which label, in Rekognition's taxonomy: name, parent, level.
RED = [("Violence", "", 1), ("Graphic Violence", "Violence", 2)]
BLUE = [("Drugs & Tobacco", "", 1), ("Smoking", "Drugs & Tobacco", 2)]


class Refusal(Exception):
    """What the model cannot do, as one of Rekognition's errors."""

    def __init__(self, code, message, status=400):
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


def judge(image):
    """Give (name, parent, level, confidence) for each label of an image."""
    red, green, blue = mean_colour(image)
    found = []
    for share, labels in ((red - (green + blue) / 2, RED), (blue - (red + green) / 2, BLUE)):
        confidence = round(100 * max(0.0, share), 2)
        if confidence > 0:
            found += [(*label, confidence) for label in labels]
    return sorted(found, key=lambda label: (-label[3], label[2]))


def mean_colour(png):
    """The mean of red, green and blue, each 0 to 1, of a PNG with 8 bits of RGB or grey."""
    if not png.startswith(b"\x89PNG\r\n\x1a\n"):
        raise Refusal("InvalidImageFormatException", "This model looks at PNG images only.")
    header, data, at = None, b"", 8
    while at + 8 <= len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            header = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            data += body
        at += 12 + length
    if header is None or header[2:] not in ((8, 2, 0, 0, 0), (8, 0, 0, 0, 0)):
        raise Refusal("InvalidImageFormatException", "This model looks at PNG images with 8 bits of RGB or grey.")
    width, height, colour = header[0], header[1], header[3]
    if width * height > 50_000_000:
        raise Refusal("ImageTooLargeException", "The image has too many pixels.")
    return mean(pixels(data, width, height, 3 if colour == 2 else 1), 3 if colour == 2 else 1)


def pixels(data, width, height, channels):
    """The rows of an image, its filters undone (PNG specification, 9.2)."""
    stride = width * channels
    try:
        raw = zlib.decompressobj().decompress(data, (stride + 1) * height)
    except zlib.error as e:
        raise Refusal("InvalidImageFormatException", "The image cannot be read.") from e
    if len(raw) < (stride + 1) * height:
        raise Refusal("InvalidImageFormatException", "The image ends too early.")
    before = bytes(stride)
    for y in range(height):
        start = y * (stride + 1)
        row = bytearray(raw[start + 1 : start + 1 + stride])
        unfilter(raw[start], row, before, channels)
        yield row
        before = row


def unfilter(kind, row, above, step):
    for i in range(len(row)):
        left = row[i - step] if i >= step else 0
        corner = above[i - step] if i >= step else 0
        row[i] = (row[i] + predicted(kind, left, above[i], corner)) & 255


def predicted(kind, left, above, corner):
    if kind == 4:
        return min((abs(above - corner), 0, left), (abs(left - corner), 1, above), (abs(left + above - 2 * corner), 2, corner))[2]
    return (0, left, above, (left + above) // 2)[kind] if kind < 4 else 0


def mean(rows, channels):
    sums, count = [0] * channels, 0
    for row in rows:
        for c in range(channels):
            sums[c] += sum(row[c::channels])
        count += len(row) // channels
    means = [s / 255 / max(count, 1) for s in sums]
    return means if channels == 3 else means * 3


def detect(request):
    """Answer one DetectModerationLabels."""
    try:
        image = base64.b64decode(request["Image"]["Bytes"], validate=True)
    except (KeyError, TypeError, binascii.Error) as e:
        raise Refusal("InvalidParameterException", "The request has no image.") from e
    least = request.get("MinConfidence", 50)
    labels = [
        {"Name": name, "ParentName": parent, "TaxonomyLevel": level, "Confidence": confidence}
        for name, parent, level, confidence in judge(image)
        if confidence >= least
    ]
    return {"ModerationLabels": labels, "ModerationModelVersion": MODEL_VERSION}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    token = ""

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        if length > MAX_BODY:
            self.close_connection = True
            return self.answer(400, {"__type": "ImageTooLargeException", "message": "The image is too large."})
        body = self.rfile.read(length)
        given = self.headers.get("Authorization", "")
        if self.token and not hmac.compare_digest(given.encode(), f"Bearer {self.token}".encode()):
            return self.answer(401, {"__type": "UnrecognizedClientException", "message": "The token is wrong."})
        if self.headers.get("X-Amz-Target") != "RekognitionService.DetectModerationLabels":
            return self.answer(400, {"__type": "UnknownOperationException", "message": "This model moderates images."})
        try:
            self.answer(200, detect(json.loads(body)))
        except json.JSONDecodeError:
            self.answer(400, {"__type": "SerializationException", "message": "The body is no JSON."})
        except Refusal as e:
            self.answer(e.status, {"__type": e.code, "message": e.message})

    def answer(self, status, document):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/x-amz-json-1.1")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=9000, help="0 for any that is free")
    arguments = parser.parse_args()
    Handler.token = os.environ.get("MODERATION_TOKEN", "")
    server = http.server.ThreadingHTTPServer((arguments.host, arguments.port), Handler)
    print(f"moderating at http://{arguments.host}:{server.server_address[1]}/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
