import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconGavel } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Portions } from '../../parts/Portions.tsx'
import { Section } from '../../parts/Section.tsx'
import { useHasLeft } from './useHasLeft.ts'
import { ProposalRow } from '../proposals/ProposalRow.tsx'
import { isUnderWay } from '../proposals/isUnderWay.ts'

export const OpenProposals = ({ space }: { readonly space: string }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const hasLeft = useHasLeft(space)
  const query = useQuery(queries.proposals.list.queryOptions({ input: { space } }))
  return (
    <Section
      title={t('dao.openProposals')}
      padded={false}
      aside={
        <Anchor component={Link} to={`/dao/${space}/proposals`} size="sm">
          {t('dao.allProposals')}
        </Anchor>
      }
    >
      <Loaded query={query}>
        {(list) => {
          const open = list.filter(isUnderWay)
          if (open.length === 0)
            return (
              <Nothing
                icon={<IconGavel size={28} stroke={1.5} />}
                title={t('dao.noOpenTitle')}
                teach={t(hasLeft ? 'standing.removed.readOnly' : 'dao.noOpenTeach')}
              />
            )
          return (
            <div className="rows">
              <Portions rows={open}>{(proposal) => <ProposalRow key={proposal.decision} space={space} proposal={proposal} />}</Portions>
            </div>
          )
        }}
      </Loaded>
    </Section>
  )
}
