// A server on this machine for files of the test, with the headers that a test wants.

import { createServer } from "node:http";

// `pages` maps paths to bytes; resolves to { url, asked, close }.
export function serve(pages, headers = {}) {
    const asked = [];
    const server = createServer((request, response) => {
        asked.push(request.url);
        const body = pages[request.url];
        response.writeHead(body === undefined ? 404 : 200, { "Content-Type": "text/html; charset=utf-8", ...headers });
        response.end(body);
    });
    return new Promise((resolve) => {
        server.listen(0, "127.0.0.1", () => resolve({
            url: `http://127.0.0.1:${server.address().port}`,
            asked,
            close: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }),
        }));
    });
}
