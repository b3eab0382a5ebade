/** The bare HTTP server of the comparison: Node's own, which reads a small JSON body and answers a small JSON body. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { AccessToken } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { AccessToken: string };
    const email = { Name: "email", Value: "somebody@example.com" };
    const answer = { Username: AccessToken.slice(0, 8), UserAttributes: [email] };
    const body = JSON.stringify(answer);
    response.writeHead(200, {
      "content-type": "application/x-amz-json-1.1",
      "content-length": Buffer.byteLength(body),
    });
    response.end(body);
  });
});

process.on("message", () => {
  // A TCP server that listens has an address with a port.
  process.send?.((server.address() as AddressInfo).port);
});
process.on("disconnect", () => process.exit());
// Between two measurements nobody asks for a while, so no connection is closed for that.
server.keepAliveTimeout = 0;
server.listen(0, "127.0.0.1");
