import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Portions } from '../../parts/Portions.tsx'
import { Section } from '../../parts/Section.tsx'
import { ProposalRow } from '../proposals/ProposalRow.tsx'
import { isReady } from './awaits.ts'

type ReadyToSendProps = { readonly daos: readonly { readonly space: string; readonly name: string }[] }

/** What is decided and nobody has sent to the chain yet: any member may, and what nobody sends expires. The nearest end first. */
export const ReadyToSend = ({ daos }: ReadyToSendProps) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const lists = useQueries({ queries: daos.map(({ space }) => queries.proposals.list.queryOptions({ input: { space } })) })
  const ready = daos
    .flatMap((dao, at) => (lists[at]?.data ?? []).map((proposal) => ({ dao, proposal })))
    .filter(({ proposal }) => isReady(proposal))
    .toSorted((a, b) => a.proposal.expiresAt - b.proposal.expiresAt)
  if (ready.length === 0) return null
  return (
    <Section title={t('home.ready')} padded={false}>
      <div className="rows">
        <Portions rows={ready}>
          {({ dao, proposal }) => <ProposalRow key={proposal.decision} space={dao.space} proposal={proposal} daoName={dao.name} />}
        </Portions>
      </div>
    </Section>
  )
}
