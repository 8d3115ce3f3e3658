import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toBase64Url } from '../bytes.ts'
import { encode } from '../codec/encode.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { address, inviteId } from '../ids.ts'
import { limits } from '../limits.ts'
import { type DaoInvite, encodeInvite, encodeInviteTwin, type LobbyInvite, parseInvite } from './invite.ts'

const invite: LobbyInvite = {
  kind: 'lobby',
  secret: new Uint8Array(32).fill(7),
  name: 'Mesh Works — Lisboa',
  chain: { chainId: 31_337n, genesisHash: `0x${'ab'.repeat(32)}` },
  peers: ['/ip4/192.168.1.5/tcp/4001/p2p/12D3KooWExample', '/dns4/relay.example/tcp/443/wss'],
  expires: 2000,
}
const link = encodeInvite(invite)
const codeOf = (text: string, now = 1000): string => {
  try {
    parseInvite(text, now)
  } catch (error) {
    return error instanceof DaomeshError ? error.code : `not ours: ${String(error)}`
  }
  return 'none'
}

test('P9: link and https twin carry the same invite, with the secret in the fragment only', () => {
  expect(parseInvite(link, 1000)).toEqual(invite)
  const twin = encodeInviteTwin(invite, 'https://mesh.example/app/')
  expect(parseInvite(twin, 1000)).toEqual(invite)
  expect(new URL(twin).pathname).toBe('/app/join')
  expect(new URL(twin).search).toBe('')
  expect(parseInvite(encodeInvite({ ...invite, peers: [] }), 1000).peers).toEqual([])
})

test('P9/E6: the link is found in whatever text surrounds it', () => {
  for (const text of [
    `  ${link}\n`,
    `Join us: ${link} before Friday!`,
    `<${link}>`,
    `"${link}".`,
    `(${link})`,
    link.replace('join#', 'join/#'),
  ])
    expect([text, parseInvite(text, 1000)]).toEqual([text, invite])
})

test('P9/E6: an expired invite is refused from the very millisecond on', () => {
  expect(codeOf(link, 1999)).toBe('none')
  expect(codeOf(link, 2000)).toBe('INVITE_EXPIRED')
})

test('P9/E6: an invite of another version is named as such', () => {
  expect(codeOf(link.replace('#1', '#3'))).toBe('INVITE_VERSION')
})

test('P9/E6: other text, a cut link and an overlong paste are no invites', () => {
  for (const text of [
    '',
    'hello',
    'daomesh://join',
    'daomesh://join#',
    'daomesh://join#1',
    'https://mesh.example/join',
    link.slice(0, -1),
    link.slice(0, 60),
    `${link}A`,
    'x'.repeat(9000),
  ])
    expect([text, codeOf(text)]).toEqual([text, 'INVITE_MALFORMED'])
})

test('P9/E6: forged contents are refused: short secret, odd chain, foreign fields, too many peers', () => {
  const wire = { v: 1, s: new Uint8Array(32), n: 'x', c: ['1', new Uint8Array(32)], p: [], e: 2000 }
  const forged = (change: object) => `daomesh://join#1${toBase64Url(encode({ ...wire, ...change }))}`
  expect(codeOf(forged({}))).toBe('none')
  const changes = [
    { s: new Uint8Array(31) },
    { n: '' },
    { n: 'a\u0000b' },
    { c: ['0', new Uint8Array(32)] },
    { c: ['-1', new Uint8Array(32)] },
    { p: ['http://x'] },
    { p: Array(9).fill('/x') },
    { e: -1 },
    { v: 2 },
    { extra: 1 },
  ]
  for (const change of changes) expect([change, codeOf(forged(change))]).toEqual([change, 'INVITE_MALFORMED'])
})

test('P9/D1: a changed letter never crashes and never passes for the same invite', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const start = link.indexOf('#') + 2
  fc.assert(
    fc.property(fc.integer({ min: start, max: link.length - 1 }), fc.constantFrom(...letters.split('')), (at, letter) => {
      fc.pre(link[at] !== letter)
      const mutated = link.slice(0, at) + letter + link.slice(at + 1)
      const code = codeOf(mutated)
      if (code === 'none') expect(parseInvite(mutated, 1000)).not.toEqual(invite)
      else expect(['INVITE_MALFORMED', 'INVITE_EXPIRED']).toContain(code)
    }),
    { numRuns: 400 },
  )
})

const account = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const daoInvite = (seats: number): DaoInvite => ({
  kind: 'dao',
  invite: inviteId.parse('5a'.repeat(16)),
  dao: account(0xda0),
  genesis: {
    chainId: 31_337n,
    chainGenesis: `0x${'ab'.repeat(32)}`,
    name: 'Mesh Works — Lisboa',
    members: Array.from({ length: seats }, (_, i) => ({ account: account(i + 1), kind: 0, power: 100n, shares: 10n ** 18n })),
    rules: {
      mode: 1,
      quorumBps: 5_000,
      thresholdBps: 6_667,
      votingPeriod: 604_800,
      gracePeriod: 3_600,
      challengeWindow: 60,
      credits: 0,
      incomeBps: 0,
      refundCap: 0,
    },
    salt: `0x${'cd'.repeat(32)}`,
  },
  peers: invite.peers,
  expires: 2000,
})

test('P17 P9: an invite to a DAO carries the founding and the addresses through the same parser, and a full roster still fits', () => {
  for (const seats of [1, 12, limits.rosterMembers]) {
    const one = daoInvite(seats)
    const text = `Come in: ${encodeInvite(one)}.`
    expect(parseInvite(text, 1000)).toEqual(one)
    expect(text.length).toBeLessThan(8192)
    expect(parseInvite(encodeInviteTwin(one, 'https://mesh.example'), 1000)).toEqual(one)
  }
  // A dozen fits into a QR code.
  expect(encodeInvite(daoInvite(12)).length).toBeLessThan(limits.inviteBytes)
  expect(codeOf(encodeInvite(daoInvite(2)), 2000)).toBe('INVITE_EXPIRED')
})

test('P17/E6: a cut or changed invite to a DAO never passes for the same one, and one kind never for the other', () => {
  const given = encodeInvite(daoInvite(3))
  expect(codeOf(given.replace('#2', '#1'))).toBe('INVITE_MALFORMED')
  expect(codeOf(link.replace('#1', '#2'))).toBe('INVITE_MALFORMED')
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  fc.assert(
    fc.property(fc.integer({ min: given.indexOf('#') + 2, max: given.length - 1 }), fc.constantFrom(...letters.split('')), (at, letter) => {
      fc.pre(given[at] !== letter)
      const mutated = given.slice(0, at) + letter + given.slice(at + 1)
      const code = codeOf(mutated)
      if (code === 'none') expect(parseInvite(mutated, 1000)).not.toEqual(daoInvite(3))
      else expect(['INVITE_MALFORMED', 'INVITE_EXPIRED']).toContain(code)
      expect(codeOf(given.slice(0, at))).not.toBe('none')
    }),
    { numRuns: 300 },
  )
})
