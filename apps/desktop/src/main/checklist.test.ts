import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { contentSecurityPolicy, pageHeaders } from './contentSecurityPolicy.ts'
import { isPermitted, safePreferences } from './safePreferences.ts'

// Electron's own list of twenty points, as far as it can be held without its program: the values that windows get, and that no source goes round them.
// Navigation (13, 14), the app's scheme (18) and the switches (19) have tests of their own.

const src = join(import.meta.dirname, '..')
const sources = globSync(['main/**/*.ts', 'preload/**/*.ts', 'node-host/**/*.ts'], { cwd: src })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => ({ name: file, text: readFileSync(join(src, file), 'utf8').replace(/^\s*(\/\/|\/?\*).*$/gm, '') }))
const using = (words: RegExp): readonly string[] => sources.filter(({ text }) => words.test(text)).map(({ name }) => basename(name))

test('E5 (2–4, 6, 8–12) every window gets the safe preferences, last word included', () => {
  expect(safePreferences).toEqual({
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
  })
  const windows = sources.filter(({ text }) => /new BrowserWindow\(/.test(text))
  expect(windows.map(({ name }) => basename(name)).toSorted()).toEqual(['appWindow.ts', 'servedWindow.ts'])
  // Only what the preferences do not speak of may stand beside them.
  for (const { text } of windows)
    expect([...text.matchAll(/webPreferences: \{ (.*) \}/g)].map(([, inner]) => inner)).toEqual([
      expect.stringMatching(/^\.\.\.safePreferences, (preload: join\([^{}]*\)|session: own)$/),
    ])
  expect(using(/WebContentsView|BrowserView|enableBlinkFeatures|allowpopups|nodeIntegration: true|appendSwitch/)).toEqual([])
})

test('E5 (5) a page may copy, the app’s also notify, and is denied everything else, in every session', () => {
  for (const permission of ['media', 'geolocation', 'openExternal', 'fileSystem', 'clipboard-read', 'serial', 'unknown', ''])
    for (const page of ['app', 'served'] as const) expect(isPermitted(permission, page)).toBe(false)
  for (const page of ['app', 'served'] as const) expect(isPermitted('clipboard-sanitized-write', page)).toBe(true)
  expect([isPermitted('notifications', 'app'), isPermitted('notifications', 'served')]).toEqual([true, false])
  expect(using(/denyPermissions\(/).toSorted()).toEqual(['index.ts', 'servedWindow.ts'])
})

test('E5 (1, 7) pages come with a policy under which no code, frame or connection comes from elsewhere', () => {
  const rules = new Map(contentSecurityPolicy.split('; ').map((rule) => [rule.split(' ')[0] ?? '', rule.split(' ').slice(1)]))
  expect(rules.get('default-src')).toEqual(["'none'"])
  expect(rules.get('script-src')).toEqual(["'self'"])
  expect(rules.get('connect-src')).toEqual(["'none'"])
  for (const none of ['base-uri', 'form-action', 'frame-ancestors']) expect(rules.get(none)).toEqual(["'none'"])
  expect(contentSecurityPolicy).not.toMatch(/unsafe-eval|https?:|\*/)
  expect(pageHeaders['content-security-policy']).toBe(contentSecurityPolicy)
  // Nothing of the app is loaded over the network or from a file address.
  expect(using(/loadFile\(|file:\/\/|loadURL\(['"]https?:/)).toEqual([])
})

test('E5 (15) one place opens an address outside, after a question that a page cannot answer', () => {
  expect(using(/shell\.|openExternal|openPath/)).toEqual(['askBeforeLeaving.ts'])
})

test('E5 (17, 20) the preload hands over one port; no page reaches a function of Electron, and the main process listens to no page', () => {
  expect(using(/ipcMain|contextBridge|remote/)).toEqual([])
  expect(using(/ipcRenderer/)).toEqual(['index.ts'])
  const preload = sources.find(({ name }) => name.startsWith('preload'))?.text ?? ''
  expect(preload.match(/ipcRenderer\.\w+/g)).toEqual(['ipcRenderer.on'])
})

test('E5 (16) Electron is pinned to one version', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(src, '..', 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/)
})
