import { Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconArrowRight, IconConfetti } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { HashText } from '../../parts/HashText.tsx'
import { Section } from '../../parts/Section.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { DeployStep } from '../dao/DeployStep.tsx'
import type { Lobby } from './foundingStage.ts'

/** Everybody has signed: the address is fixed, talking can begin, and anybody may deploy. */
export const FoundedStep = ({ lobby: { dao, proposal } }: { readonly lobby: Lobby }) => {
  const { t } = useTranslation()
  return (
    <Section title={t('lobby.step.founded')}>
      <Stack gap="md">
        <Group gap="sm" wrap="nowrap">
          <IconConfetti size={24} color="var(--mantine-color-anchor)" aria-hidden />
          <Text fw={600} size="lg">
            {t('founded.title')}
          </Text>
        </Group>
        <Text>{t('founded.about')}</Text>
        {proposal !== null && <HashText label={t('cosign.address')} value={proposal.dao} />}
        {dao === null ? (
          <Waiting what={t('founded.opening')} />
        ) : (
          <>
            <Group>
              <Button component={Link} to={`/dao/${dao}`} variant="default" rightSection={<IconArrowRight size={16} aria-hidden />}>
                {t('founded.enter')}
              </Button>
            </Group>
            {/* Below, because it comes a moment later: what is above does not move away under a click. */}
            <DeployStep space={dao} />
          </>
        )}
      </Stack>
    </Section>
  )
}
