import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { defaultHome } from '@daomesh/peer'

/**
 * Where Chromium keeps what belongs to the window of a home, and by which it knows whether the app of that home runs already; null for the place it takes by
 * itself. Not in the home: a copy of that goes to another machine, where Chromium would find its own lock of the first one and start nothing.
 */
export const profileOf = (home: string, appData: string): string | null =>
  home === defaultHome({}) ? null : join(appData, 'daomesh-windows', createHash('sha256').update(home).digest('hex').slice(0, 16))
