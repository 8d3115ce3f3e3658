import { useQueries } from '@tanstack/react-query'
import { IconChecks } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Nothing } from '../../parts/Nothing.tsx'
import { Section } from '../../parts/Section.tsx'
import { ProposalRow } from '../proposals/ProposalRow.tsx'
import type { ProposalSummary } from '../proposals/isUnderWay.ts'

type AwaitingMeProps = { readonly daos: readonly { readonly space: string; readonly name: string }[] }

const awaits: ReadonlySet<ProposalSummary['state']> = new Set(['open', 'decisive', 'passing'])
/** A ballot that is being lost comes before one that was not given yet. */
const urgency = ({ notice }: ProposalSummary): number => (notice === null ? 1 : 0)

/** Records that lack a ballot of this member or one that matters, and open proposals on which this member has not voted, the nearest deadline first. */
export const AwaitingMe = ({ daos }: AwaitingMeProps) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const lists = useQueries({ queries: daos.map(({ space }) => queries.proposals.list.queryOptions({ input: { space } })) })
  const waiting = daos
    .flatMap((dao, at) => (lists[at]?.data ?? []).map((proposal) => ({ dao, proposal })))
    .filter(({ proposal: { mine, seated, state, notice } }) => notice !== null || (seated && mine === null && awaits.has(state)))
    .toSorted((a, b) => urgency(a.proposal) - urgency(b.proposal) || a.proposal.closesAt - b.proposal.closesAt)
  return (
    <Section title={t('home.awaiting')} padded={false}>
      {waiting.length === 0 ? (
        <Nothing icon={<IconChecks size={28} stroke={1.5} />} title={t('home.nothingTitle')} teach={t('home.nothingTeach')} />
      ) : (
        <div className="rows">
          {waiting.map(({ dao, proposal }) => (
            <ProposalRow key={proposal.decision} space={dao.space} proposal={proposal} daoName={dao.name} />
          ))}
        </div>
      )}
    </Section>
  )
}
