import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { createWayOut, told } from './wayOut.ts'

/** What of Electron's app ends it, by its documentation: `will-quit` comes once every window is closed, and the app ends unless that is prevented. */
const createApp = () => {
  const events = new EventEmitter()
  const did: unknown[] = []
  const ended = Promise.withResolvers<void>()
  return {
    did,
    ended: ended.promise,
    on: (event: string, listener: (event: { readonly preventDefault: () => void }) => void) => events.on(event, listener),
    relaunch: ({ args }: { readonly args: string[] }) => void did.push(args),
    exit: (code: number) => {
      did.push(code)
      ended.resolve()
    },
    /** True where Electron would end the process now. */
    closedAll: (): boolean => {
      let goesOn = false
      events.emit('will-quit', { preventDefault: () => void (goesOn = true) })
      return !goesOn
    },
  }
}

test('C5 once the windows are closed every part ends in order, one that fails too, and asked twice it does so once', async () => {
  const app = createApp()
  const way = createWayOut(app)
  const node = Promise.withResolvers<void>()
  let closes = 0
  way.add(() => {
    closes += 1
    return node.promise
  })
  way.add(() => Promise.reject(new Error('the signer is gone')))
  expect(app.closedAll()).toBe(false)
  // A second Ctrl-C, or the last window that the first one closed.
  expect(app.closedAll()).toBe(false)
  expect([closes, app.did]).toEqual([1, []])
  node.resolve()
  await app.ended
  expect(app.did).toEqual([0])
})

test('C5 a failure that the person was told of is the code', async () => {
  const app = createApp()
  const way = createWayOut(app)
  way.fail()
  expect(way.failed()).toBe(true)
  app.closedAll()
  await app.ended
  expect(app.did).toEqual([told])
})

test('C5 a start while the app ends begins after it, the last one; before that it is the running app’s', async () => {
  const app = createApp()
  const way = createWayOut(app)
  expect(way.beginAgain(['daomesh://join#1a'])).toBe(false)
  const node = Promise.withResolvers<void>()
  way.add(() => node.promise)
  app.closedAll()
  expect([way.beginAgain([]), way.beginAgain(['daomesh://join#1b'])]).toEqual([true, true])
  node.resolve()
  await app.ended
  expect(app.did).toEqual([['daomesh://join#1b'], 0])
})
