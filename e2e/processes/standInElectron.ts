import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// Stands in for Electron where its program cannot be had: what the desktop's main process uses of it, as electron.d.ts documents it. What it is told to do it
// does; what it is asked and what it does is told to the process that started this one.

/** What the test does as the system, a person or a page would. */
export type Told =
  | { readonly do: 'quit' | 'close' | 'loaded' | 'gone' | 'nodeFails' }
  | { readonly do: 'again'; readonly words: readonly string[] }
  | { readonly do: 'unsaved'; readonly unsaved: boolean }
  /** What a person answers from now on: the position of the button. */
  | { readonly do: 'answer'; readonly button: number }

const say = (seen: object): void => void process.send?.(seen)
let unsaved = false
let button = Number(process.env['STAND_IN_BUTTON'] ?? 0)
/** Pages stay half loaded until the test says otherwise. */
let untilLoaded = Promise.withResolvers<void>()

const lockFile = (): string => join(paths.get('userData') ?? '', 'SingletonLock')
const appData = process.env['STAND_IN_DATA'] ?? ''
const paths = new Map([
  ['appData', appData],
  ['userData', join(appData, 'DAOmesh')],
])
let owner = false

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const cancelable = () => {
  const event = { defaultPrevented: false, preventDefault: () => void (event.defaultPrevented = true) }
  return event
}

class Contents extends EventEmitter {
  #url = ''
  setWindowOpenHandler(): void {}
  getURL(): string {
    return this.#url
  }
  postMessage(channel: string): void {
    say({ posted: channel })
  }
  async load(url: string): Promise<void> {
    this.#url = url
    say({ loads: url })
    await untilLoaded.promise
    this.emit('did-finish-load')
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all = new Set<BrowserWindow>()
  static getAllWindows(): readonly BrowserWindow[] {
    return [...BrowserWindow.all]
  }
  readonly webContents = new Contents()
  constructor() {
    super()
    BrowserWindow.all.add(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  async loadURL(url: string): Promise<void> {
    const closed = Promise.withResolvers<never>()
    this.once('closed', () => closed.reject(new Error('ERR_FAILED (-2)')))
    await Promise.race([this.webContents.load(url), closed.promise])
  }
  isMinimized = (): boolean => false
  isDestroyed = (): boolean => !BrowserWindow.all.has(this)
  setContentProtection(): void {}
  show(): void {}
  focus(): void {
    say({ focused: this.webContents.getURL() })
  }
  /** Lets the page object, as `beforeunload` does. */
  close(): void {
    const event = cancelable()
    if (unsaved) {
      this.webContents.emit('will-prevent-unload', event)
      if (!event.defaultPrevented) return
    }
    this.destroy()
  }
  destroy(): void {
    if (!BrowserWindow.all.delete(this)) return
    this.emit('closed')
    if (BrowserWindow.all.size === 0 && !quitting) app.quit()
  }
}

let quitting = false
class App extends EventEmitter {
  whenReady = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  getVersion = (): string => '0.0.0'
  readonly commandLine = { hasSwitch: (name: string): boolean => process.argv.includes(`--${name}`) }
  enableSandbox(): void {}
  setAsDefaultProtocolClient(): void {}
  getPath = (name: string): string => paths.get(name) ?? ''
  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`Failed to set path for '${name}'`)
    paths.set(name, path)
  }
  /** Chromium's: one for each user data folder. */
  requestSingleInstanceLock(): boolean {
    mkdirSync(this.getPath('userData'), { recursive: true })
    owner = !existsSync(lockFile()) || !isAlive(Number(readFileSync(lockFile(), 'utf8')))
    if (owner) writeFileSync(lockFile(), String(process.pid))
    say({ first: owner })
    return owner
  }
  quit(): void {
    if (quitting) return
    const before = cancelable()
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    quitting = true
    for (const window of BrowserWindow.all) window.close()
    quitting = false
    if (BrowserWindow.all.size > 0) return
    const will = cancelable()
    this.emit('will-quit', will)
    if (!will.defaultPrevented) this.exit(0)
  }
  relaunch({ args }: { readonly args: readonly string[] }): void {
    say({ relaunches: args })
  }
  /** Asks nobody. */
  exit(code: number): void {
    if (owner) rmSync(lockFile(), { force: true })
    process.send?.({ exits: code, unsaved: unsaved && BrowserWindow.all.size > 0 }, () => process.exit(code))
  }
}
export const app = new App()

export const dialog = {
  showErrorBox: (title: string, content: string): void => say({ box: title, content }),
  showMessageBoxSync: (...given: readonly unknown[]): number => {
    const { message, buttons } = given.at(-1) as { readonly message: string; readonly buttons: readonly string[] }
    say({ asked: message, answered: buttons[button] })
    return button
  },
}

class Port extends EventEmitter {
  start(): void {}
  postMessage(): void {}
}
export class MessageChannelMain {
  readonly port1 = new Port()
  readonly port2 = new Port()
}

const createSession = () => ({
  setPermissionRequestHandler: () => undefined,
  setPermissionCheckHandler: () => undefined,
  setDevicePermissionHandler: () => undefined,
  protocol: { handle: () => undefined },
})
export const session = { defaultSession: createSession(), fromPartition: createSession }
export const protocol = { registerSchemesAsPrivileged: () => undefined }
export const nativeTheme = { shouldUseDarkColors: false }
export const shell = {}

/** The node's process, which takes a moment to end when it is told to. */
class Child extends EventEmitter {
  postMessage({ type }: { readonly type: string }): void {
    say({ node: type })
    if (type === 'stop') setTimeout(() => this.emit('exit', 0), 300)
  }
  kill(): void {}
}
const children: Child[] = []
export const utilityProcess = {
  fork: (): Child => {
    const child = new Child()
    children.push(child)
    return child
  },
}

const acts: { readonly [D in Told['do']]: (told: Extract<Told, { do: D }>) => void } = {
  quit: () => app.quit(),
  close: () => [...BrowserWindow.all][0]?.close(),
  loaded: () => {
    untilLoaded.resolve()
    untilLoaded = Promise.withResolvers()
  },
  gone: () => [...BrowserWindow.all][0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 }),
  nodeFails: () => children[0]?.emit('message', { failed: 'Another process already uses this home directory.' }),
  again: ({ words }) => app.emit('second-instance', {}, ['electron', ...words]),
  unsaved: (told) => void ({ unsaved } = told),
  answer: (told) => void ({ button } = told),
}
process.on('message', (told: Told) => acts[told.do](told as never))
