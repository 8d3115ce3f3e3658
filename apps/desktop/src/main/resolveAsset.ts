import { isAbsolute, join, relative } from 'node:path'

/** The app's pages have a scheme of their own: unlike `file:` it reaches one folder only. */
export const appScheme = 'app'
export const appHost = 'daomesh'
export const appPage = `${appScheme}://${appHost}/index.html`

/** The file behind an address of the app, or null for anything outside its folder. */
export const resolveAsset = (folder: string, address: string): string | null => {
  if (!URL.canParse(address)) return null
  const { protocol, host, pathname } = new URL(address)
  if (protocol !== `${appScheme}:` || host !== appHost) return null
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (path.includes('\0') || path.includes('\\')) return null
  const file = join(folder, path === '/' ? 'index.html' : path)
  const inside = relative(folder, file)
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? null : file
}
