import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { temporaryFolder } from './peerProcess.ts'
import type { Told } from './standInElectron.ts'

const harness = fileURLToPath(new URL('mainUnderNode.ts', import.meta.url))
const folder = temporaryFolder()
const running = new Set<ChildProcess>()
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  folder.remove()
})

type Seen = Readonly<Record<string, unknown>>

/** The desktop's main process of a home; `until` answers the next thing of this name that it does, in the order in which it did them. */
const startApp = (name: string, words: readonly string[] = [], button = 0) => {
  const home = join(folder.path, name)
  const child = fork(harness, ['--home', home, '--rpc', 'http://127.0.0.1:9', ...words], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, STAND_IN_BUTTON: String(button), STAND_IN_DATA: join(folder.path, 'data') },
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const seen: Seen[] = []
  let wake = (): void => undefined
  child.on('message', (message) => {
    seen.push(message as Seen)
    wake()
  })
  const all: Seen[] = []
  const until = async (what: string): Promise<Seen> => {
    for (;;) {
      const next = seen.shift()
      if (next === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      all.push(next)
      if (what in next) return next
    }
  }
  const tell = (told: Told): void => void child.send(told)
  return { home, tell, until, saw: (what: string) => all.filter((one) => what in one), gone: once(child, 'exit') }
}

/** With its page on the screen. */
const openApp = async (name: string, words: readonly string[] = []) => {
  const app = startApp(name, words)
  await app.until('loads')
  app.tell({ do: 'loaded' })
  await app.until('posted')
  return app
}

test('C4 every home has a window of its own, and one: another start of it is shown in the app that runs', async () => {
  const ada = await openApp('ada')
  const ben = await openApp('ben')
  expect([ada, ben].map((app) => app.saw('first'))).toEqual([[{ first: true }], [{ first: true }]])
  const again = startApp('ada')
  expect(await again.until('first')).toEqual({ first: false })
  expect(await again.gone).toEqual([0, null])
  // As Chromium tells the first one then.
  ada.tell({ do: 'again', words: [] })
  await ada.until('focused')
  for (const app of [ada, ben]) {
    app.tell({ do: 'quit' })
    expect(await app.gone).toEqual([0, null])
  }
})

test('C5 whichever way out is taken, words that are not stored are asked about, and then the node ends in order', async () => {
  const app = await openApp('cleo')
  app.tell({ do: 'unsaved', unsaved: true })
  for (const way of ['quit', 'close'] as const) {
    app.tell({ do: way })
    expect(await app.until('asked')).toMatchObject({ asked: 'Some words are not saved yet.', answered: 'Stay' })
  }
  // It is still there, and its node too.
  app.tell({ do: 'again', words: [] })
  await app.until('focused')
  expect(app.saw('node')).not.toContainEqual({ node: 'stop' })
  app.tell({ do: 'answer', button: 1 })
  app.tell({ do: 'quit' })
  await app.until('asked')
  expect(await app.until('node')).toEqual({ node: 'stop' })
  expect(await app.until('exits')).toEqual({ exits: 0, unsaved: false })
  expect(await app.gone).toEqual([0, null])
})

test('C5 a start, or a link, while the app ends is taken up after it', async () => {
  const app = await openApp('dora')
  app.tell({ do: 'close' })
  await app.until('node')
  app.tell({ do: 'again', words: ['daomesh://join#1ab'] })
  const { relaunches } = await app.until('relaunches')
  expect(relaunches).toEqual([harness, '--home', app.home, '--rpc', 'http://127.0.0.1:9', 'daomesh://join#1ab'])
  expect(await app.gone).toEqual([0, null])
})

test('C5 a node that cannot start is told of once, whenever it says so, and whoever started the app learns it', async () => {
  const app = startApp('edna')
  // Before its page is there.
  await app.until('loads')
  app.tell({ do: 'nodeFails' })
  expect(await app.until('exits')).toMatchObject({ exits: 3 })
  expect(app.saw('box')).toEqual([{ box: 'DAOmesh cannot go on', content: 'Another process already uses this home directory.' }])
  expect(app.saw('node')).toContainEqual({ node: 'stop' })
  expect(await app.gone).toEqual([3, null])
})

test('C5 a window that is closed before its page is there is no failure', async () => {
  const app = startApp('fay')
  await app.until('loads')
  app.tell({ do: 'close' })
  expect(await app.until('exits')).toMatchObject({ exits: 0 })
  expect(app.saw('box')).toEqual([])
  expect(await app.gone).toEqual([0, null])
})

test('C6 a page whose process is gone comes back where the person wants it, with a port of its own', async () => {
  const app = await openApp('gwen')
  app.tell({ do: 'gone' })
  expect(await app.until('asked')).toEqual({ asked: 'This window stopped working.', answered: 'Open it again' })
  await app.until('loads')
  app.tell({ do: 'loaded' })
  await app.until('posted')
  app.tell({ do: 'answer', button: 1 })
  app.tell({ do: 'gone' })
  await app.until('asked')
  expect(await app.gone).toEqual([0, null])
})

test('C7 a link that comes while the page is being loaded is shown then', async () => {
  const app = startApp('hana')
  await app.until('loads')
  app.tell({ do: 'again', words: ['daomesh://join#1ab'] })
  app.tell({ do: 'loaded' })
  expect(await app.until('loads')).toEqual({ loads: 'app://daomesh/index.html#/join?invite=%22daomesh%3A%2F%2Fjoin%231ab%22' })
  app.tell({ do: 'quit' })
  expect(await app.gone).toEqual([0, null])
})

test('C8 started without a sandbox, the person is told before any page is there, and decides', async () => {
  const quits = startApp('ida', ['--no-sandbox'])
  expect(await quits.until('asked')).toEqual({ asked: 'The sandbox of this window is off.', answered: 'Quit' })
  expect(await quits.gone).toEqual([0, null])
  expect([quits.saw('loads'), quits.saw('node')]).toEqual([[], []])
  const stays = startApp('ida', ['--no-sandbox'], 1)
  expect(await stays.until('asked')).toMatchObject({ answered: 'Go on without it' })
  await stays.until('loads')
  stays.tell({ do: 'quit' })
  expect(await stays.gone).toEqual([0, null])
})
