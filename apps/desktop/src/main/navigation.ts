import { appHost, appScheme } from './resolveAsset.ts'

const outside = new Set(['https:', 'http:', 'mailto:'])

/** What becomes of an address that a page wants to go to: it stays in the app, is asked about, or is refused. */
export type Passage = 'inside' | 'ask' | 'refuse'

/** @param own the origin of the signing page in its own window, null for the app's window */
export const judgeNavigation = (address: string, own: string | null): Passage => {
  if (!URL.canParse(address)) return 'refuse'
  const url = new URL(address)
  if (own !== null) return url.origin === own ? 'inside' : 'refuse'
  if (url.protocol === `${appScheme}:`) return url.host === appHost ? 'inside' : 'refuse'
  if (url.username !== '' || url.password !== '') return 'refuse'
  return outside.has(url.protocol) ? 'ask' : 'refuse'
}
