import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

type CopyIconProps = { readonly value: string; readonly label: string; readonly size?: number }

/** Copies a value; the label says which, since several stand on one screen. */
export const CopyIcon = ({ value, label, size = 14 }: CopyIconProps) => {
  const { t } = useTranslation()
  return (
    <CopyButton value={value} timeout={1_600}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('parts.copied') : label}>
          <ActionIcon variant="subtle" color="gray" size={size + 10} aria-label={copied ? t('parts.copied') : label} onClick={copy}>
            {copied ? <IconCheck size={size} color="var(--for)" /> : <IconCopy size={size} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  )
}
