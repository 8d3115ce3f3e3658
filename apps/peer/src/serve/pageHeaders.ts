import { closedHeaders } from '@daomesh/node/guard'

/** Nothing inline, nothing from elsewhere, never inside a frame: what a person reads on such a page is what its process wrote. */
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
  ...closedHeaders,
}
