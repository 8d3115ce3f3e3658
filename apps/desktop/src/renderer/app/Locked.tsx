import { Center, Code, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Mark } from '../parts/Mark.tsx'

/** The page was opened without the token that only this machine's own app prints. */
export const Locked = () => {
  const { t } = useTranslation()
  return (
    <Center component="main" mih="100vh" p="xl">
      <Stack maw={460} gap="md">
        <Mark size={40} />
        <Title order={1}>{t('locked.title')}</Title>
        <Text c="dimmed">{t('locked.why')}</Text>
        <Text>{t('locked.todo')}</Text>
        <Code block>daomesh start --open</Code>
      </Stack>
    </Center>
  )
}
