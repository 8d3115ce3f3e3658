import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { ChooseAccount } from './ChooseAccount.tsx'
import { IdentityStep } from './IdentityStep.tsx'

/** Lets through once this node has an account that can act; leads there otherwise and goes on by itself. */
export const IdentityGate = ({ children }: { readonly children: ReactNode }) => {
  const { queries } = useApi()
  const status = useQuery(queries.node.status.queryOptions())
  return (
    <Loaded query={status}>
      {({ signer, account }) => {
        if (account !== null && signer.state === 'ready') return children
        if (signer.state !== 'ready') return <IdentityStep state={signer.state} />
        return <ChooseAccount accounts={signer.accounts} />
      }}
    </Loaded>
  )
}
