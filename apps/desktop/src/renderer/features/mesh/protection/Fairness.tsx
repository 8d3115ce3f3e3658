import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { percentOf } from '../../../format/percent.ts'
import { Section } from '../../../parts/Section.tsx'
import { Amount } from '../Amount.tsx'
import type { MeshToken, Protection } from '../mesh.ts'
import classes from './protection.module.css'

/** In how few hands the paying lies. */
export const ConcentrationNote = ({ concentration }: { readonly concentration: Protection['concentration'] }) => {
  const { t, i18n } = useTranslation()
  if (concentration === null)
    return (
      <Text size="sm" c="dimmed">
        {t('mesh.concentration.none')}
      </Text>
    )
  const { index, band, payers, largest } = concentration
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600} c={band === 'high' ? 'var(--warn)' : 'var(--mantine-color-text)'}>
        {t(`mesh.concentration.${band}`)}
      </Text>
      <Text size="sm" className="numbers">
        {t('mesh.concentration.index', { count: payers, largest: percentOf(largest, i18n.language) })}
      </Text>
      <Text size="xs" c="dimmed">
        {t('mesh.concentration.about', { index: new Intl.NumberFormat(i18n.language).format(index) })}
      </Text>
    </Stack>
  )
}

/** How much each level hands on of what it gets. */
export const PassedDown = ({ passed, words }: { readonly passed: Protection['passed']; readonly words: MeshToken }) => {
  const { t, i18n } = useTranslation()
  if (passed.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('mesh.passed.none')}
      </Text>
    )
  return (
    <Stack gap="md">
      {passed.map((row) => (
        <div key={row.height}>
          <Group justify="space-between" gap="sm" mb={4}>
            <Text size="sm">{t('mesh.passed.height', { height: row.height, count: row.count })}</Text>
            <Text size="sm" fw={600} className="numbers">
              {t('mesh.passed.share', { share: percentOf(row.share, i18n.language) })}
            </Text>
          </Group>
          <div className={classes.passed} aria-hidden>
            <span className={classes.down} style={{ width: `${row.share / 100}%` }} />
          </div>
          <Group justify="space-between" gap="sm" mt={2}>
            <Text size="xs" c="dimmed" component="span">
              {t('mesh.passed.down')} <Amount units={row.passed} of={words} size="xs" />
            </Text>
            <Text size="xs" c="dimmed" component="span">
              {t('mesh.passed.kept')} <Amount units={row.kept} of={words} size="xs" />
            </Text>
          </Group>
        </div>
      ))}
    </Stack>
  )
}

export const Fairness = ({ found, words }: { readonly found: Protection; readonly words: MeshToken }) => {
  const { t } = useTranslation()
  return (
    <Stack gap="lg">
      <Section title={t('mesh.concentration.title')}>
        <ConcentrationNote concentration={found.concentration} />
      </Section>
      <Section title={t('mesh.passed.title')}>
        <PassedDown passed={found.passed} words={words} />
      </Section>
    </Stack>
  )
}
