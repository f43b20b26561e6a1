"""Stand-ins for the two ends of the first example: the water bureau's interface and the unified platform. Only for trying the example out."""
import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlparse


def permit(number, holder, paper, state, applied, updated):
    return {"permitNo": f"WB-{number:04}", "itemCode": "350521103XK01003", "itemName": "取水许可",
            "holder": {"name": holder, "paper": "111", "number": paper}, "applied": applied, "state": state, "updatedAt": updated}


PERMITS = [
    permit(1, "陈甲", "35059919800229001X", "1", "2026-03-02 09:00:00", "2026-03-02 09:10:00"),
    permit(2, "陈乙", "350599199211150237", "3", "20260303083000", "2026-03-05 16:00:00"),
    permit(3, "陈丙", "35059919800229001X", "9", "2026-03-04 10:00:00", "2026-03-06 11:00:00"),
]
HELD = {}


class Systems(BaseHTTPRequestHandler):
    def do_GET(self):
        url = urlparse(self.path)
        if url.path == "/permits":
            query = parse_qs(url.query)
            size, page = int(query["size"][0]), int(query.get("page", ["1"])[0])
            rows = [p for p in PERMITS if p["updatedAt"] >= query.get("since", [""])[0]]
            self.answer({"rows": rows[(page - 1) * size:page * size]})
        elif url.path == "/api/v1/ping":
            self.answer({"ok": True})
        else:
            self.answer({}, 404)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/api/v1/cases/batch":
            self.answer({"results": [self.take(item) for item in body["items"]]})
        elif self.path == "/api/v1/cases/known":
            self.answer({"known": [HELD[key] for key in body["keys"] if key in HELD]})
        else:
            self.answer({}, 404)

    def take(self, item):
        code = "409" if item["key"] in HELD else "0"
        HELD.setdefault(item["key"], {"key": item["key"], "version": item["version"], "platformId": f"P{len(HELD) + 1}"})
        print("took", item["operation"], item["SOURCE_NO"], "version", item["version"], "as", code, flush=True)
        return {"key": item["key"], "code": code, "message": "", "platformId": HELD[item["key"]]["platformId"]}

    def answer(self, document, status=200):
        content = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


HTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 8090), Systems).serve_forever()
