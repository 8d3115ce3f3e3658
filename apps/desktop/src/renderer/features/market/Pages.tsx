import { Pagination } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type PagesProps = { readonly total: number; readonly perPage: number; readonly page: number; readonly onPage: (page: number) => void }

/** Which page of what was found is shown; nothing where one holds all of it. */
export const Pages = ({ total, perPage, page, onPage }: PagesProps) => {
  const { t } = useTranslation()
  if (total <= perPage) return null
  return (
    <Pagination
      total={Math.ceil(total / perPage)}
      value={page}
      onChange={onPage}
      size="sm"
      getControlProps={(control) => ({ 'aria-label': t(`market.page.${control}`) })}
      getItemProps={(number) => ({ 'aria-label': t('market.page.number', { number }) })}
    />
  )
}
