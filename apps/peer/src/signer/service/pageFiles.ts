import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export type PageFile = { readonly type: string; readonly content: Buffer }

const read = (name: string): Buffer => readFileSync(fileURLToPath(new URL(`../page/${name}`, import.meta.url)))

/** The confirmation page, read once: nothing on disk can change what a running signer shows. */
export const readPageFiles = (): ReadonlyMap<string, PageFile> =>
  new Map([
    ['/', { type: 'text/html; charset=utf-8', content: read('index.html') }],
    ['/page.css', { type: 'text/css; charset=utf-8', content: read('page.css') }],
    ['/page.js', { type: 'text/javascript; charset=utf-8', content: read('page.js') }],
    ['/page.svg', { type: 'image/svg+xml', content: read('page.svg') }],
    ['/parts.js', { type: 'text/javascript; charset=utf-8', content: read('parts.js') }],
    ['/requests.js', { type: 'text/javascript; charset=utf-8', content: read('requests.js') }],
  ])

/** Nothing inline, nothing from elsewhere, never inside a frame: what a person reads here is what the signer wrote. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}
