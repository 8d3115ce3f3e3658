import { Button } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'

/** Copies the link by which the other side comes in; it opens nothing to anybody else. */
export const CopyDealLink = ({ space }: { readonly space: string }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    const { link } = await client.deals.link({ space })
    await navigator.clipboard.writeText(link)
    setCopied(true)
  }
  return (
    <Button variant="default" leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void copy()}>
      {t(copied ? 'deals.copied' : 'deals.copy')}
    </Button>
  )
}
