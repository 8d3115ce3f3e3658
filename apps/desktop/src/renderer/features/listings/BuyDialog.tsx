import { List, Select, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { shortAddress } from '../../format/checksumAddress.ts'
import { ActDialog } from '../bounties/acts/ActDialog.tsx'
import { useAct } from '../bounties/acts/useAct.ts'
import { useMine } from '../bounties/useMine.ts'
import { useMoney } from '../bounties/useMoney.ts'
import type { ListingDetails } from './listings.ts'

/** Says what is paid, to whom, and what happens afterwards, before the signing window asks. */
export const BuyDialog = ({ listing, onClose }: { readonly listing: ListingDetails; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const { say } = useMoney()
  const { account, daos } = useMine()
  const [as, setAs] = useState(account ?? '')
  const act = useAct(client.listings.buy, { as, alone: as === account })
  const { issuer, post, price, title } = listing
  const amount = say(price.token, price.amount)
  return (
    <ActDialog
      title={t('listings.buy.title', { title })}
      sentence={t('listings.buy.sentence', { amount, seller: shortAddress(issuer) })}
      call={`buy(${price.amount}, ${shortAddress(issuer)})`}
      bounty={listing.quote}
      idLabel={t('listings.quote')}
      callLabel={t('listings.buy.call')}
      go={t('listings.buy.go')}
      done={t('listings.buy.done')}
      act={act}
      submit={() => act.run({ issuer, post, quote: listing.quote })}
      onClose={onClose}
    >
      {daos.length > 0 && account !== null && (
        <Select
          label={t('listings.buy.as')}
          allowDeselect={false}
          data={[
            { value: account, label: t('market.form.yourAccount', { account: shortAddress(account) }) },
            ...daos.filter(({ dao }) => dao !== issuer).map(({ dao, name }) => ({ value: dao, label: name })),
          ]}
          value={as}
          onChange={(value) => setAs(value ?? account)}
        />
      )}
      <div>
        <Text size="sm" fw={550}>
          {t('listings.buy.after')}
        </Text>
        <List size="sm" mt={4} spacing={4}>
          <List.Item>{t('listings.buy.afterKey')}</List.Item>
          <List.Item>{t('listings.buy.afterFiles')}</List.Item>
          <List.Item>{t('listings.buy.risk')}</List.Item>
        </List>
      </div>
    </ActDialog>
  )
}
