/** What every window gets: no Node, its own world, Chromium's sandbox, nothing to embed. */
export const safePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const

/** Whose page asks: that of the app, or the one that signs. */
export type PageOf = 'app' | 'served'

/** A page may copy what a person asked to copy, the app's also say on the desktop what waits, and nothing else of what Chromium offers. */
export const isPermitted = (permission: string, page: PageOf): boolean =>
  permission === 'clipboard-sanitized-write' || (page === 'app' && permission === 'notifications')
