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

/** A page may copy what a person asked to copy, and nothing else of what Chromium offers. */
export const isPermitted = (permission: string): boolean => permission === 'clipboard-sanitized-write'
