import { Anchor, Button, Code, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { outsideAddress } from './outsideAddress.ts'

/** A link that somebody else wrote: shows where it leads and asks before it opens outside. Other schemes than http(s) and mailto stay text. */
export const OutsideLink = ({ href, children }: { readonly href: string; readonly children: ReactNode }) => {
  const { t } = useTranslation()
  const [asking, { open, close }] = useDisclosure(false)
  const address = outsideAddress(href)
  if (address === null) return <span title={t('outside.refused')}>{children}</span>
  return (
    <>
      <Anchor
        component="button"
        type="button"
        fz="inherit"
        onClick={open}
        style={{ display: 'inline', textAlign: 'start' }}
        underline="always"
      >
        {children}
      </Anchor>
      <Modal opened={asking} onClose={close} title={t('outside.title')} closeButtonProps={{ 'aria-label': t('parts.close') }}>
        <Stack>
          <Text size="sm">{t('outside.explain', { host: address.host === '' ? address.href : address.host })}</Text>
          <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {address.href}
          </Code>
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              {t('outside.stay')}
            </Button>
            <Button component="a" href={address.href} target="_blank" rel="noopener noreferrer nofollow" onClick={close}>
              {t('outside.open')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
