import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { protocol } from 'electron'
import type { Session } from 'electron'
import { pageHeaders } from './contentSecurityPolicy.ts'
import { appScheme, resolveAsset } from './resolveAsset.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Must run before the app is ready. */
export const announceScheme = (): void =>
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }])

/** Serves the built pages under the app's own scheme, and nothing else. */
export const serveApp = (session: Session, folder: string): void => {
  session.protocol.handle(appScheme, async ({ url }) => {
    const file = resolveAsset(folder, url)
    if (file === null) return new Response(null, { status: 403, headers: pageHeaders })
    try {
      return new Response(await readFile(file), {
        headers: { ...pageHeaders, 'content-type': types[extname(file)] ?? 'application/octet-stream' },
      })
    } catch {
      return new Response(null, { status: 404, headers: pageHeaders })
    }
  })
}
