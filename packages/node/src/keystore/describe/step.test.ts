import { approveCall, encodeEscrow, escrowAddress } from '@daomesh/chain'
import { buildSumTree, leafKeyOf } from '@daomesh/governance'
import {
  address,
  type Agreement,
  bountyDomain,
  bountyIdOf,
  daomeshDomain,
  type EscrowAction,
  type EscrowMessages,
  noBounty,
  type SigningRequest,
  type Terms,
  termsHashOf,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { checkShown } from '../provenSubjects.ts'
import { describeRequest } from './describeRequest.ts'
import { describeCall } from './transaction.ts'
import { inWords } from './say.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const [issuer, hunter, arbiter, escrow, worker] = [at('a1'), at('b0'), at('c0'), escrowAddress(), at('d7')]
const terms: Terms = { v: 1, title: 'Fence', brief: 'Ten metres.', tags: [], files: [] }
const agreement: Agreement = {
  issuer,
  hunter,
  token: at('00'),
  amount: 2n * 10n ** 18n,
  termsHash: termsHashOf(terms),
  deliverBy: 86_400,
  reviewPeriod: 259_200,
  reviewer: issuer,
  arbiter,
  defaultSplit: 5000,
  parent: noBounty,
  validUntil: 43_200,
  nonce: 7n,
}
const bounty = bountyIdOf(1n, escrow, agreement)
const part: Terms = { ...terms, title: 'Posts' }
const sub: Agreement = { ...agreement, issuer: hunter, hunter: worker, amount: 10n ** 18n, parent: bounty, termsHash: termsHashOf(part) }
const tree = buildSumTree([{ payee: worker, amount: sub.amount, agreement: bountyIdOf(1n, escrow, sub) }])
const leaf = leafKeyOf(bounty, 1, 0)
const leaves = [{ agreement: sub, terms: part, planned: null }]
const place = [{ split: 1, index: 0 }]

type About = { readonly place?: typeof place; readonly leaves?: typeof leaves; readonly terms?: Terms; readonly agreement?: Agreement }
const request = <N extends keyof EscrowMessages>(
  name: N,
  message: EscrowMessages[N],
  about: About = {},
  domain = bountyDomain(1n, escrow),
): SigningRequest =>
  ({
    type: 'typedData',
    domain,
    name,
    message,
    about: { agreement, terms, place: [], leaves: [], ...about },
    context: { title: 'Sign in', lines: [] },
  }) as SigningRequest
const steps: readonly (readonly [SigningRequest, readonly string[]])[] = [
  [
    request('Split', { bounty, number: 1, root: tree.root, sum: tree.sum }, { leaves }),
    ['1 eth of 2 eth', '1 eth stays yours', '“posts”', worker],
  ],
  [request('Delivery', { bounty, contentHash: noBounty }), [noBounty]],
  [request('Release', { bounty }), ['all of 2 eth']],
  [request('Acceptance', { node: bounty, split: 1, block: 1, leaves: 5n }), ['parts 65, 67 of the split 1']],
  [
    request('Settlement', { bounty, hunterAmount: 5n * 10n ** 17n, validUntil: 86_400 }),
    ['0.5 eth of 2 eth', '1.5 eth back', '1970-01-02'],
  ],
  [request('Contest', { node: leaf }, { place }), ['part 1 of it', 'arbiter']],
  [request('Freeing', { node: leaf, amount: 10n ** 17n }, { place }), ['0.1 eth at most']],
  [request('Redirection', { node: leaf, to: worker }, { place }), [worker]],
]

test('M104 E2: every step of a bounty is said in words: which bounty, which part, what is given up, promised or paid', () => {
  expect(steps.length).toBe(8)
  for (const [step, parts] of steps) {
    const { title, groups, lines } = describeRequest(step)
    expect(title).toMatch(/^Sign that /)
    expect([groups[0]?.head, groups[0]?.text]).toEqual(['The bounty “Fence”.', 'Ten metres.'])
    const said = lines.join('\n').toLowerCase()
    for (const one of [...parts, issuer, hunter, escrow]) expect(said).toContain(one)
    expect(() => checkShown(step)).not.toThrow()
  }
})

test('M104 E2: another bounty, another part, other terms or other leaves than the step names are signed by nobody', () => {
  const other = { ...agreement, amount: 1n }
  const wrong = [
    request('Release', { bounty }, { agreement: other }),
    request('Release', { bounty }, { terms: part }),
    request('Release', { bounty }, { place }),
    request('Release', { bounty }, { leaves }),
    request('Release', { bounty }, {}, daomeshDomain(1n, escrow)),
    request('Release', { bounty }, {}, bountyDomain(2n, escrow)),
    request('Freeing', { node: leaf, amount: 1n }),
    request('Freeing', { node: leaf, amount: 1n }, { place: [{ split: 1, index: 1 }] }),
    request('Split', { bounty, number: 1, root: tree.root, sum: tree.sum - 1n }, { leaves }),
    request('Split', { bounty, number: 1, root: tree.root, sum: tree.sum }),
    request(
      'Split',
      { bounty, number: 1, root: tree.root, sum: tree.sum },
      { leaves: [{ agreement: sub, terms: terms as never, planned: null }] },
    ),
  ]
  for (const one of wrong) {
    expect(() => checkShown(one)).toThrow(expect.objectContaining({ code: 'SIGNING_BLIND' }) as Error)
    expect(() => describeRequest(one)).toThrow(expect.objectContaining({ code: 'SIGNING_BLIND' }) as Error)
  }
})

test('M104 a call of the escrow, and what a token lets it take, is said in words wherever it is signed', () => {
  const said = (action: EscrowAction): string => {
    const { to, value, data } = encodeEscrow(escrow, action)
    return describeCall({ target: to, value, data })
      .map((saying) => inWords(saying, 'ETH').text)
      .join('\n')
      .toLowerCase()
  }
  expect(said({ kind: 'fund', agreement, hunterSignature: '0x' })).toContain('pays 2 eth into the escrow')
  expect(said({ kind: 'object', agreement, reasonHash: noBounty })).toContain('bond of 0.04 eth')
  expect(said({ kind: 'settle', agreement, hunterAmount: 1n, validUntil: 1, hunterSignature: '0x', issuerSignature: '0x' })).toContain(
    hunter,
  )
  expect(said({ kind: 'claim', vault: at('00'), account: worker, recipient: at('00') })).toContain(`credit of ${worker}, to ${worker}`)
  const coin = at('cc')
  const { to, value, data } = approveCall({ token: coin, spender: escrow, amount: 7n })
  const [approval] = describeCall({ target: to, value, data })
  expect(approval && inWords(approval, 'ETH').text.toLowerCase()).toBe(
    `lets ${escrow} take exactly 7 units of the token ${coin}, instead of what it could take before.`,
  )
  expect(said({ kind: 'fund', agreement: { ...agreement, token: coin, amount: 7n }, hunterSignature: '0x' })).toContain(
    `pays 7 units of the token ${coin}`,
  )
})
