// An HTTP/2 server (HTTP/1.1 for who asks for it). usage: http2.js PORT CERTIFICATE KEY
// /silent never answers; everything else says which version it came by and how many bytes of body came.
const fs = require("fs");
const http2 = require("http2");

const [port, certificate, key] = process.argv.slice(2);
const options = { cert: fs.readFileSync(certificate), key: fs.readFileSync(key), allowHTTP1: true };
http2
  .createSecureServer(options, (request, response) => {
    if (request.url === "/silent") return;
    let bytes = 0;
    request.on("data", (chunk) => (bytes += chunk.length));
    request.on("end", () => response.end(`${request.httpVersion} ${bytes} ` + "x".repeat(100000)));
  })
  .listen(Number(port), "127.0.0.1");
