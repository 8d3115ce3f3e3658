import {
  approvalCall,
  daomeshDomain,
  hashTypedData,
  packLiveSignature,
  packTogether,
  type SignedAnswer,
  togetherSheet,
} from '@daomesh/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { escrowAddress } from '../calls/factoryAddress.ts'
import type { ChainClient, SignsRequest } from '../client/ports.ts'
import { decisionOf, enactCall, found, signSheets } from './fixtures.ts'
import { accountAt, type ChainHarness, type OpenHarness, send } from './harness.ts'

/** What every ChainClient must do with the signatures of contracts (A17). */
export const acceptSigns = (name: string, open: OpenHarness): void => {
  describe(`${name}, signatures`, () => {
    let harness: ChainHarness
    let client: ChainClient
    beforeAll(async () => {
      harness = await open(0)
      client = harness.connect()
    }, 120_000)
    afterAll(() => harness.close())
    const person = (i: number) => accountAt(harness, i).address
    const now = async () => (await client.head()).timestamp

    it('A17 C5 G15 a DAO signs what its ballots could approve for a DAO that asks and for the escrow, and what it approved for everybody', async () => {
      const [asker, signer] = [await found(harness, client), await found(harness, client)]
      const hash = `0x${'5a'.repeat(32)}` as const
      const approval = decisionOf(signer.founder, [approvalCall(signer.dao, hash)], await now())
      const chainId = harness.profile.identity.chainId
      const signatureBy = async (count: number, dao = signer.dao) => {
        const sheets = await signSheets(
          harness,
          signer,
          [approval],
          harness.accounts.slice(0, count).map(({ address }) => address),
        )
        return packLiveSignature({ chainId, dao, approval, seats: signer.genesis.members, sheets })
      }
      const signature = await signatureBy(2)
      const asks = (change: Partial<SignsRequest>) => client.signs({ signer: signer.dao, verifier: asker.dao, hash, signature, ...change })
      expect(await asks({})).toBe(true)
      expect(await asks({ verifier: escrowAddress() })).toBe(true)
      expect(await asks({ verifier: person(4) })).toBe(false)
      expect(await asks({ signature: await signatureBy(1) })).toBe(false)
      expect(await asks({ hash: `0x${'5b'.repeat(32)}` })).toBe(false)
      expect(await asks({ signer: asker.dao, verifier: signer.dao })).toBe(false)
      expect(await asks({ signer: person(5) })).toBe(false)
      await send(harness, client, signer.founder, await enactCall(harness, signer, [approval]))
      await harness.mine(1)
      expect(await asks({ verifier: person(4), signature: '0x' })).toBe(true)
      expect(await asks({ signer: asker.dao, signature: '0x' })).toBe(false)
    })

    it('A70 R28 G15 C5 a DAO signs one sheet of several answers where it signs each of them alone, for who counts ballots', async () => {
      const [outer, signer] = [await found(harness, client), await found(harness, client)]
      const chainId = harness.profile.identity.chainId
      const hashOf = (answers: readonly SignedAnswer[], dao = outer.dao) =>
        hashTypedData(daomeshDomain(chainId, dao), 'BallotSheet', togetherSheet(signer.dao, answers))
      const answerBy = async (support: number, revision: bigint, count: number): Promise<SignedAnswer> => {
        const decision = `0x${support.toString().repeat(64)}` as SignedAnswer['decision']
        const answer = { decision, support, revision, signature: '0x' as const }
        const approval = decisionOf(signer.founder, [approvalCall(signer.dao, hashOf([answer]))], await now())
        const people = harness.accounts.slice(0, count).map(({ address }) => address)
        const sheets = await signSheets(harness, signer, [approval], people)
        return { ...answer, signature: packLiveSignature({ chainId, dao: signer.dao, approval, seats: signer.genesis.members, sheets }) }
      }
      const first = await answerBy(1, 9n, 2)
      const answers = [first, await answerBy(0, 4n, 2)]
      const signature = packTogether(outer.dao, answers)
      const asks = (change: Partial<SignsRequest>) =>
        client.signs({ signer: signer.dao, verifier: outer.dao, hash: hashOf(answers), signature, ...change })
      expect(await asks({})).toBe(true)
      expect(await asks({ verifier: person(4) })).toBe(false)
      expect(await asks({ signer: outer.dao })).toBe(false)
      expect(await asks({ hash: hashOf(answers, signer.dao) })).toBe(false)
      expect(await asks({ signature: packTogether(signer.dao, answers) })).toBe(false)
      // The least of the revisions, and this order.
      expect(await asks({ hash: hashOf([...answers].reverse()) })).toBe(false)
      const weak = [first, await answerBy(2, 3n, 1)]
      expect(await asks({ hash: hashOf(weak), signature: packTogether(outer.dao, weak) })).toBe(false)
    })
  })
}
