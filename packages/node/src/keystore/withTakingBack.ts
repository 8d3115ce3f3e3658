import type { SignerDesk } from '../ports.ts'

export type TakingBack = {
  /** The same signer, which knows on behalf of which request each signature is asked for. */
  readonly signer: SignerDesk
  /** Ends the questions of a request. @returns how many there were. */
  readonly takeBack: (request: string) => number
}

/**
 * What a command asked to be signed can be taken back by whoever sent the command: it would otherwise wait for a person who has left, and be signed half an hour
 * later by one who forgot.
 * @param underWay the request that the running code works for; null where the node acts by itself.
 */
export const withTakingBack = (signer: SignerDesk, underWay: () => string | null): TakingBack => {
  const open = new Map<AbortController, string>()
  return {
    signer: {
      ...signer,
      sign: async (account, request) => {
        const id = underWay()
        if (id === null) return signer.sign(account, request)
        const question = new AbortController()
        open.set(question, id)
        try {
          return await signer.sign(account, request, question.signal)
        } finally {
          open.delete(question)
        }
      },
    },
    takeBack: (request) => {
      const own = [...open].filter(([, id]) => id === request)
      for (const [question] of own) question.abort()
      return own.length
    },
  }
}
