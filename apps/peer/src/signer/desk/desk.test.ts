import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { nativeVerifier } from '@daomesh/log/native'
import { contentHashOf } from '@daomesh/governance'
import {
  type Address,
  address,
  type BallotSubject,
  bytes32,
  daomeshDomain,
  decisionIdOf,
  type Genesis,
  hashTypedData,
  type SigningRequest,
  slotOf,
} from '@daomesh/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '@daomesh/protocol/system'
import { systemRandom } from '../../system/systemRandom.ts'
import { createSignerCore, type SignerCore } from '../core/createSignerCore.ts'
import type { Channel } from './channel.ts'
import { createSignerDesk } from './createSignerDesk.ts'
import { serveDesk } from './serveDesk.ts'

const folder = mkdtempSync(join(tmpdir(), 'daomesh-desk-'))
let core: SignerCore
let account: Address
const ports = new MessageChannel()

type BallotRequest = Extract<SigningRequest, { readonly name: 'BallotSheet' }>

/** Through JSON, as process IPC does by default. */
const over = (port: MessagePort): Channel => ({
  send: (message) => port.postMessage(JSON.stringify(message)),
  onMessage: (listener) => void port.on('message', (text: string) => listener(JSON.parse(text))),
  onClose: (listener) => void port.on('close', listener),
})

const word = bytes32.parse(`0x${'11'.repeat(32)}`)
const context = { title: 'Found a DAO', lines: [] }

beforeAll(async () => {
  core = createSignerCore({ folder: join(folder, 'keys'), clock: systemClock, random: systemRandom, policy: 'ask', light: true })
  account = (await core.create('correct horse')).account
})
afterAll(() => rmSync(folder, { recursive: true }))

test('H2: requests, states and refusals cross the channel; amounts stay exact; a lost signer refuses what waits', async () => {
  serveDesk({ core, channel: over(ports.port2), open: () => Promise.resolve('http://127.0.0.1:1/'), page: null })
  const desk = createSignerDesk(over(ports.port1))
  expect(await desk.accounts()).toEqual([account])
  expect(desk.state()).toEqual({ state: 'ready', accounts: [account], page: null, pending: 0 })
  expect(await desk.open()).toBe('http://127.0.0.1:1/')

  const genesis: Genesis = {
    chainId: 31_337n,
    chainGenesis: word,
    name: 'Orchard',
    members: [{ account, kind: 0, power: (1n << 64n) - 1n, shares: (1n << 127n) + 1n }],
    rules: {
      mode: 0,
      quorumBps: 1,
      thresholdBps: 1,
      votingPeriod: 1,
      gracePeriod: 0,
      challengeWindow: 0,
      credits: 0,
      incomeBps: 0,
      refundCap: 0,
    },
    salt: word,
  }
  const domain = daomeshDomain(31_337n, address.parse(`0x${'fa'.repeat(20)}`))
  const request: SigningRequest = { type: 'typedData', domain, name: 'Genesis', message: genesis, context }
  const changed = new Promise<void>((resolve) => {
    desk.onChange(() => desk.state().pending === 1 && resolve())
  })
  const signature = desk.sign(account, request)
  await changed
  await core.approve(core.view().pending[0]?.id ?? 0)
  expect(nativeVerifier().recoverAccount(hashTypedData(domain, 'Genesis', genesis), await signature)).toBe(account)

  const declined = desk.sign(account, request)
  const outcome = declined.catch((error: unknown) => error)
  while (core.view().pending.length === 0) await new Promise((resolve) => setImmediate(resolve))
  core.decline(core.view().pending[0]?.id ?? 0)
  expect(await outcome).toMatchObject({ code: 'SIGNING_REFUSED', meta: { reason: 'declined' } })

  // W9: whoever asked takes one of two back; the other waits on, and one that is taken back before it was asked never comes.
  const leaving = new AbortController()
  const left = desk.sign(account, request, leaving.signal).catch((error: unknown) => error)
  const staying = desk.sign(account, request, new AbortController().signal)
  while (core.view().pending.length < 2) await new Promise((resolve) => setImmediate(resolve))
  leaving.abort()
  expect(await left).toMatchObject({ code: 'SIGNING_REFUSED', meta: { reason: 'taken back' } })
  await expect(desk.sign(account, request, leaving.signal)).rejects.toMatchObject({ meta: { reason: 'taken back' } })
  expect(core.view().pending).toHaveLength(1)
  await core.approve(core.view().pending[0]?.id ?? 0)
  expect(await staying).toMatch(/^0x/)

  // Q7: a ballot crosses with what it is about; one that does not prove it is refused before anybody is asked, and so is one without it.
  const ballotDomain = daomeshDomain(31_337n, address.parse(`0x${'da'.repeat(20)}`))
  const subject = (title: string): BallotSubject => ({
    title,
    content: 'text',
    decision: {
      rosterEpoch: 0,
      rulesEpoch: 0,
      slot: slotOf(account, (1n << 95n) + 1n),
      closesAt: 1,
      expiresAt: 2,
      executor: account,
      afterDecision: word,
      calls: [{ target: account, value: (1n << 200n) + 1n, data: '0x', codeHash: word }],
      contentHash: contentHashOf(title, 'text'),
    },
  })
  const decision = decisionIdOf(31_337n, address.parse(`0x${'da'.repeat(20)}`), subject('Real').decision)
  const sheet = { member: account, revision: 1n, choices: [{ decision, support: 1, votes: 0n }] }
  const ballot = (about: readonly BallotSubject[]): SigningRequest => ({
    type: 'typedData',
    domain: ballotDomain,
    name: 'BallotSheet',
    message: sheet,
    about,
    context,
  })
  await expect(desk.sign(account, ballot([subject('Other')]))).rejects.toMatchObject({ code: 'SIGNING_BLIND' })
  await expect(desk.sign(account, ballot([]))).rejects.toMatchObject({ code: 'SIGNING_BLIND' })
  const { about: _, ...bare } = ballot([]) as BallotRequest
  await expect(desk.sign(account, bare as SigningRequest)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  expect(core.view().pending).toEqual([])
  const voted = desk.sign(account, ballot([subject('Real')]))
  while (core.view().pending.length === 0) await new Promise((resolve) => setImmediate(resolve))
  await core.approve(core.view().pending[0]?.id ?? 0)
  expect(nativeVerifier().recoverAccount(hashTypedData(ballotDomain, 'BallotSheet', sheet), await voted)).toBe(account)

  const unknown = { ...request, name: 'Permit' } as unknown as SigningRequest
  await expect(desk.sign(account, unknown)).rejects.toMatchObject({ code: 'INPUT_INVALID' })

  const lost = desk.sign(account, request)
  const refused = lost.catch((error: unknown) => error)
  ports.port1.close()
  expect(await refused).toMatchObject({ code: 'SIGNING_REFUSED', meta: { reason: 'the signer stopped' } })
  await expect(desk.sign(account, request)).rejects.toMatchObject({ code: 'SIGNING_REFUSED' })
  core.close()
})
