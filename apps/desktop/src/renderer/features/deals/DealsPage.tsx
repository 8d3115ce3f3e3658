import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { IconHeartHandshake, IconLink, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Page } from '../../parts/Page.tsx'
import { Portions } from '../../parts/Portions.tsx'
import { DealRow } from './DealRow.tsx'
import { EnterDealDialog } from './EnterDealDialog.tsx'
import { OpenDealDialog } from './OpenDealDialog.tsx'

/** Every deal of this account and its DAOs, the newest first. */
export const DealsPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery(queries.deals.list.queryOptions())
  const [opening, open] = useDisclosure(false)
  const [entering, enter] = useDisclosure(false)
  return (
    <Page
      title={t('deals.title')}
      about={t('deals.about')}
      actions={
        <>
          <Button variant="default" leftSection={<IconLink size={16} aria-hidden />} onClick={enter.open}>
            {t('deals.enter.open')}
          </Button>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open.open}>
            {t('deals.open.open')}
          </Button>
        </>
      }
    >
      <Loaded query={query}>
        {(rows) => (
          <div className="card">
            {rows.length === 0 ? (
              <Nothing icon={<IconHeartHandshake size={28} stroke={1.5} />} title={t('deals.noneTitle')} teach={t('deals.noneTeach')} />
            ) : (
              <div className="rows">
                <Portions rows={rows}>{(row) => <DealRow key={row.space} row={row} />}</Portions>
              </div>
            )}
          </div>
        )}
      </Loaded>
      {opening && <OpenDealDialog onClose={open.close} />}
      {entering && <EnterDealDialog onClose={enter.close} />}
    </Page>
  )
}
