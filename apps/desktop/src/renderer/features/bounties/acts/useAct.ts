import { useNavigate } from '@tanstack/react-router'
import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'
import { useCommand } from '../../../api/useCommand.ts'
import { useMine } from '../useMine.ts'

export type ActOutcome = InferClientOutputs<NodeClient>['bounties']['accept']
type Acting = { readonly requestId: string; readonly as: string | null }

/** In whose name something is done. `alone`: no vote of a DAO is needed for it. */
export type Actor = { readonly as: string; readonly alone: boolean }

export type Act<Input> = {
  readonly run: (input: Omit<Input, 'requestId' | 'as'>) => void
  readonly pending: boolean
  readonly error: Error | null
  readonly outcome: ActOutcome | null
  /** The DAO whose members decide it first; null where a transaction of this account does it. */
  readonly dao: string | null
  /** Its space. */
  readonly space: string | null
}

/** One thing done about a bounty: by a transaction of this account, or by a proposal to a DAO, which is then shown. */
export const useAct = <Input extends Acting>(call: (input: Input) => Promise<ActOutcome>, { as, alone }: Actor): Act<Input> => {
  const navigate = useNavigate()
  const { account, daos } = useMine()
  const dao = alone || as === account ? null : (daos.find((one) => one.dao === as) ?? null)
  const command = useCommand(
    ({ input, ...acting }: Acting & { readonly input: Omit<Input, keyof Acting> }) => call({ ...input, ...acting } as Input),
    ({ decision }) => {
      if (decision !== null && dao !== null)
        void navigate({ to: '/dao/$space/proposals/$decision', params: { space: dao.space, decision } })
    },
  )
  return {
    run: (input) => command.mutate({ input, as: dao?.space ?? null }),
    pending: command.isPending,
    error: command.error,
    outcome: command.data ?? null,
    dao: dao?.name ?? null,
    space: dao?.space ?? null,
  }
}
