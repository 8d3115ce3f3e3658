import { createReadStream, existsSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { pipeline } from 'node:stream'
import { closedHeaders } from './guard.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

/** Scripts only from ourselves; styles inline because the component library sets style attributes; connections only to this address. */
export const securityHeaders = (port: number): Record<string, string> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  ...closedHeaders,
})

/** Serves the built renderer from one folder and nothing outside it; unknown paths are 404, `/` is index.html. */
export const serveStatic = (folder: string, port: number, request: IncomingMessage, response: ServerResponse): void => {
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://127.0.0.1').pathname)
  const file = normalize(join(folder, path === '/' ? 'index.html' : path))
  const headers = securityHeaders(port)
  const inside = file.startsWith(normalize(folder) + sep)
  if ((request.method !== 'GET' && request.method !== 'HEAD') || !inside || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404, { ...headers, 'content-type': 'text/plain' }).end('not found')
    return
  }
  response.writeHead(200, { ...headers, 'content-type': types[extname(file)] ?? 'application/octet-stream' })
  if (request.method === 'HEAD') response.end()
  // Whoever leaves in the middle leaves no open file behind, and a file that cannot be read ends this answer alone.
  else pipeline(createReadStream(file), response, () => undefined)
}
